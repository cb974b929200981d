package io.footbridge.report;

import static java.util.Objects.requireNonNull;

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
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The bean that says what the bucket holds of a day: which objects were imported, which wait and which failed, by camera.
 *
 * <p>A name such as {@code 2019-08-15_010200.tgz} tells the time at which an object begins. Another name counts for its date.
 */
public final class BucketCoverage {

    /** What lies beside a failed object. */
    private static final Pattern BESIDE = Pattern.compile("\\.(?:error\\.json|rejects\\.jsonl)$");

    private final CameraFolders folders;
    private final Selection selection;
    private final String prefix;
    private final String importedPrefix;
    private final String failedPrefix;
    private final ZoneId exporterZone;

    /**
     * @param selection which objects are to be imported
     * @param prefix where the exports lie
     * @param exporterZone the zone of the dates and times in keys
     */
    public BucketCoverage(
            CameraFolders folders,
            Selection selection,
            String prefix,
            String importedPrefix,
            String failedPrefix,
            ZoneId exporterZone) {
        this.folders = requireNonNull(folders, "folders is null");
        this.selection = requireNonNull(selection, "selection is null");
        this.prefix = requireNonNull(prefix, "prefix is null");
        this.importedPrefix = requireNonNull(importedPrefix, "importedPrefix is null");
        this.failedPrefix = requireNonNull(failedPrefix, "failedPrefix is null");
        this.exporterZone = requireNonNull(exporterZone, "exporterZone is null");
    }

    /** Where imported objects lie, for messages. */
    String imported() {
        return importedPrefix + prefix;
    }

    /**
     * Lists the objects of a day and the day before.
     *
     * @param timeZone says when a day begins; it may span two dates of the exporter
     * @param now when the question is asked
     * @throws io.footbridge.failure.Failure if S3 does not list them
     */
    Coverage of(LocalDate day, ZoneId timeZone, Instant now) {
        Coverage coverage = new Coverage(day, timeZone, now);
        Placing placing = new Placing(coverage, day, timeZone);
        // The export prefix first: an object that moves meanwhile is then seen twice rather than missed.
        list("", device -> selection.takes(device + "/"), placing, placing::notImported);
        list(failedPrefix, device -> true, placing, placing::failed);
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
        if (!find(before + prefix, placing, finder)) {
            placing.coverage.addUnknown();
        }
    }

    /** Another version of a failed object has its ETag behind its name. */
    private String withoutVersion(String key) {
        return selection.layout().match(key).isPresent() ? key : key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    private boolean find(String from, Placing placing, CameraFolders.Finder finder) {
        try {
            return folders.find(from, placing.first(), placing.last(), finder);
        } catch (Failure e) {
            String advice = e.reason() == Reason.S3_DENIED ? "; check --iam-policy prints what must be allowed" : "";
            throw new Failure(e.reason(), from + " cannot be listed: " + e.getMessage() + advice, e);
        }
    }

    /** Finds the day and the hour of each object. */
    private final class Placing {

        private final Coverage coverage;
        private final LocalDate day;
        private final ZoneId timeZone;

        Placing(Coverage coverage, LocalDate day, ZoneId timeZone) {
            this.coverage = coverage;
            this.day = day;
            this.timeZone = timeZone;
        }

        /** The exporter's date on which the day before begins. */
        LocalDate first() {
            return start(day.minusDays(1), timeZone).atZone(exporterZone).toLocalDate();
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
                List.of(day, day.minusDays(1)).stream()
                        .filter(other -> !other.equals(date) && overlaps(date, other))
                        .forEach(other -> coverage.add(export.device(), other).addDoubt());
            });
        }

        void notImported(ExportKey export, String key) {
            dayOf(export, key).ifPresent(CameraDay::addNotImported);
        }

        void failed(ExportKey export, String key) {
            dayOf(export, key).ifPresent(CameraDay::addFailed);
        }

        private Optional<CameraDay> dayOf(ExportKey export, String key) {
            return timeOf(export, key)
                    .map(LocalDateTime::toLocalDate)
                    .or(() -> date(export))
                    .flatMap(date -> day(date, export));
        }

        private Optional<CameraDay> day(LocalDate date, ExportKey export) {
            return date.equals(day) || date.equals(day.minusDays(1))
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
