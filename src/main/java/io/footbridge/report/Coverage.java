package io.footbridge.report;

import static java.util.stream.Collectors.toCollection;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the bucket holds of a day and the day before, camera by camera: what the table can have rows of. */
final class Coverage {

    private static final int MINUTES = 15;
    private static final CameraDay NOTHING = new CameraDay();

    private final Day day;
    private final Day dayBefore;
    private final Set<String> cameras = new TreeSet<>();
    private boolean isWhole = true;

    /**
     * What the bucket holds of one of the days.
     *
     * @param elapsed the hours that are over, a bit for each
     */
    record Day(LocalDate date, int elapsed, Map<String, CameraDay> cameras) {

        CameraDay of(String camera) {
            return cameras.getOrDefault(camera, NOTHING);
        }

        /** Whether an object was imported. */
        boolean isImported() {
            return cameras.values().stream().anyMatch(CameraDay::isImported);
        }

        /** The hours that are over and in which no imported object of a camera begins. */
        List<Integer> silentHours(String camera) {
            return of(camera).silentHours(elapsed);
        }
    }

    /**
     * Nothing at first.
     *
     * @param timeZone says when a day begins
     * @param now no hour that is not over by then is silent
     */
    Coverage(LocalDate date, ZoneId timeZone, Instant now) {
        LocalDate before = date.minusDays(1);
        this.day = new Day(date, elapsed(date, timeZone, now), new HashMap<>());
        this.dayBefore = new Day(before, elapsed(before, timeZone, now), new HashMap<>());
    }

    Day day() {
        return day;
    }

    Day dayBefore() {
        return dayBefore;
    }

    /** A camera that has a folder, with or without an object of these days. */
    void addCamera(String device) {
        cameras.add(Label.of(device));
    }

    /** What is known of a camera on one of the two days, to add to. */
    CameraDay add(String device, LocalDate date) {
        String camera = Label.of(device);
        cameras.add(camera);
        return (date.equals(day.date()) ? day : dayBefore)
                .cameras()
                .computeIfAbsent(camera, unknown -> new CameraDay());
    }

    /** Some cameras were not looked at. */
    void addUnknown() {
        isWhole = false;
    }

    boolean isWhole() {
        return isWhole;
    }

    /** Leaves what is known of these cameras only. */
    void keep(Collection<String> some) {
        day.cameras().keySet().retainAll(some);
        dayBefore.cameras().keySet().retainAll(some);
    }

    /** Every camera that has a folder, in order. */
    Set<String> cameras() {
        return cameras;
    }

    /** The cameras of which there is an object of one of the two days, in order. */
    Set<String> camerasThere() {
        return Stream.of(day, dayBefore)
                .flatMap(each -> each.cameras().entrySet().stream())
                .filter(camera -> camera.getValue().isThere())
                .map(Map.Entry::getKey)
                .collect(toCollection(TreeSet::new));
    }

    /** A day may lack an hour, where clocks are put forward. */
    private static int elapsed(LocalDate date, ZoneId timeZone, Instant now) {
        ZonedDateTime end = date.plusDays(1).atStartOfDay(timeZone);
        ZonedDateTime until = end.toInstant().isAfter(now) ? now.atZone(timeZone) : end;
        int hours = 0;
        for (ZonedDateTime time = date.atStartOfDay(timeZone); time.isBefore(until); time = time.plusMinutes(MINUTES)) {
            hours |= 1 << time.getHour();
        }
        boolean isUnderWay = until.isBefore(end) && !until.toLocalTime().equals(LocalTime.MIDNIGHT);
        return isUnderWay ? hours & ~(1 << until.getHour()) : hours;
    }
}
