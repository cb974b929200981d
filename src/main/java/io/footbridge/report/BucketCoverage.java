package io.footbridge.report;

import io.footbridge.bucket.CameraFolders;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.ExportKey;
import io.footbridge.key.ExportTime;
import io.footbridge.key.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bean that says what the bucket holds of a day: which objects were imported, which wait and which failed, by camera.
 *
 * <p>A name such as {@code 2019-08-15_010200.tgz} tells the time at which an object begins. Another name counts for its date.
 *
 * @param selection which objects are to be imported
 * @param exporterZone the zone of the dates and times in keys
 */
public record BucketCoverage(
        CameraFolders folders,
        Selection selection,
        String prefix,
        String importedPrefix,
        String failedPrefix,
        ZoneId exporterZone) {

    /** What lies beside a failed object. */
    private static final Pattern BESIDE = Pattern.compile("\\.(?:error\\.json|rejects\\.jsonl)$");

    /** Where imported objects lie, for messages. */
    String imported() {
        return importedPrefix + prefix;
    }

    /**
     * Lists the objects of a day and the day before.
     *
     * @param timeZone says when a day begins; it may span two dates of the exporter
     * @throws Failure if S3 does not list them
     */
    Coverage of(LocalDate day, ZoneId timeZone, Instant now) {
        Coverage coverage = new Coverage(day, timeZone, now);
        Placing placing = new Placing(coverage, timeZone);
        // The export prefix first: an object that moves meanwhile is then seen twice rather than missed.
        list(
                "",
                device -> selection.takes(device + "/"),
                placing,
                (export, key) -> placing.dayOf(export, key).ifPresent(CameraDay::addNotImported));
        list(
                failedPrefix,
                device -> true,
                placing,
                (export, key) -> placing.dayOf(export, key).ifPresent(CameraDay::addFailed));
        list(importedPrefix, device -> true, placing, placing::imported);
        return coverage;
    }

    /** @param before what keys have before that of the export */
    private void list(String before, Predicate<String> isWanted, Placing placing, BiConsumer<ExportKey, String> keys) {
        CameraFolders.Finder finder = new CameraFolders.Finder() {
            @Override
            public void camera(String device) {
                if (isWanted.test(device)) {
                    placing.coverage.addCamera(device);
                }
            }

            @Override
            public void key(String key) {
                String name = BESIDE.matcher(key).find() ? "" : withoutVersion(key);
                selection
                        .layout()
                        .match(name)
                        .filter(export -> export.device() != null && isWanted.test(export.device()))
                        .ifPresent(export -> keys.accept(export, name));
            }
        };
        String from = before + prefix;
        try {
            if (!folders.find(from, placing.first(), placing.last(), finder)) {
                placing.coverage.addUnknown();
            }
        } catch (Failure e) {
            String advice = e.reason() == Reason.S3_DENIED ? "; check --iam-policy prints what must be allowed" : "";
            throw new Failure(e.reason(), from + " cannot be listed: " + e.getMessage() + advice, e);
        }
    }

    /** Another version of a failed object has its ETag behind its name. */
    private String withoutVersion(String key) {
        return selection.layout().match(key).isPresent() ? key : key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    /** Finds the day and the hour of each object. */
    private final class Placing {

        private final Coverage coverage;
        private final LocalDate day;
        private final LocalDate dayBefore;
        private final ZoneId timeZone;

        Placing(Coverage coverage, ZoneId timeZone) {
            this.coverage = coverage;
            this.day = coverage.day().date();
            this.dayBefore = coverage.dayBefore().date();
            this.timeZone = timeZone;
        }

        /** The exporter's date on which the day before begins. */
        LocalDate first() {
            return start(dayBefore, timeZone).atZone(exporterZone).toLocalDate();
        }

        /** The exporter's date on which the day ends. */
        LocalDate last() {
            return start(day.plusDays(1), timeZone)
                    .minusNanos(1)
                    .atZone(exporterZone)
                    .toLocalDate();
        }

        void imported(ExportKey export, String key) {
            Optional<LocalDateTime> time = timeOf(export, key);
            if (time.isPresent()) {
                day(time.get().toLocalDate(), export)
                        .ifPresent(held -> held.addImported(time.get().getHour()));
                return;
            }
            date(export).ifPresent(date -> {
                day(date, export).ifPresent(CameraDay::addImported);
                Stream.of(day, dayBefore)
                        .filter(other -> !other.equals(date) && overlaps(date, other))
                        .forEach(other -> coverage.add(export.device(), other).addDoubt());
            });
        }

        Optional<CameraDay> dayOf(ExportKey export, String key) {
            return timeOf(export, key)
                    .map(LocalDateTime::toLocalDate)
                    .or(() -> date(export))
                    .flatMap(date -> day(date, export));
        }

        private Optional<CameraDay> day(LocalDate date, ExportKey export) {
            return date.equals(day) || date.equals(dayBefore)
                    ? Optional.of(coverage.add(export.device(), date))
                    : Optional.empty();
        }

        /** In the zone of the report; nothing if the name tells no time, or one of another date than the key's. */
        private Optional<LocalDateTime> timeOf(ExportKey export, String key) {
            return ExportTime.of(key)
                    .filter(time -> date(export)
                            .filter(date -> Math.abs(ChronoUnit.DAYS.between(date, time.toLocalDate())) <= 1)
                            .isPresent())
                    .map(time -> time.atZone(exporterZone)
                            .withZoneSameInstant(timeZone)
                            .toLocalDateTime());
        }

        /** Whether a date of the exporter has a part of a day. */
        private boolean overlaps(LocalDate date, LocalDate other) {
            return start(date, exporterZone).isBefore(start(other.plusDays(1), timeZone))
                    && start(other, timeZone).isBefore(start(date.plusDays(1), exporterZone));
        }
    }

    private static Optional<LocalDate> date(ExportKey export) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(export.date())));
        } catch (DateTimeException e) {
            return Optional.empty(); // Such as 2019-02-30: it is no day's.
        }
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
