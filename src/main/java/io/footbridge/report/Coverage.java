package io.footbridge.report;

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
import java.util.TreeMap;
import java.util.TreeSet;

/** What the bucket holds of a day and the day before, camera by camera: what the table can have rows of. */
final class Coverage {

    private static final int MINUTES = 15;
    private static final CameraDay NOTHING = new CameraDay();

    private final LocalDate day;
    private final int elapsed;
    private final int elapsedBefore;
    private final Map<String, CameraDay> onDay = new TreeMap<>();
    private final Map<String, CameraDay> onDayBefore = new HashMap<>();
    private final Set<String> cameras = new TreeSet<>();
    private boolean isWhole = true;

    /**
     * Nothing at first.
     *
     * @param timeZone says when a day begins
     * @param now no hour that is not over by then is silent
     */
    Coverage(LocalDate day, ZoneId timeZone, Instant now) {
        this.day = day;
        this.elapsed = elapsed(day, timeZone, now);
        this.elapsedBefore = elapsed(day.minusDays(1), timeZone, now);
    }

    /** A camera that has a folder, with or without an object of these days. */
    void addCamera(String device) {
        cameras.add(Label.of(device));
    }

    /** What is known of a camera on one of the two days, to add to. */
    CameraDay add(String device, LocalDate date) {
        String camera = Label.of(device);
        cameras.add(camera);
        return (date.equals(day) ? onDay : onDayBefore).computeIfAbsent(camera, unknown -> new CameraDay());
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
        onDay.keySet().retainAll(some);
        onDayBefore.keySet().retainAll(some);
    }

    /** Makes the day before one that nothing is known of. */
    void forgetDayBefore() {
        onDayBefore.clear();
    }

    CameraDay onDay(String camera) {
        return onDay.getOrDefault(camera, NOTHING);
    }

    CameraDay onDayBefore(String camera) {
        return onDayBefore.getOrDefault(camera, NOTHING);
    }

    /** Of either day. */
    CameraDay of(String camera, boolean isDay) {
        return isDay ? onDay(camera) : onDayBefore(camera);
    }

    /** Whether an object of either day was imported. */
    boolean isImported(boolean isDay) {
        return (isDay ? onDay : onDayBefore).values().stream().anyMatch(CameraDay::isImported);
    }

    /** The hours that are over, a bit for each. */
    int elapsed(boolean isDay) {
        return isDay ? elapsed : elapsedBefore;
    }

    /** Every camera that has a folder, in order. */
    Set<String> cameras() {
        return cameras;
    }

    /** The cameras of which there is an object of one of the two days, in order. */
    Set<String> camerasThere() {
        Set<String> there = new TreeSet<>();
        for (Map<String, CameraDay> days : List.of(onDay, onDayBefore)) {
            days.forEach((camera, held) -> {
                if (held.isThere()) {
                    there.add(camera);
                }
            });
        }
        return there;
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
