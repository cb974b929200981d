package io.footbridge.sandbox.scorer;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.footbridge.sandbox.archive.Archives;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes what SCORER Cloud exports in a day: people walk through the views of cameras, and every few minutes each camera
 * has its archive. All follows from the seed: the same one gives the same keys, lines and bytes, in any order of asking.
 */
public final class ScorerCloud {

    /** What every key begins with. */
    public static final String PREFIX = "AnalyzedData/Rule/future_standard.sensevideo.1.0/";

    private static final int MINUTES_PER_DAY = 1440;

    /**
     * How much is exported.
     *
     * @param minutesPerArchive what one archive covers; divides a day
     * @param rowsPerArchive how many lines one has in the mean over the day
     * @param secondsInView how long a person is in view, in the mean
     * @param framesPerSecond how often a camera's picture is analysed
     */
    public record Settings(int minutesPerArchive, int rowsPerArchive, int secondsInView, int framesPerSecond) {

        public Settings {
            if (minutesPerArchive < 1 || MINUTES_PER_DAY % minutesPerArchive != 0) {
                throw new IllegalArgumentException("minutesPerArchive " + minutesPerArchive + " does not divide a day");
            }
            if (rowsPerArchive < 1 || secondsInView < 2 || framesPerSecond < 1 || framesPerSecond > 1000) {
                throw new IllegalArgumentException("rowsPerArchive " + rowsPerArchive + ", secondsInView "
                        + secondsInView + " or framesPerSecond " + framesPerSecond + " is out of range");
            }
        }

        /** 480 archives a camera and day, of about 200 rows. */
        public static Settings defaults() {
            return new Settings(3, 200, 10, 2);
        }

        /** The same with archives of another length. */
        public Settings withMinutesPerArchive(int minutes) {
            return new Settings(minutes, rowsPerArchive, secondsInView, framesPerSecond);
        }

        /** The same with archives of another size. */
        public Settings withRowsPerArchive(int rows) {
            return new Settings(minutesPerArchive, rows, secondsInView, framesPerSecond);
        }

        int archivesPerDay() {
            return MINUTES_PER_DAY / minutesPerArchive;
        }

        int rowsPerDay() {
            return rowsPerArchive * archivesPerDay();
        }

        int framesPerArchive() {
            return minutesPerArchive * 60 * framesPerSecond;
        }
    }

    /** What one archive is about. */
    private record Window(CameraDay camera, int number) {}

    private final LocalDate day;
    private final Settings settings;
    private final List<CameraDay> cameras = new ArrayList<>();
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** A day of archives of the default size. */
    public ScorerCloud(long seed, int cameras, LocalDate day) {
        this(seed, cameras, day, Settings.defaults());
    }

    /**
     * A day of archives.
     *
     * @param cameras how many devices there are
     * @param day the date in the keys and the lines
     */
    public ScorerCloud(long seed, int cameras, LocalDate day, Settings settings) {
        this.day = day;
        this.settings = settings;
        for (int camera = 0; camera < cameras; camera++) {
            this.cameras.add(new CameraDay(seed, camera, day, settings));
        }
        for (int number = 0; number < settings.archivesPerDay(); number++) {
            for (CameraDay camera : this.cameras) {
                Window window = new Window(camera, number);
                windows.put(key(window), window);
            }
        }
    }

    /** The devices' ids. */
    public List<String> deviceIds() {
        return cameras.stream().map(CameraDay::deviceId).toList();
    }

    /** The keys of the day in the order of time. */
    public List<String> keys() {
        return List.copyOf(windows.keySet());
    }

    /** The exports of the day in the order of time, each made when it is asked for. */
    public Stream<Export> exports() {
        return windows.keySet().stream().map(this::export);
    }

    /**
     * The export of one key.
     *
     * @throws IllegalArgumentException if the key is not one of this day's
     */
    public Export export(String key) {
        List<String> lines = lines(key);
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        return new Export(key, Archives.tgz(Map.of(entry(key), text)), lines.size());
    }

    /**
     * The lines of one archive, without line ends.
     *
     * @throws IllegalArgumentException if the key is not one of this day's
     */
    public List<String> lines(String key) {
        Window window = window(key);
        int fromFrame = window.number() * settings.framesPerArchive();
        return window.camera().lines(fromFrame, fromFrame + settings.framesPerArchive());
    }

    /**
     * The name of the only file in an archive.
     *
     * @throws IllegalArgumentException if the key is not one of this day's
     */
    public String entry(String key) {
        return name(window(key)) + ".tsv";
    }

    /** What the day comes to. */
    public Account account() {
        Map<String, Long> rowsByDevice = new TreeMap<>();
        for (CameraDay camera : cameras) {
            rowsByDevice.put(
                    camera.deviceId(),
                    camera.people().stream().mapToLong(Person::frames).sum());
        }
        Map<Account.Group, Long> visitors = cameras.stream()
                .flatMap(camera -> camera.people().stream())
                .filter(person -> person.type() == Person.PEDESTRIAN)
                .collect(groupingBy(person -> new Account.Group(person.age(), person.gender()), counting()));
        long rows = rowsByDevice.values().stream().mapToLong(Long::longValue).sum();
        return new Account(windows.size(), rows, Map.copyOf(rowsByDevice), Map.copyOf(visitors));
    }

    private Window window(String key) {
        Window window = windows.get(key);
        if (window == null) {
            throw new IllegalArgumentException("key " + key + " is not among the exports of " + day);
        }
        return window;
    }

    private String key(Window window) {
        return PREFIX + window.camera().deviceId() + "/" + day + "/texts/" + name(window) + ".tgz";
    }

    private String name(Window window) {
        int minute = window.number() * settings.minutesPerArchive();
        return day + "_" + twoDigits(minute / 60) + twoDigits(minute % 60) + "00";
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
