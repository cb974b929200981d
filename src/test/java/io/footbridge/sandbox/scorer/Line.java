package io.footbridge.sandbox.scorer;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;

/** Writes one line of an export, with the small faults that real ones have: wrong labels, gaps, another quoting. */
final class Line {

    private static final double WRONG_LABELS = 0.05;
    private static final double GAPS = 0.004;
    private static final double QUOTED = 0.2;
    private static final double WHOLE_SECONDS = 0.01;
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final SplittableRandom random;
    private final StringBuilder line = new StringBuilder(200);

    Line(SplittableRandom random) {
        this.random = random;
    }

    String write(Person person, int frame, LocalDateTime time) {
        line.append((chance(WHOLE_SECONDS) ? SECONDS : MILLIS).format(time));
        line.append('\t').append(frame);
        line.append('\t').append(person.uid());
        line.append('\t').append(person.type());
        number(chance(0.9) ? between(0.9, 1) : between(0.5, 0.9), 1000);
        number(person.x(frame), 100);
        number(person.y() + between(-2, 2), 100);
        number(person.height() * 0.4, 100);
        number(person.height(), 100);
        line.append('\t');
        if (!chance(GAPS)) {
            line.append(attributes(person));
        }
        return line.toString();
    }

    private String attributes(Person person) {
        if (person.type() != Person.PEDESTRIAN) {
            return "{}";
        }
        String age = chance(WRONG_LABELS) ? Person.anyAge(random) : person.age();
        String gender = chance(WRONG_LABELS) ? Person.anyGender(random) : person.gender();
        String json = "{\"Age\": \"" + age + "\", \"AgeConf\": " + rounded(between(0.7, 1), 100) + ", \"Gender\": \""
                + gender + "\", \"GenderConf\": " + rounded(between(0.7, 1), 100) + "}";
        return chance(QUOTED) ? '"' + json.replace("\"", "\"\"") + '"' : json;
    }

    private void number(double value, int parts) {
        line.append('\t');
        if (!chance(GAPS)) {
            line.append(rounded(value, parts));
        }
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    private static double rounded(double value, int parts) {
        return Math.round(value * parts) / (double) parts;
    }
}
