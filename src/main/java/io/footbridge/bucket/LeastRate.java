package io.footbridge.bucket;

import java.time.Duration;

/**
 * How slowly an object's bytes may come.
 *
 * @param bytesPerSecond the least, in the mean over a window
 * @param window of waiting for bytes; time in which nobody waits for any is no part of it
 */
public record LeastRate(long bytesPerSecond, Duration window) {

    /** What no sound store falls below. */
    public static final LeastRate DEFAULT = new LeastRate(1024, Duration.ofSeconds(30));
}
