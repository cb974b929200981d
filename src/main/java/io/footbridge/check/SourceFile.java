package io.footbridge.check;

import static java.util.Objects.requireNonNull;

/**
 * A route or kamelet file, not read as YAML yet.
 *
 * @param name such as {@code routes/file.camel.yaml}
 * @param shipped whether it is, byte for byte, one that the jar holds
 */
public record SourceFile(String name, String text, boolean shipped) {

    public SourceFile {
        requireNonNull(name, "name is null");
        requireNonNull(text, "text is null");
    }

    boolean isKamelet() {
        return name.endsWith(SourceFiles.KAMELET);
    }
}
