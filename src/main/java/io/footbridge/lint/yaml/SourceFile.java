package io.footbridge.lint.yaml;

/**
 * A YAML file of the routes or kamelets, not parsed yet.
 *
 * @param name such as {@code routes/file.camel.yaml}
 * @param shipped whether it is, byte for byte, one that the jar holds
 */
public record SourceFile(String name, String text, boolean shipped) {

    boolean isKamelet() {
        return name.endsWith(SourceFiles.KAMELET);
    }

    /** Whether a start reads it; of the others in the folder, it ignores all. */
    public boolean isRead() {
        return name.endsWith(ending());
    }

    /** The name under which a start would read it. */
    public String readableName() {
        return name.replaceFirst("(?i)(\\.kamelet|\\.camel)?\\.ya?ml$", "") + ending();
    }

    private String ending() {
        return SourceFiles.ENDINGS.get(name.substring(0, name.indexOf('/')));
    }
}
