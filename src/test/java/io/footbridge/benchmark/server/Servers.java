package io.footbridge.benchmark.server;

import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.sandbox.scorer.ScorerCloud;
import io.footbridge.sandbox.td.TreasureData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The S3 and the Treasure Data of one run after the other, both in memory and new for every run. */
public final class Servers implements AutoCloseable {

    public static final String DEVICE = "LT_92ca49b9-8671-4913-ba77-a3f4453ade4d";
    public static final String FOLDER = ScorerCloud.PREFIX + DEVICE + "/2019-08-15/texts/";

    /** What the keys of the measured objects begin with. */
    public static final String MEASURED = FOLDER + Course.MEASURED;

    private static final String BUCKET = "exports";

    private final boolean keeping;
    private final Map<String, byte[]> contents = new HashMap<>();

    private StrictS3 s3;
    private ImportSink td;
    private Course course;

    /** @param keeping whether to keep the imports, for a comparison of small runs */
    public Servers(boolean keeping) {
        this.keeping = keeping;
    }

    /** Starts both with what a plan says, and gives the variables that point a party at them. */
    public Map<String, String> prepare(Plan plan) throws IOException {
        close();
        s3 = StrictS3.start();
        td = new ImportSink(plan.tdDelayMillis(), keeping);
        course = new Course(plan);
        s3.createBucket(BUCKET);
        byte[] denied = {0};
        for (int number = 0; number < plan.stuck(); number++) {
            s3.put(BUCKET, key(Course.STUCK, number), denied);
        }
        put(Course.WARM_UP, plan.warmUp());
        put(Course.MEASURED, plan.measured());
        // A page is handed out from all over: measured objects among those of the warm-up would wait for each other.
        s3.breakPagesAt(BUCKET, MEASURED);
        s3.onRequest(course);
        return environment();
    }

    /** Names the process whose CPU time and memory are taken. */
    public void watch(long pid) {
        course.watch(pid);
    }

    public Tally tally() {
        Map<String, Integer> requests = new TreeMap<>();
        for (S3Operation operation : S3Operation.values()) {
            if (s3.count(operation) > 0) {
                requests.put(operation.name(), s3.count(operation));
            }
        }
        return course.tally(requests, td);
    }

    /** The bodies of the imports, if they are kept. */
    public List<byte[]> imports() {
        return td.kept();
    }

    @Override
    public void close() {
        if (s3 != null) {
            s3.close();
            td.close();
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("S3_BUCKET", BUCKET);
        environment.put("S3_ENDPOINT", s3.endpoint().toString());
        environment.put("S3_ACCESS_KEY_ID", StrictS3.ACCESS_KEY);
        environment.put("S3_SECRET_ACCESS_KEY", "of-no-use-elsewhere");
        environment.put("TD_API_SERVER", td.endpoint().toString());
        environment.put("TD_API_KEY", TreasureData.API_KEY);
        environment.put("TD_DATABASE", "shop");
        return environment;
    }

    private void put(String label, Load load) throws IOException {
        for (int number = 0; number < load.objects(); number++) {
            byte[] content = content(load.files().get(number % load.files().size()));
            // Not copied for every key, as objects that are put would be: there may be very many.
            s3.putGenerated(BUCKET, key(label, number), content.length, () -> new ByteArrayInputStream(content));
        }
    }

    private byte[] content(String file) throws IOException {
        byte[] content = contents.get(file);
        if (content == null) {
            content = Files.readAllBytes(Path.of(file));
            contents.put(file, content);
        }
        return content;
    }

    private static String key(String label, int number) {
        return FOLDER + label + "%06d.tgz".formatted(number);
    }
}
