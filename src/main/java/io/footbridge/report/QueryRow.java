package io.footbridge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A row of the answer to a query, {@code sql/query.sql}, whose columns are checked before they are used. */
record QueryRow(String query, Map<String, JsonNode> values) {

    /** More than there are people; so many answers can be added up as there is memory for. */
    private static final long MOST_PEOPLE = 1_000_000_000_000L;

    /** @throws IllegalArgumentException if there is no such column */
    String text(String column) {
        return value(column).asText();
    }

    /** @throws IllegalArgumentException unless the value is a number that a count can be */
    long count(String column) {
        return number(column, MOST_PEOPLE);
    }

    /** @throws IllegalArgumentException unless the value is a number from 0 to {@code most} */
    long number(String column, long most) {
        JsonNode value = value(column);
        // What is not a number compares as false.
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= most)) {
            throw new IllegalArgumentException("sql/" + query + ".sql returns " + Label.of(value.toString()) + " for "
                    + column + "; expected a number from 0 to " + most);
        }
        return value.asLong();
    }

    private JsonNode value(String column) {
        JsonNode value = values.get(column);
        if (value == null) {
            throw new IllegalArgumentException("the answer to sql/" + query + ".sql has no column " + column);
        }
        return value;
    }
}
