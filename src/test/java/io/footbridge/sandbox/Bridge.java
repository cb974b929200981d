package io.footbridge.sandbox;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.footbridge.Footbridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.td.TreasureData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** A strict S3, a Treasure Data, and Footbridge's real main class with the real routes between them. */
public final class Bridge implements AutoCloseable {

    public static final String BUCKET = "exports";
    public static final String DATABASE = "shop";
    public static final String TABLE = "sense_video";
    public static final String DEVICE = "LT_92ca49b9-8671-4913-ba77-a3f4453ade4d";
    public static final String FOLDER = ScorerCloud.PREFIX + DEVICE + "/2019-08-15/texts/";

    /** Where Footbridge remembers under which settings it was started last. */
    public static final String NOTE =
            "failed/.footbridge/" + DATABASE + "." + TABLE + "/" + ScorerCloud.PREFIX + "fingerprint";

    static {
        KnownFactories.share();
    }

    private final StrictS3 s3;
    private final TreasureData td;
    private final Map<String, String> environment = new HashMap<>();

    /** What one command answered. */
    public record Answer(int status, String out, String err) {}

    private Bridge(StrictS3 s3, TreasureData td) {
        this.s3 = s3;
        this.td = td;
        s3.createBucket(BUCKET);
        environment.put("S3_BUCKET", BUCKET);
        environment.put("S3_ENDPOINT", s3.endpoint().toString());
        environment.put("S3_ACCESS_KEY_ID", StrictS3.ACCESS_KEY);
        environment.put("S3_SECRET_ACCESS_KEY", "strict-secret");
        environment.put("TD_API_SERVER", td.endpoint().toString());
        environment.put("TD_API_KEY", TreasureData.API_KEY);
        environment.put("TD_DATABASE", DATABASE);
        environment.put("TD_RETRY_SECONDS", "5");
        environment.put("MANAGEMENT_HOST", "127.0.0.1");
        environment.put("MANAGEMENT_PORT", "0");
        environment.put("LOG_LEVEL", "WARN");
    }

    /** @param folder where Treasure Data keeps what it is given */
    public static Bridge start(Path folder) throws IOException {
        return new Bridge(StrictS3.start(), TreasureData.start(folder, TreasureData.API_KEY));
    }

    public StrictS3 s3() {
        return s3;
    }

    public TreasureData td() {
        return td;
    }

    /** Sets the environment variable of a setting. */
    public Bridge set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The variables that point Footbridge here. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** The keys that Footbridge has dead-lettered, with what it wrote beside them. */
    public List<String> failed() {
        return s3.keys(BUCKET, "failed/AnalyzedData");
    }

    /** Puts an export of one TSV under the camera's day and gives its key. */
    public String export(String name, String... lines) {
        return export(name, Archives.tgz(Map.of("data.tsv", String.join("\n", lines) + "\n")));
    }

    public String export(String name, byte[] archive) {
        String key = FOLDER + name + ".tgz";
        s3.put(BUCKET, key, archive);
        return key;
    }

    /** Runs a command of the real main class in this process, with the routes of the checkout. */
    public Answer run(String... command) {
        return run(Path.of(""), command);
    }

    public Answer run(Path directory, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Footbridge(
                        environment,
                        directory,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(command);
        return new Answer(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The rows that arrived, in no order. */
    public List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        if (td.hasTable(DATABASE, TABLE)) {
            td.forEachRow(DATABASE, TABLE, rows::add);
        }
        return rows;
    }

    /** The keys under the prefix of the exports. */
    public List<String> waiting() {
        return s3.keys(BUCKET, ScorerCloud.PREFIX);
    }

    @Override
    public void close() {
        s3.close();
        td.close();
        quieten();
    }

    /** What a command that ran here has set; the next test would log at it. */
    private static void quieten() {
        for (String name : List.of(Logger.ROOT_LOGGER_NAME, "org.apache.camel")) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.WARN);
        }
    }
}
