package io.footbridge.failure;

/** The three kinds of failure, by who has to act. */
public enum FailureKind {
    /** Time mends it: the object stays where it is and is tried again. */
    TRANSIENT,
    /** A person mends it, at the settings or the permissions: nothing is dead-lettered, intake pauses. */
    CONFIGURATION,
    /** Nothing mends it: the object goes to the failed prefix with the reason beside it. */
    DATA
}
