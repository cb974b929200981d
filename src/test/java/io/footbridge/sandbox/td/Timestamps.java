package io.footbridge.sandbox.td;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The forms of a point in time. */
final class Timestamps {

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    /** As every answer has it. */
    static String show(Instant instant) {
        return SHOWN.format(instant);
    }

    /**
     * Reads a scheduled time, which is Unix seconds or ISO-8601.
     *
     * @throws Refusal 422 if it is neither
     */
    static Optional<Instant> scheduled(Optional<String> text) throws Refusal {
        if (text.isEmpty() || text.get().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.get().matches("-?\\d{1,12}")
                            ? Instant.ofEpochSecond(Long.parseLong(text.get()))
                            : OffsetDateTime.parse(text.get()).toInstant());
        } catch (DateTimeException e) {
            throw new Refusal(
                    422,
                    "Parameters are invalid: scheduled_time " + text.get() + " is neither Unix seconds nor ISO-8601");
        }
    }
}
