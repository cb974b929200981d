package io.footbridge.failure;

/** The classes of failures, by who has to act. */
public enum FailureKind {
    /** Retry: the object stays where it is. */
    TRANSIENT,
    /** Needs an operator, at the settings or the permissions: intake pauses, nothing is dead-lettered. */
    CONFIGURATION,
    /** Dead letter: the object goes to the failed prefix with the reason beside it. */
    DATA
}
