package io.footbridge.sandbox.td;

import java.util.Map;

/** A request that the stand-in for Treasure Data turns down. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(int status, String message) {
        this(message, Answer.error(status, message, Map.of()));
    }

    private Refusal(String message, Answer answer) {
        super(message);
        this.answer = answer;
    }

    /** 409: the name is taken. */
    static Refusal conflict(String message, String conflictsWith) {
        return new Refusal(message, Answer.conflict(message, conflictsWith));
    }

    Answer answer() {
        return answer;
    }
}
