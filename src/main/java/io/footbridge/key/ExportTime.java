package io.footbridge.key;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an export begins, as its name tells: {@code 2019-08-15_010200.tgz}, in the exporter's zone. */
public final class ExportTime {

    private static final Pattern TIME = Pattern.compile("(?<!\\d)\\d{4}-\\d{2}-\\d{2}_\\d{6}(?!\\d)");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd_HHmmss").withResolverStyle(ResolverStyle.STRICT);

    private ExportTime() {}

    /** Reads the last part of a key; nothing if that tells no time. */
    public static Optional<LocalDateTime> of(String key) {
        Matcher time = TIME.matcher(key.substring(key.lastIndexOf('/') + 1));
        try {
            return time.find() ? Optional.of(LocalDateTime.parse(time.group(), FORMAT)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // Digits that are no time, such as a serial number.
        }
    }
}
