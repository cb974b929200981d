package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.TDClientHttpException;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import com.treasuredata.client.model.TDJob;
import com.treasuredata.client.model.TDJob.Status;
import com.treasuredata.client.model.TDJobRequestBuilder;
import com.treasuredata.client.model.TDResultFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

@Timeout(120)
class JobApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String ENDLESS = "select count(*) from unnest(sequence(1, 10000)) a (x)"
            + " cross join unnest(sequence(1, 10000)) b (y) cross join unnest(sequence(1, 10000)) c (z)"
            + " where x * y % 7 = z % 5";
    private static final String TWO_ROWS =
            "select * from (values (1, 'a,b', 0.5e0, true), (2, null, nan(), false)) t (n, s, x, b) order by n";

    @TempDir
    private static Path folder;

    private static TreasureData td;
    private static TDClient client;

    @BeforeAll
    static void start() {
        td = TreasureData.start(folder, TreasureData.API_KEY);
        client = TDClient.newBuilder(false)
                .setEndpoint(td.endpoint().getHost())
                .setPort(td.endpoint().getPort())
                .setUseSSL(false)
                .setApiKey(TreasureData.API_KEY)
                .setRetryInitialIntervalMillis(1)
                .setRetryMaxIntervalMillis(5)
                .build();
        client.createDatabase("cameras");
        client.createTable("cameras", "persons");
        client.updateTableSchema(
                "cameras",
                "persons",
                List.of(new TDColumn("uid", TDColumnType.STRING), new TDColumn("frame_index", "long", "Frame Index")));
        client.importBytes(
                "cameras",
                "persons",
                Bodies.of(List.of(
                        Map.of("time", 1_534_204_800L, "uid", "a", "Frame Index", 7L),
                        Map.of("time", 1_534_204_801L, "uid", "b"))));
    }

    @AfterAll
    static void stop() {
        client.close();
        td.close();
    }

    @AfterEach
    void reset() {
        td.useClock(Clock.systemUTC());
    }

    @Test
    void answersAQueryOnWhatWasImported() {
        String id = run("select uid, frame_index, time from persons order by uid");

        TDJob job = client.jobInfo(id);

        assertThat(job.getType()).isEqualTo(TDJob.Type.PRESTO);
        assertThat(job.getDatabase()).isEqualTo("cameras");
        assertThat(job.getQuery()).startsWith("select uid");
        assertThat(job.getNumRecords()).isEqualTo(2);
        assertThat(job.getCreatedAt()).endsWith(" UTC");
        assertThat(job.getStartAt()).isNotBlank();
        assertThat(job.getEndAt()).isNotBlank();
        assertThat(job.getResultSchema())
                .contains("[[\"uid\",\"varchar\"],[\"frame_index\",\"bigint\"],[\"time\",\"bigint\"]]");
        assertThat(text(id, TDResultFormat.JSON)).isEqualTo("[\"a\",7,1534204800]\n[\"b\",null,1534204801]\n");
        assertThat(client.jobStatus(id).getResultSize())
                .isEqualTo(job.getResultSize())
                .isEqualTo(result(id, TDResultFormat.MESSAGE_PACK_GZ).length);
    }

    @Test
    void handsOutResultsInEveryFormat() throws Exception {
        String id = run(TWO_ROWS);

        assertThat(text(id, TDResultFormat.JSON)).isEqualTo("[1,\"a,b\",0.5,true]\n[2,null,\"NaN\",false]\n");
        assertThat(text(id, TDResultFormat.CSV)).isEqualTo("1,\"a,b\",0.5,true\n2,,NaN,false\n");
        assertThat(text(id, TDResultFormat.TSV)).isEqualTo("1\ta,b\t0.5\ttrue\n2\t\tNaN\tfalse\n");
        List<String> packed = List.of("[1,\"a,b\",0.5,true]", "[2,null,null,false]");
        assertThat(unpack(new ByteArrayInputStream(result(id, TDResultFormat.MESSAGE_PACK))))
                .isEqualTo(packed);
        assertThat(unpack(new GZIPInputStream(new ByteArrayInputStream(result(id, TDResultFormat.MESSAGE_PACK_GZ)))))
                .isEqualTo(packed);
    }

    @Test
    void putsTheNamesOfTheColumnsFirstWhereTheyAreAskedFor() throws Exception {
        String path = "/v3/job/result/" + run(TWO_ROWS);

        assertThat(get(path + "?format=csv&header=true").body()).startsWith("n,s,x,b\n1,");
        assertThat(get(path + "?format=tsv&header=True").body()).startsWith("n\ts\tx\tb\n1\t");
        assertThat(get(path + "?format=json&header=True").body()).startsWith("[\"n\",\"s\",\"x\",\"b\"]\n[1,");
        assertThat(get(path + "?format=csv&header=False").body()).startsWith("1,");
        assertThat(get(path + "?format=msgpack&header=true").body())
                .isEqualTo(get(path + "?format=msgpack").body());
        assertThat(get(path + "?format=csv&nullify_special=true").body()).endsWith("2,,,false\n");
    }

    @Test
    void writesArraysAndMapsAsJson() {
        String id = run("select array[1, null], map(array['k'], array[1.5e0])");

        assertThat(text(id, TDResultFormat.JSON)).isEqualTo("[[1,null],{\"k\":1.5}]\n");
        assertThat(text(id, TDResultFormat.TSV)).isEqualTo("[1,null]\t\"{\"\"k\"\":1.5}\"\n");
    }

    @Test
    void handsOutAPartOfAResult() throws Exception {
        String id = run(TWO_ROWS);
        String path = "/v3/job/result/" + id + "?format=msgpack.gz";
        byte[] whole = result(id, TDResultFormat.MESSAGE_PACK_GZ);

        HttpResponse<byte[]> part = getBytes(path, "Range", "bytes=2-5");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-5/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 2, 6));
        assertThat(getBytes(path, "Range", "bytes=5-").body()).isEqualTo(Arrays.copyOfRange(whole, 5, whole.length));
        assertThat(getBytes(path, "Range", "bytes=-3").body())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 3, whole.length));
        assertThat(getBytes(path, "Range", "bytes=100000-").statusCode()).isEqualTo(416);
        String etag = part.headers().firstValue("ETag").orElseThrow();
        assertThat(getBytes(path, "Range", "bytes=2-5", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(getBytes(path, "Range", "bytes=2-5", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAnUnknownFormatAndAResultThatIsNotThere() throws Exception {
        assertThat(get("/v3/job/result/" + run("select 1") + "?format=xml").statusCode())
                .isEqualTo(406);
        String failed = run("select nosuch");
        assertThatThrownBy(() -> text(failed, TDResultFormat.JSON)).isInstanceOf(TDClientHttpNotFoundException.class);
    }

    @Test
    void saysInTheEnginesWordsWhatIsWrong() {
        TDJob job = client.jobInfo(run("select nosuch from persons"));

        assertThat(job.getStatus()).isEqualTo(Status.ERROR);
        assertThat(job.getCmdOut()).contains("Column 'nosuch' cannot be resolved");
        assertThat(job.getStdErr()).contains("Column 'nosuch' cannot be resolved");
        assertThat(job.getResultSchema()).isEmpty();
    }

    /* There are fewer threads than jobs that never end, so the last job runs only if killing stops them. */
    @Test
    void killsWhatRunsAndWhatWaits() {
        List<String> endless = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            endless.add(submit(ENDLESS));
        }
        await().atMost(LONG_ENOUGH).until(() -> client.jobStatus(endless.get(3)).getStatus() == Status.RUNNING);
        assertThat(client.jobStatus(endless.get(5)).getStatus()).isEqualTo(Status.QUEUED);

        endless.forEach(client::killJob);

        assertThat(endless)
                .allSatisfy(id -> assertThat(client.jobStatus(id).getStatus()).isEqualTo(Status.KILLED));
        assertThat(client.jobInfo(run("select 1")).getStatus()).isEqualTo(Status.SUCCESS);
        client.killJob(endless.get(0));
    }

    @Test
    void tellsTheFormerStatusOfAJobThatIsKilled() throws Exception {
        String done = run("select 1");

        assertThat(JSON.readTree(post("/v3/job/kill/" + done, "").body())
                        .path("former_status")
                        .asText())
                .isEqualTo("success");
        assertThat(client.jobStatus(done).getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(post("/v3/job/kill/999999", "").statusCode()).isEqualTo(404);
    }

    @Test
    void namesTheFirstJobToASecondWithItsDomainKey() {
        TDJobRequestBuilder request = request("select 1").setDomainKey("only-once");
        String first = client.submit(request.createTDJobRequest());

        assertThatThrownBy(() -> client.submit(request.createTDJobRequest()))
                .isInstanceOfSatisfying(
                        TDClientHttpConflictException.class,
                        e -> assertThat(e.getConflictsWith()).contains(first));
        assertThat(client.jobStatusByDomainKey("only-once").getJobId()).isEqualTo(first);
        assertThatThrownBy(() -> client.jobStatusByDomainKey("never"))
                .isInstanceOf(TDClientHttpNotFoundException.class);
    }

    @Test
    void goesByTheClockThatItIsGiven() {
        td.useClock(Clock.fixed(Instant.parse("2018-08-14T01:23:45Z"), ZoneOffset.UTC));

        assertThat(text(
                        run("select count_if(td_interval(time, '1d')), td_scheduled_time() from persons"),
                        TDResultFormat.JSON))
                .isEqualTo("[2,1534209825]\n");
    }

    @ParameterizedTest
    @CsvSource({"1368080054, 1368080054", "2013-05-09T06:14:14Z, 1368080054", "2013-05-09T15:14:14+09:00, 1368080054"})
    void takesAScheduledTime(String scheduledTime, String seconds) throws Exception {
        String id = JSON.readTree(post(
                                "/v3/job/issue/trino/cameras",
                                form(Map.of("query", "select td_scheduled_time()", "scheduled_time", scheduledTime)))
                        .body())
                .path("job_id")
                .textValue();

        await().atMost(LONG_ENOUGH).until(() -> client.jobStatus(id).getStatus().isFinished());
        assertThat(text(id, TDResultFormat.CSV)).isEqualTo(seconds + "\n");
    }

    @Test
    void takesAQueryAsPythonSendsIt() throws Exception {
        String multipart = String.join(
                "\r\n",
                "--edge",
                "Content-Disposition: form-data; name=\"query\"",
                "",
                "select 'ä'",
                "--edge",
                "Content-Disposition: form-data; name=\"priority\"",
                "",
                "-1",
                "--edge",
                "Content-Disposition: form-data; name=\"retry_limit\"",
                "",
                "3",
                "--edge--",
                "");

        HttpResponse<String> answer =
                post("/v3/job/issue/presto/cameras", "multipart/form-data; boundary=edge", multipart);

        JsonNode issued = JSON.readTree(answer.body());
        assertThat(issued.path("job").isTextual()).isTrue();
        String id = issued.path("job_id").textValue();
        JsonNode shown = JSON.readTree(get("/v3/job/show/" + id).body());
        assertThat(shown.path("priority").intValue()).isEqualTo(-1);
        assertThat(shown.path("retry_limit").intValue()).isEqualTo(3);
        await().atMost(LONG_ENOUGH).until(() -> client.jobStatus(id).getStatus().isFinished());
        assertThat(text(id, TDResultFormat.JSON)).isEqualTo("[\"ä\"]\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v3/job/issue/hive/cameras | query=select+1 | 422 | only presto and trino
            /v3/job/issue/presto/nowhere | query=select+1 | 404 | database nowhere does not exist
            /v3/job/issue/presto/cameras | priority=0 | 422 | query is missing
            /v3/job/issue/presto/cameras | query=select+1&priority=3 | 422 | priority is 3, not from -2 to 2
            /v3/job/issue/presto/cameras | query=select+1&scheduled_time=noon | 422 | scheduled_time noon
            /v3/job/issue/presto/cameras | query=select+1&engine_version=old | 422 | Job engine version is invalid
            /v3/job/issue/presto/cameras | query=select+1&result=s3://elsewhere | 422 | results are not sent elsewhere
            """)
    void refusesWhatItDoesNotRun(String path, String form, int status, String message) throws Exception {
        HttpResponse<String> answer = post(path, form);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("text").asText()).contains(message);
    }

    @Test
    void listsTheNewestJobsFirst() throws Exception {
        String older = run("select 1");
        String failed = run("select nosuch");
        String newest = run("select 2");

        assertThat(client.listJobs().getJobs()).extracting(TDJob::getJobId).startsWith(newest, failed, older);
        assertThat(client.listJobs(1, 2).getJobs()).extracting(TDJob::getJobId).containsExactly(failed, older);
        JsonNode errors =
                JSON.readTree(get("/v3/job/list?status=error&from=0&to=0").body());
        assertThat(errors.path("jobs").findValuesAsText("job_id")).containsExactly(failed);
        assertThat(get("/v3/job/list?status=sleeping").statusCode()).isEqualTo(422);
    }

    @Test
    void answers404ForAnUnknownJob() throws Exception {
        assertThatThrownBy(() -> client.jobStatus("999999")).isInstanceOf(TDClientHttpNotFoundException.class);
        assertThatThrownBy(() -> client.jobInfo("999999")).isInstanceOf(TDClientHttpNotFoundException.class);
        assertThat(get("/v3/job/result/abc?format=csv").statusCode()).isEqualTo(404);
    }

    @Test
    void answersAJobCallWithAFault() {
        td.onRequest((method, path, number) -> path.startsWith("/v3/job/") ? Fault.status(403) : Fault.none());
        try {
            assertThatThrownBy(() -> client.listJobs())
                    .isInstanceOfSatisfying(
                            TDClientHttpException.class,
                            e -> assertThat(e.getStatusCode()).isEqualTo(403));
        } finally {
            td.onRequest(Faults.none());
        }
    }

    @Test
    void killsItsJobsWhenItIsClosed(@TempDir Path other) throws Exception {
        TreasureData closing = TreasureData.start(other, TreasureData.API_KEY);
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest.Builder create = request(closing, "/v3/database/create/cameras");
        http.send(create.POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding());
        HttpRequest.Builder issue = request(closing, "/v3/job/issue/presto/cameras")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of("query", ENDLESS))));
        http.send(issue.build(), HttpResponse.BodyHandlers.discarding());

        closing.close();

        await().atMost(LONG_ENOUGH)
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .noneMatch(frame -> frame.getClassName().equals(JobQueue.class.getName())));
    }

    private static String run(String sql) {
        String id = submit(sql);
        await().atMost(LONG_ENOUGH).until(() -> client.jobStatus(id).getStatus().isFinished());
        return id;
    }

    private static String submit(String sql) {
        return client.submit(request(sql).createTDJobRequest());
    }

    private static TDJobRequestBuilder request(String sql) {
        return new TDJobRequestBuilder()
                .setType(TDJob.Type.PRESTO)
                .setDatabase("cameras")
                .setQuery(sql);
    }

    private static String text(String id, TDResultFormat format) {
        return new String(result(id, format), UTF_8);
    }

    private static byte[] result(String id, TDResultFormat format) {
        Function<InputStream, byte[]> reader = in -> {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        return client.jobResult(id, format, reader);
    }

    private static List<String> unpack(InputStream in) throws IOException {
        List<String> rows = new ArrayList<>();
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(in)) {
            while (unpacker.hasNext()) {
                rows.add(unpacker.unpackValue().toJson());
            }
        }
        return rows;
    }

    private static String form(Map<String, String> parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, UTF_8)));
        return String.join("&", pairs);
    }

    private static HttpRequest.Builder request(TreasureData server, String path) {
        return HttpRequest.newBuilder(URI.create(server.endpoint() + path))
                .timeout(LONG_ENOUGH)
                .header("Authorization", "TD1 " + TreasureData.API_KEY);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(td, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> getBytes(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest get = request(td, path).headers(headers).build();
        return HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return post(path, "application/x-www-form-urlencoded", form);
    }

    private static HttpResponse<String> post(String path, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest post = request(td, path)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    }
}
