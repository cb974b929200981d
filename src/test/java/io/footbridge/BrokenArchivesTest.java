package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.archive.ArchiveLines;
import io.footbridge.sandbox.archive.BrokenArchives;
import io.footbridge.sandbox.s3.StrictS3;
import io.footbridge.sandbox.td.TreasureData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One import of all archives of {@link BrokenArchives}, held to {@code broken-archives.yaml}. */
class BrokenArchivesTest {

    private static final String BUCKET = "exports";
    private static final String TEXTS =
            "AnalyzedData/Rule/future_standard.sensevideo.1.0/LT_92ca49b9-8671-4913-ba77-a3f4453ade4d/2019-08-15/texts/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, byte[]> ARCHIVES = BrokenArchives.all();
    private static final Map<String, ArchiveOutcome> OUTCOMES = ArchiveOutcome.all();

    /** A line of a member. */
    private record Place(String entry, long line) {}

    private static final Map<String, List<Place>> ROWS = new HashMap<>();
    private static final Map<String, String> ETAGS = new HashMap<>();

    private static StrictS3 s3;
    private static Instant begun;
    private static int status;
    private static Set<Path> newFiles;

    @BeforeAll
    static void importThemAll(@TempDir Path folder) throws IOException {
        s3 = StrictS3.start();
        for (Map.Entry<String, byte[]> archive : ARCHIVES.entrySet()) {
            String key = key(archive.getKey());
            s3.put(BUCKET, key, archive.getValue());
            ETAGS.put(archive.getKey(), s3.etag(BUCKET, key).replace("\"", ""));
        }
        begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (TreasureData td = TreasureData.start(folder, TreasureData.API_KEY)) {
            LocalFiles before = LocalFiles.now();
            status = new Footbridge(environment(td), Path.of(""), System.out, System.err).execute("import");
            newFiles = LocalFiles.now().without(before);
            td.forEachRow("sandbox", "sense_video", BrokenArchivesTest::remember);
        }
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    static Stream<String> names() {
        return OUTCOMES.keySet().stream();
    }

    @Test
    void everyArchiveHasAnOutcome() {
        assertThat(OUTCOMES.keySet())
                .containsExactlyInAnyOrderElementsOf(ARCHIVES.keySet())
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void theExitStatusSaysThatSomethingFailed() {
        assertThat(status).isEqualTo(2);
    }

    @Test
    void noneIsLeft() {
        assertThat(s3.keys(BUCKET, "AnalyzedData/")).isEmpty();
    }

    @Test
    void nothingIsWrittenToDisk() {
        assertThat(newFiles).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isMovedWhereItBelongs(String name) {
        assertThat(s3.keys(BUCKET, ""))
                .filteredOn(key -> key.contains(key(name)))
                .isEqualTo(expectedKeys(name));
        assertThat(s3.bytes(BUCKET, isFailed(name) ? "failed/" + key(name) : "imported/" + key(name)))
                .isEqualTo(ARCHIVES.get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasItsRowsInTreasureData(String name) {
        List<Place> rows = ROWS.getOrDefault(key(name), List.of());

        assertThat(rows.size()).isEqualTo(OUTCOMES.get(name).rows());
        assertThat(new HashSet<>(rows).size()).as("distinct lines").isEqualTo(rows.size());
        assertThat(rows.stream().filter(expectedRejects(name)::containsKey)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatIsWrong(String name) throws IOException {
        ArchiveOutcome expected = OUTCOMES.get(name);
        if (!isFailed(name)) {
            return;
        }
        JsonNode sidecar = JSON.readTree(s3.bytes(BUCKET, "failed/" + key(name) + ".error.json"));

        assertThat(sidecar.path("key").textValue()).isEqualTo(key(name));
        assertThat(sidecar.path("etag").textValue()).isEqualTo(ETAGS.get(name));
        assertThat(sidecar.path("reason").textValue()).isEqualTo(expected.reason());
        assertThat(sidecar.path("message").textValue())
                .isNotBlank()
                .hasSizeLessThan(1000)
                .doesNotContainPattern("\\p{Cntrl}");
        assertThat(sidecar.path("entry").textValue()).isEqualTo(expected.entry());
        assertThat(sidecar.path("line").isNull() ? null : sidecar.path("line").intValue())
                .isEqualTo(expected.line());
        assertThat(Instant.parse(sidecar.path("failed_at").textValue())).isBetween(begun, Instant.now());
        assertThat(sidecar.path("attempts").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsTheLinesThatWereRejected(String name) throws IOException {
        Map<Place, String> expected = expectedRejects(name);
        if (expected.isEmpty()) {
            return;
        }
        ArchiveLines lines = ArchiveLines.of(ARCHIVES.get(name));
        Map<Place, String> kept = new HashMap<>();
        for (String text : new String(s3.bytes(BUCKET, "failed/" + key(name) + ".rejects.jsonl"), UTF_8)
                .lines()
                .toList()) {
            JsonNode reject = JSON.readTree(text);
            Place place = new Place(
                    reject.path("entry").textValue(), reject.path("line").longValue());
            assertThat(kept.put(place, reject.path("reason").textValue())).isNull();
            assertThat(raw(reject)).isEqualTo(lines.line(place.entry(), place.line()));
        }

        assertThat(kept).isEqualTo(expected);
    }

    private static byte[] raw(JsonNode reject) throws IOException {
        assertThat(reject.has("raw")).isNotEqualTo(reject.has("raw_base64"));
        return reject.has("raw")
                ? reject.path("raw").textValue().getBytes(UTF_8)
                : Base64.getDecoder().decode(reject.path("raw_base64").textValue());
    }

    private static List<String> expectedKeys(String name) {
        List<String> keys = new ArrayList<>();
        switch (OUTCOMES.get(name).outcome()) {
            case FAILED -> keys.addAll(List.of("failed/" + key(name), "failed/" + key(name) + ".error.json"));
            case IMPORTED_WITH_REJECTS ->
                keys.addAll(List.of("failed/" + key(name) + ".rejects.jsonl", "imported/" + key(name)));
            case IMPORTED, EMPTY -> keys.add("imported/" + key(name));
        }
        return keys;
    }

    private static Map<Place, String> expectedRejects(String name) {
        Map<Place, String> expected = new HashMap<>();
        for (ArchiveOutcome.Reject reject : OUTCOMES.get(name).rejects()) {
            IntStream.rangeClosed(reject.line(), reject.lastLine())
                    .forEach(line -> expected.put(new Place(reject.entry(), line), reject.reason()));
        }
        return expected;
    }

    private static boolean isFailed(String name) {
        return OUTCOMES.get(name).outcome() == ArchiveOutcome.Kind.FAILED;
    }

    private static void remember(Map<String, Object> row) {
        ROWS.computeIfAbsent((String) row.get("source_key"), key -> new ArrayList<>())
                .add(new Place((String) row.get("source_entry"), (Long) row.get("source_line")));
    }

    private static String key(String name) {
        return TEXTS + name + ".tgz";
    }

    private static Map<String, String> environment(TreasureData td) {
        return Map.of(
                "S3_BUCKET",
                BUCKET,
                "S3_ENDPOINT",
                s3.endpoint().toString(),
                "S3_ACCESS_KEY_ID",
                StrictS3.ACCESS_KEY,
                "S3_SECRET_ACCESS_KEY",
                "secret",
                "TD_API_SERVER",
                td.endpoint().toString(),
                "TD_API_KEY",
                TreasureData.API_KEY,
                "TD_DATABASE",
                "sandbox");
    }
}
