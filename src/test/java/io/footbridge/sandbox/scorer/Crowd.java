package io.footbridge.sandbox.scorer;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.SplittableRandom;

/**
 * A crowded view of one camera, in which the same number of people is always to be seen: any number of lines, each of
 * which follows from the seed and its own number, so that an archive can be as long as one likes.
 */
public final class Crowd {

    private static final int IN_VIEW = 20;
    private static final int FRAMES_PER_SECOND = 2;
    private static final int FRAMES_IN_VIEW = 40;

    /** Not everybody comes and goes in the same frame. */
    private static final int FRAMES_APART = FRAMES_IN_VIEW / IN_VIEW;

    private final long seed;
    private final LocalDateTime start;

    /** @param day on which the first line is written, at midnight */
    public Crowd(long seed, LocalDate day) {
        this.seed = seed;
        this.start = day.atStartOfDay();
    }

    /** @param number from 0; lines come in order of time */
    public String line(long number) {
        int frame = Math.toIntExact(number / IN_VIEW);
        int place = (int) (number % IN_VIEW);
        LocalDateTime time = start.plusNanos(frame * (1_000_000_000L / FRAMES_PER_SECOND));
        return new Line(new SplittableRandom(seed ^ number * 0x9E3779B97F4A7C15L))
                .write(person(place, frame), frame, time);
    }

    private Person person(int place, int frame) {
        int turn = (frame + place * FRAMES_APART) / FRAMES_IN_VIEW;
        int uid = turn * IN_VIEW + place + 1;
        int firstFrame = turn * FRAMES_IN_VIEW - place * FRAMES_APART;
        Person entering = Person.entering(uid, firstFrame, FRAMES_IN_VIEW, new SplittableRandom(seed + uid));
        return entering.staying(FRAMES_IN_VIEW);
    }
}
