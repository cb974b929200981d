package io.footbridge.report;

import java.util.Comparator;
import java.util.List;

/**
 * A row of the answer to {@code sql/visitors.sql}: people of one day, camera, hour, age and gender.
 *
 * @param secondsInView of all of them together
 */
record Visits(String day, String camera, int hour, Group group, long visitors, long secondsInView) {

    Visits {
        camera = Label.of(camera);
    }

    /** An age and a gender, in the order to show: as people grow up, then as the alphabet has it, Unknown last. */
    record Group(String age, String gender) implements Comparable<Group> {

        Group {
            age = Label.of(age);
            gender = Label.of(gender);
        }

        private static final List<String> AGES = List.of("Child", "Young", "Adult", "Old");
        private static final Comparator<String> UNKNOWN_LAST =
                Comparator.<String, Boolean>comparing(Report.UNKNOWN::equals).thenComparing(Comparator.naturalOrder());
        private static final Comparator<Group> ORDER = Comparator.comparingInt(Group::stageOfLife)
                .thenComparing(Group::age, UNKNOWN_LAST)
                .thenComparing(Group::gender, UNKNOWN_LAST);

        @Override
        public int compareTo(Group other) {
            return ORDER.compare(this, other);
        }

        private int stageOfLife() {
            return AGES.contains(age) ? AGES.indexOf(age) : AGES.size();
        }
    }

    static Visits of(QueryRow row) {
        return new Visits(
                row.text("day"),
                row.text("camera"),
                (int) row.number("hour", Figures.HOURS - 1),
                new Group(row.text("age"), row.text("gender")),
                row.count("visitors"),
                row.count("seconds_in_view"));
    }
}
