package io.footbridge.sandbox.scorer;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** One camera's day: who came by, and the line that the analysis writes for each of them in each frame. */
final class CameraDay {

    private static final int SECONDS_PER_DAY = 86_400;

    /** How busy each hour is, against the mean: quiet nights, full at noon and in the evening. */
    private static final double[] HOURS = {
        0.3, 0.3, 0.3, 0.3, 0.3, 0.4, 0.6, 1.0, 1.3, 1.1, 1.1, 1.5, 2.0, 1.6, 1.1, 1.1, 1.2, 1.5, 2.0, 1.8, 1.3, 0.9,
        0.6, 0.4
    };

    private final String deviceId;
    private final LocalDate day;
    private final long seed;
    private final int framesPerSecond;
    private final int millisOfFirstFrame;
    private final List<Person> people;

    CameraDay(long seed, int camera, LocalDate day, ScorerCloud.Settings settings) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + camera);
        this.deviceId = "LT_" + randomUuid(random);
        this.day = day;
        this.seed = random.nextLong() ^ day.toEpochDay();
        this.framesPerSecond = settings.framesPerSecond();
        this.millisOfFirstFrame = random.nextInt(1000 / framesPerSecond);
        this.people = people(settings, new SplittableRandom(this.seed));
    }

    String deviceId() {
        return deviceId;
    }

    /** Everybody, in the order in which they enter. */
    List<Person> people() {
        return people;
    }

    /** The lines of some frames, without line ends. */
    List<String> lines(int fromFrame, int toFrame) {
        List<Person> inView = people.stream()
                .filter(person -> person.firstFrame() < toFrame && person.endFrame() > fromFrame)
                .toList();
        List<String> lines = new ArrayList<>();
        for (int frame = fromFrame; frame < toFrame; frame++) {
            for (Person person : inView) {
                if (person.isInView(frame)) {
                    lines.add(line(person, frame));
                }
            }
        }
        return lines;
    }

    /* A generator per person and frame, so that any stretch of the day comes out the same on its own. */
    private String line(Person person, int frame) {
        SplittableRandom random = new SplittableRandom(seed ^ (((long) person.uid() << 32) | frame));
        LocalDateTime time =
                day.atStartOfDay().plusNanos((millisOfFirstFrame + frame * 1000L / framesPerSecond) * 1_000_000);
        return new Line(random).write(person, frame, time);
    }

    private List<Person> people(ScorerCloud.Settings settings, SplittableRandom random) {
        int framesPerDay = SECONDS_PER_DAY * framesPerSecond;
        int meanFrames = settings.secondsInView() * framesPerSecond;
        int count = Math.max(1, settings.rowsPerDay() / meanFrames);
        int lastEntry = framesPerDay - meanFrames * 2;
        List<Person> entering = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            double share = (number + random.nextDouble()) / count;
            int firstFrame = Math.min(lastEntry, (int) (timeOfDay(share) * framesPerDay));
            entering.add(Person.entering(number + 1, firstFrame, meanFrames, random));
        }
        return List.copyOf(entering);
    }

    private static UUID randomUuid(SplittableRandom random) {
        long versionFour = (random.nextLong() & ~0xf000L) | 0x4000L;
        long variantTwo = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(versionFour, variantTwo);
    }

    /* The part of the day, 0 to 1, by which this share of its visitors has come. */
    private static double timeOfDay(double share) {
        double total = 0;
        for (double hour : HOURS) {
            total += hour;
        }
        double left = share * total;
        int hour = 0;
        while (hour < HOURS.length - 1 && left > HOURS[hour]) {
            left -= HOURS[hour];
            hour++;
        }
        return (hour + Math.min(1, left / HOURS[hour])) / HOURS.length;
    }
}
