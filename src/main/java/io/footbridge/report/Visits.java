package io.footbridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A row of the answer to {@code sql/visitors.sql}: people of one day, camera, hour, age and gender.
 *
 * @param secondsInView of all of them together
 */
record Visits(String day, String camera, int hour, Group group, long visitors, long secondsInView) {

    private static final int LAST_HOUR = 23;

    /** More than there are people; so many answers can be added up as there is memory for. */
    private static final long MOST = 1_000_000_000_000L;

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

    static Visits of(Map<String, JsonNode> row) {
        return new Visits(
                text(row, "day"),
                text(row, "camera"),
                (int) number(row, "hour", LAST_HOUR),
                new Group(text(row, "age"), text(row, "gender")),
                number(row, "visitors", MOST),
                number(row, "seconds_in_view", MOST));
    }

    private static String text(Map<String, JsonNode> row, String column) {
        return value(row, column).asText();
    }

    private static long number(Map<String, JsonNode> row, String column, long most) {
        return number(value(row, column), "sql/visitors.sql", column, most);
    }

    /** @throws IllegalArgumentException unless an answer is a number that a count can be */
    static long people(JsonNode value, String query, String column) {
        return number(value, query, column, MOST);
    }

    private static long number(JsonNode value, String query, String column, long most) {
        // What is not a number compares as false.
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= most)) {
            throw new IllegalArgumentException(query + " returns " + Label.of(value.toString()) + " for " + column
                    + "; expected a number from 0 to " + most);
        }
        return value.asLong();
    }

    private static JsonNode value(Map<String, JsonNode> row, String column) {
        JsonNode value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("the answer to sql/visitors.sql has no column " + column);
        }
        return value;
    }
}
