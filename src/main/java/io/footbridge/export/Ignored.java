package io.footbridge.export;

import static java.util.Objects.requireNonNull;

/** Why an object under the prefix is not taken. */
public enum Ignored {
    NOT_IN_TEXTS("not in a folder texts/"),
    OTHER_SUFFIX("with a name that does not end in .tgz"),
    OTHER_CAMERA("of a camera that is not among scorer.devices (SCORER_DEVICES)"),
    FULL_FOLDER("named as a folder, and not empty");

    private final String why;

    Ignored(String why) {
        this.why = requireNonNull(why, "why is null");
    }

    /** To follow a name or a number of them, such as {@code not in a folder texts/}. */
    public String why() {
        return why;
    }
}
