package io.footbridge.benchmark.server;

/**
 * What the servers hold and how they behave in one run.
 *
 * @param warmUp objects that come first; those of {@code measured} are not handed out before all of these are deleted
 * @param measured the objects whose time counts
 * @param stuck objects whose GET is answered 403, so that they cannot leave
 * @param s3DelayMillis how long every S3 request takes at least
 * @param tdDelayMillis how long every request to Treasure Data takes at least
 */
public record Plan(Load warmUp, Load measured, int stuck, int s3DelayMillis, int tdDelayMillis) {

    public static Plan of(Load warmUp, Load measured) {
        return new Plan(warmUp, measured, 0, 0, 0);
    }

    public Plan withDelays(int s3Millis, int tdMillis) {
        return new Plan(warmUp, measured, stuck, s3Millis, tdMillis);
    }

    public Plan withStuck(int objects) {
        return new Plan(warmUp, measured, objects, s3DelayMillis, tdDelayMillis);
    }
}
