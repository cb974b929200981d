package io.footbridge.check;

import static java.util.Objects.requireNonNull;

/**
 * A YAML file of the routes or kamelets, not parsed yet.
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

    /** Whether a start reads it; of the others in the folder, it ignores all. */
    boolean isRead() {
        return name.endsWith(SourceFiles.suffixIn(folder()));
    }

    /** The name under which a start would read it. */
    String readableName() {
        return name.replaceFirst("(?i)(\\.kamelet|\\.camel)?\\.ya?ml$", "") + SourceFiles.suffixIn(folder());
    }

    private String folder() {
        return name.substring(0, name.indexOf('/'));
    }
}
