package io.footbridge.sandbox.s3;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which a request to {@link StrictS3} can go wrong. */
public sealed interface S3Fault {

    /** S3 refuses the request, which has no effect. */
    record Refusal(int status, String code) implements S3Fault {}

    /** The request is served after a time. */
    record Delay(Duration time) implements S3Fault {}

    /** The request is served once the gate opens. */
    record Hold(CountDownLatch gate) implements S3Fault {}

    /** The request takes effect, then something else happens, and the connection ends without an answer. */
    record LostAnswer(Runnable meanwhile) implements S3Fault {}

    /** The answer declares its full length, but the connection ends after some bytes of its body. */
    record CutBody(long bytes) implements S3Fault {}

    /** Somebody else deletes the object just before the request is served. */
    record Vanished() implements S3Fault {}

    /** 503: the client should send less. */
    static S3Fault slowDown() {
        return refusal(503, "SlowDown");
    }

    /** 403: the client may not do this. */
    static S3Fault accessDenied() {
        return refusal(403, "AccessDenied");
    }

    /** 500: the server failed. */
    static S3Fault internalError() {
        return refusal(500, "InternalError");
    }

    /**
     * Any other error.
     *
     * @param status the HTTP status
     * @param code the S3 error code, such as {@code SlowDown}
     */
    static S3Fault refusal(int status, String code) {
        return new Refusal(status, code);
    }

    static S3Fault delay(Duration time) {
        return new Delay(time);
    }

    static S3Fault hold(CountDownLatch gate) {
        return new Hold(gate);
    }

    static S3Fault lostAnswer() {
        return lostAnswer(() -> {});
    }

    /** @param meanwhile runs when the request has taken effect, before the connection ends */
    static S3Fault lostAnswer(Runnable meanwhile) {
        return new LostAnswer(meanwhile);
    }

    static S3Fault cutBody(long bytes) {
        return new CutBody(bytes);
    }

    static S3Fault vanished() {
        return new Vanished();
    }
}
