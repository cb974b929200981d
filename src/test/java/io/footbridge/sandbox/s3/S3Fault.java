package io.footbridge.sandbox.s3;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** One way in which a request to {@link StrictS3} can go wrong. */
public sealed interface S3Fault {

    /** S3 refuses the request, which has no effect. */
    record Refusal(int status, String code, String message) implements S3Fault {}

    /** The request is served after a time. */
    record Delay(Duration time) implements S3Fault {}

    /** The request is served once the gate opens. */
    record Hold(CountDownLatch gate) implements S3Fault {}

    /** The request takes effect, then something else happens, and the connection ends without an answer. */
    record LostAnswer(Runnable meanwhile) implements S3Fault {}

    /** The answer declares its full length, but the connection ends after some bytes of its body. */
    record CutBody(long bytes) implements S3Fault {}

    /** The body comes a few bytes at a time. */
    record Drip(int bytes, Duration every) implements S3Fault {}

    /** One bit of the body is another than the object's. */
    record FlippedBit(long offset) implements S3Fault {}

    /** The whole object is sent, whatever part was asked for. */
    record IgnoredRange() implements S3Fault {}

    /** Another part is sent than was asked for, and the answer says so. */
    record ShiftedRange(long shift) implements S3Fault {}

    /** The answer names another ETag than the object's. */
    record OtherEtag() implements S3Fault {}

    /** Somebody else deletes the object just before the request is served. */
    record Vanished() implements S3Fault {}

    /** Something in between answers 200 with nothing, and the request never arrives. */
    record Impostor() implements S3Fault {}

    /** The request takes effect, and then its answer comes a byte at a time, after blanks that have no end. */
    record SlowAnswer(Duration pause) implements S3Fault {}

    /** The request takes effect, and its answer begins with this many blanks. */
    record LargeAnswer(long blanks) implements S3Fault {}

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
        return refusal(status, code, "A fault was asked for");
    }

    /** @param message for people, in the answer's body */
    static S3Fault refusal(int status, String code, String message) {
        return new Refusal(status, code, message);
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

    /**
     * @param bytes sent at a time
     * @param every how long after the last ones
     */
    static S3Fault drip(int bytes, Duration every) {
        return new Drip(bytes, every);
    }

    /** @param offset of the byte in the object; no bit is flipped in an answer that does not send it */
    static S3Fault flippedBit(long offset) {
        return new FlippedBit(offset);
    }

    static S3Fault ignoredRange() {
        return new IgnoredRange();
    }

    /** @param shift how many bytes further than asked for the part begins; it does not if that is past the end */
    static S3Fault shiftedRange(long shift) {
        return new ShiftedRange(shift);
    }

    static S3Fault otherEtag() {
        return new OtherEtag();
    }

    /** @param pause before each blank */
    static S3Fault slowAnswer(Duration pause) {
        return new SlowAnswer(pause);
    }

    static S3Fault largeAnswer(long blanks) {
        return new LargeAnswer(blanks);
    }

    static S3Fault impostor() {
        return new Impostor();
    }

    static S3Fault vanished() {
        return new Vanished();
    }
}
