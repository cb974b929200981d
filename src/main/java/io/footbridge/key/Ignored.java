package io.footbridge.key;

/** Why an object under the prefix is not taken. */
public enum Ignored {
    OTHER_FOLDER("not in a folder that export.keys (EXPORT_KEYS) names"),
    OTHER_NAME("with a name that export.keys (EXPORT_KEYS) does not take"),
    OWN_NAME("with an ending that Footbridge gives to files of its own"),
    OTHER_CAMERA("of a camera that is not among scorer.devices (SCORER_DEVICES)"),
    FULL_FOLDER("named as a folder, and not empty");

    private final String why;

    Ignored(String why) {
        this.why = why;
    }

    /** To follow a name or a number of them, such as {@code named as a folder, and not empty}. */
    public String why() {
        return why;
    }
}
