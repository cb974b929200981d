package io.footbridge.benchmark.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.scorer.Crowd;
import io.footbridge.sandbox.scorer.Export;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the archives of the benchmark from a seed, and keeps them in a folder for the next time. */
public final class DataSets {

    private static final LocalDate DAY = LocalDate.of(2019, 8, 15);
    private static final int MINUTES_PER_ARCHIVE = 1;
    private static final String MANIFEST = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final long seed;

    /** @param folder where to keep them; made if it is not there */
    public DataSets(Path folder, long seed) {
        this.folder = requireNonNull(folder, "folder is null").toAbsolutePath();
        this.seed = seed;
    }

    /** Makes the content of one set. */
    @FunctionalInterface
    private interface Maker {
        DataSet make(Path folder) throws IOException;
    }

    /** Archives of exactly so many rows each. */
    public DataSet crowd(int archives, int rowsEach) throws IOException {
        return kept("crowd-" + archives + "x" + rowsEach, target -> {
            List<String> files = new ArrayList<>();
            AtomicLong bytes = new AtomicLong();
            for (int archive = 0; archive < archives; archive++) {
                Crowd crowd = new Crowd(seed + archive, DAY.plusDays(archive));
                Path file = target.resolve(name(archive));
                Archives.writeTgz(Files.newOutputStream(file), "crowd.tsv", rowsEach, number -> {
                    String line = crowd.line(number);
                    bytes.addAndGet(line.length() + 1); // Each line is ASCII, and asked for twice.
                    return line;
                });
                files.add(file.toString());
            }
            return new DataSet(files, (long) archives * rowsEach, bytes.get() / 2);
        });
    }

    /** One camera's day, an archive a minute; fewer archives are its busy hours. */
    public DataSet daily(int archives, int rowsEach) throws IOException {
        return kept("daily-" + archives + "x" + rowsEach, target -> {
            ScorerCloud cloud = new ScorerCloud(
                    seed,
                    1,
                    DAY,
                    ScorerCloud.Settings.defaults()
                            .withMinutesPerArchive(MINUTES_PER_ARCHIVE)
                            .withRowsPerArchive(rowsEach));
            List<String> keys = cloud.keys();
            int first = (keys.size() - archives) / 2;
            List<String> files = new ArrayList<>();
            long rows = 0;
            long bytes = 0;
            for (String key : keys.subList(first, first + archives)) {
                Export export = cloud.export(key);
                Path file = target.resolve(name(files.size()));
                Files.write(file, export.archive());
                files.add(file.toString());
                rows += export.rows();
                bytes += cloud.lines(key).stream()
                        .mapToLong(line -> line.getBytes(UTF_8).length + 1)
                        .sum();
            }
            return new DataSet(files, rows, bytes);
        });
    }

    private DataSet kept(String name, Maker maker) throws IOException {
        Path target = folder.resolve("seed-" + seed).resolve(name);
        Path manifest = target.resolve(MANIFEST);
        if (Files.exists(manifest)) {
            return JSON.readValue(manifest.toFile(), DataSet.class);
        }
        Files.createDirectories(target);
        DataSet made = maker.make(target);
        JSON.writeValue(manifest.toFile(), made); // Last, so that half a set is not taken for a whole one.
        return made;
    }

    private static String name(int number) {
        return "%06d.tgz".formatted(number);
    }
}
