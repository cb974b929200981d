package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Jar;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.TreasureData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar as a process, the way an operator has it. */
class FootbridgeIT {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path data;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(data);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void theJarImportsWithNothingBesideIt() throws Exception {
        bridge.export("one", LINE);

        Jar.Ended ended = jar().run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("objects: 1 imported");
        assertThat(bridge.rows()).hasSize(1);
        assertThat(bridge.waiting()).isEmpty();
    }

    @Test
    void itIsTheOnlyJarAtTheTopOfTarget() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactly("footbridge.jar");
        }
    }

    @Test
    void itSaysItsNameAndItsCommands() throws Exception {
        assertThat(jar().run("--version").out()).startsWith("footbridge ");
        assertThat(jar().run("--help").out()).contains("run", "import", "application.properties");
        assertThat(jar().run("no-such-command").status()).isEqualTo(1);
    }

    @Test
    void aMillionRowsOfOneArchiveFitIn64Megabytes() throws Exception {
        int rows = 1_000_000;
        Path archive = data.resolve("big.tgz");
        try (OutputStream out = Files.newOutputStream(archive)) {
            Archives.writeTgz(out, "big.tsv", rows, FootbridgeIT::bigLine);
        }
        bridge.s3().putGenerated(Bridge.BUCKET, Bridge.FOLDER + "big.tgz", Files.size(archive), () -> open(archive));

        Jar.Ended ended = jar("-Xmx64m").run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.td().rowCount(Bridge.DATABASE, Bridge.TABLE)).isEqualTo(rows);
        assertThat(bridge.td().imports()).isEqualTo(rows / 50_000);
    }

    @Test
    void sixteenArchivesSideBySideFitIn64Megabytes() throws Exception {
        int rows = 150_001; // Two batches: all sixteen fill their first one at the same time.
        bridge.set("BATCH_MAX_RECORDS", Integer.toString(rows - 1));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        Archives.writeTgz(archive, "side-by-side.tsv", rows, FootbridgeIT::bigLine);
        for (int i = 0; i < 16; i++) {
            bridge.s3().put(Bridge.BUCKET, Bridge.FOLDER + i + ".tgz", archive.toByteArray());
        }

        Jar.Ended ended = jar("-Xmx64m").run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.td().rowCount(Bridge.DATABASE, Bridge.TABLE)).isEqualTo(16L * rows);
        assertThat(bridge.td().repeats()).isZero();
    }

    @Test
    void aStepAddedToARouteBesideTheJarTakesEffect() throws Exception {
        RouteFiles.copyTo(directory);
        Path file = directory.resolve("routes/file.camel.yaml");
        String step = """
                                    - setBody:
                                        id: without-confidence
                                        expression:
                                          simple:
                                            expression: ${body.without('confidence')}
                """;
        String routes = Files.readString(file);
        String lastLine = "                        ref: line-to-row\n";
        assertThat(routes).contains(lastLine);
        Files.writeString(file, routes.replace(lastLine, lastLine + step));
        bridge.export("one", LINE);

        Jar.Ended ended = quick().run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.rows()).hasSize(1);
        assertThat(bridge.rows().get(0)).doesNotContainKey("confidence").containsEntry("uid", "42");
    }

    @Test
    void settingsBesideTheJarAreReadAndTheEnvironmentWins() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"), "td.table=of_the_file\nscorer.time-zone=Asia/Tokyo\n");
        bridge.export("one", LINE);

        assertThat(quick().run("import").status()).isZero();
        assertThat(bridge.td().rowCount(Bridge.DATABASE, "of_the_file")).isEqualTo(1);

        bridge.export("two", LINE);
        bridge.set("TD_TABLE", "of_the_environment");
        assertThat(quick().run("import").status()).isZero();
        assertThat(bridge.td().rowCount(Bridge.DATABASE, "of_the_environment")).isEqualTo(1);
    }

    @Test
    void whatLiesBesideTheJarIsUsedAndTwoThatDifferAreNamed() throws Exception {
        Path opt = Files.createDirectory(data.resolve("opt"));
        Path jar = Files.copy(Path.of("target", "footbridge.jar"), opt.resolve("footbridge.jar"));
        Path beside = Files.writeString(opt.resolve("application.properties"), "td.table=beside_the_jar\n");
        RouteFiles.copyTo(opt);
        bridge.export("one", LINE);

        Jar.Ended ended = quick().of(jar).run("import");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(bridge.td().rowCount(Bridge.DATABASE, "beside_the_jar")).isEqualTo(1);
        assertThat(quick().of(jar).run("check", "--offline").out())
                .startsWith("settings: " + beside + ", routes: " + opt.resolve("routes") + ", Kamelets: the jar, ");

        Path here = Files.writeString(directory.resolve("application.properties"), "td.table=here\n");
        Jar.Ended refused = quick().of(jar).run("import");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err())
                .startsWith("footbridge: there are two application.properties: " + here.toRealPath()
                        + " in the working directory and " + beside + " beside the jar");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    TD_API_KEY      |                    | td.api-key (TD_API_KEY) is not set
                    TD_API_KEY      | 1/5a5a5a5aSECRET   | td.api-key (TD_API_KEY) is malformed
                    S3_BUCKET       | no-such-bucket     | there is no bucket 'no-such-bucket'
                    S3_ENDPOINT     | http://127.0.0.1:1 | check s3.endpoint (S3_ENDPOINT)
                    TD_API_SERVER   | http://127.0.0.1:1 | check td.api-server (TD_API_SERVER)
                    SCHEDULE_CRON   | every night        | schedule.cron (SCHEDULE_CRON) is 'every night'
                    S3_FAILED_PREFIX| imported/failed/   | overlap
                    """)
    void aSettingThatCannotWorkIsSaidInOneLine(String variable, String value, String says) throws Exception {
        bridge.set(variable, value == null ? "" : value);

        Jar.Ended ended = quick().run("import");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).startsWith("footbridge: ").contains(says);
        assertNoSecret(ended);
    }

    @ParameterizedTest(name = "{2} for {1} in {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    poll | greedy: true             | gredy: true               | unknown-option: aws2-s3 has no option 'gredy'
                    file | - process:               | - proces:                 | unknown-step: there is no step 'proces'
                    file | ref: line-to-row         | ref: line-to-roe          | unknown-bean: there is no bean 'line-to-roe'
                    post | '{{td.import-server}}'   | '{{td.imprt-server}}'     | bad-placeholder: {{td.imprt-server}}
                    """)
    void aTypoInARouteIsSaidInOneLine(String name, String right, String wrong, String says) throws Exception {
        RouteFiles.copyTo(directory);
        Path file = directory.resolve("routes/" + name + ".camel.yaml");
        String text = Files.readString(file);
        int at = text.indexOf(right);
        Files.writeString(file, text.substring(0, at) + wrong + text.substring(at + right.length()));
        long line = text.substring(0, at).lines().count();

        Jar.Ended ended = quick().run("import");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
        assertThat(ended.err()).startsWith("footbridge: routes/" + name + ".camel.yaml:" + line + ": " + says);
        assertNoSecret(ended);
        assertThat(bridge.run(directory, "check", "--offline").out())
                .containsPattern("checked \\d+ files: 1 mistake\n");
    }

    @Test
    void theJarChecksItself() throws Exception {
        bridge.export("one", LINE);

        Jar.Ended ended = jar().run("check");

        assertThat(ended.out()).matches("""
                settings: the jar, routes: the jar, Kamelets: the jar, queries: the jar
                checked \\d+ files: 0 mistakes
                S3 answers
                Treasure Data answers
                the import server http://.* answers
                the database 'shop' .* does not exist: .*
                """);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
    }

    @Test
    void aFolderWithoutRoutesStopsTheStart() throws Exception {
        Files.createDirectory(directory.resolve("routes"));

        Jar.Ended ended = quick().run("import");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains("there is no route in");
    }

    @Test
    void neitherKeyNorSecretNorARowAppearsInALogAtDebugThroughAFaultyRun() throws Exception {
        bridge.set("LOG_LEVEL", "DEBUG").set("TD_RETRY_SECONDS", "3").set("TD_TIMEOUT_SECONDS", "2");
        String row = LINE.replace("Adult", "CONFIDENTIAL");
        for (int i = 0; i < 12; i++) {
            bridge.export("good" + i, row, row);
        }
        bridge.export("mixed", row, "CONFIDENTIAL rubbish");
        bridge.export("broken", "CONFIDENTIAL no gzip".getBytes(StandardCharsets.UTF_8));
        bridge.export("all-bad", "CONFIDENTIAL", "CONFIDENTIAL");
        AtomicInteger imports = new AtomicInteger();
        Fault[] faults = {
            Fault.status(503),
            Fault.commitThenDrop(),
            Fault.status(429, Map.of("Retry-After", "1")),
            Fault.wrongMd5(),
            Fault.drop(),
            Fault.status(400),
            Fault.hang()
        };
        bridge.td()
                .onRequest((method, path, number) -> method.equals("PUT") && imports.get() < faults.length
                        ? faults[imports.getAndIncrement()]
                        : Fault.none());
        bridge.s3()
                .onRequest((operation, key, attempt) -> key.contains("good7") && attempt < 9
                        ? Optional.of(S3Fault.slowDown())
                        : key.contains("good8") && operation == S3Operation.GET
                                ? Optional.of(S3Fault.cutBody(20))
                                : Optional.empty());

        Jar.Ended faulty = quick().run("import");
        bridge.td().refuseKey(TreasureData.API_KEY);
        Jar.Ended refused = quick().run("import");
        bridge.td().acceptKey(TreasureData.API_KEY);
        Jar.Ended replayed = quick().run("replay");

        for (Jar.Ended ended : List.of(faulty, refused, replayed)) {
            assertThat(ended.err()).contains("DEBUG");
            assertNoSecret(ended);
            assertThat(ended.out() + ended.err()).doesNotContain("CONFIDENTIAL");
        }
        assertThat(faulty.status()).isEqualTo(1);
    }

    @Test
    void theSignalToStopFinishesWhatIsInHandAndLeavesTheRest() throws Exception {
        bridge.set("IMPORT_PARALLEL_OBJECTS", "2").set("LOG_LEVEL", "INFO");
        for (int i = 0; i < 200; i++) {
            bridge.export("o" + i, LINE);
        }
        bridge.td().onRequest(Faults.onImport(Fault.delay(Duration.ofMillis(300))));
        Path out = data.resolve("out");
        Path err = data.resolve("err");

        Process process = quick().start(out, err, "run");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> bridge.waiting().size() < 196);
            process.destroy();
            assertThat(process.waitFor(25, TimeUnit.SECONDS))
                    .as("well inside 30 s")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(143);
        int left = bridge.waiting().size();
        assertThat(left).as("what was only queued stays").isBetween(180, 198);
        assertThat(bridge.rows()).as("each object in hand was finished").hasSize(200 - left);
        bridge.td().onRequest(Faults.none());
        assertThat(quick().run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(200);
        assertThat(bridge.td().repeats()).isZero();
        assertThat(bridge.failed()).isEmpty();
    }

    @Test
    void theLogIsOneJsonObjectALineWithItsExceptionsWhereThatIsAskedFor() throws Exception {
        bridge.set("LOG_FORMAT", "json").set("LOG_LEVEL", "DEBUG").set("TD_RETRY_SECONDS", "1");
        bridge.set("TRACING_ENDPOINT", "http://127.0.0.1:1");
        bridge.export("fine", LINE.replace("Adult", "CONFIDENTIAL"));
        bridge.export("left", LINE.replace("Adult", "CONFIDENTIAL"));
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.GET && key.contains("left")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        Jar.Ended ended = quick().run("import");

        List<JsonNode> lines = new ArrayList<>();
        for (String line : ended.err().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.isObject()).isTrue();
            assertThat(line.path("timestamp").isNumber()).isTrue();
            assertThat(line.path("level").asText()).isIn("DEBUG", "INFO", "WARN", "ERROR");
        });
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line.path("formattedMessage").asText()).contains("imported AnalyzedData/"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(
                                line.path("throwable").path("stepArray").size())
                        .isPositive());
        assertThat(ended.out() + ended.err()).doesNotContain("CONFIDENTIAL");
        assertNoSecret(ended);
    }

    @Test
    void runImportsAtTheStart() throws Exception {
        bridge.export("one", LINE);

        Process process = jar().start(data.resolve("out"), data.resolve("err"), "run");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> bridge.waiting().isEmpty());
        } finally {
            process.destroy();
            process.waitFor();
        }

        assertThat(bridge.rows()).hasSize(1);
    }

    /** For what has to do with neither the JVM nor its memory. */
    private Jar quick() {
        return Jar.quick(bridge.environment(), directory);
    }

    private Jar jar(String... jvmOptions) {
        return new Jar(bridge.environment(), directory, jvmOptions);
    }

    private static void assertNoSecret(Jar.Ended ended) {
        String digits = TreasureData.API_KEY.substring(TreasureData.API_KEY.indexOf('/') + 1);
        assertThat(ended.out() + ended.err()).doesNotContain(digits, "SECRET", "strict-secret");
    }

    private static String bigLine(long line) {
        return "2019-08-15 01:02:03." + line % 1000 + "\t" + line + "\t" + line / 40 + "\t1\t0.9" + line % 97 + "\t"
                + line % 1920 + "." + line % 7 + "\t" + line % 1080
                + "\t64.5\t128\t{\"Age\": \"Adult\", \"AgeConf\": 0."
                + line % 89 + "}";
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive was written above", e);
        }
    }
}
