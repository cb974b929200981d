package io.footbridge.key;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an export begins, as its name tells: {@code 2019-08-15_010200.tgz}, in the exporter's zone. */
public final class ExportTime {

    private static final Pattern TIME =
            Pattern.compile("(?<!\\d)(\\d{4}-\\d{2}-\\d{2})_(\\d{2})(\\d{2})(\\d{2})(?!\\d)");

    private ExportTime() {}

    /** Reads the last part of a key; nothing if that tells no time. */
    public static Optional<LocalDateTime> of(String key) {
        requireNonNull(key, "key is null");
        Matcher name = TIME.matcher(key.substring(key.lastIndexOf('/') + 1));
        if (!name.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.group(1))
                    .atTime(LocalTime.of(
                            Integer.parseInt(name.group(2)),
                            Integer.parseInt(name.group(3)),
                            Integer.parseInt(name.group(4)))));
        } catch (DateTimeException e) {
            return Optional.empty(); // Digits that are no time, such as a serial number.
        }
    }
}
