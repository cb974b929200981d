package io.footbridge.sandbox.td;

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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class JobApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static ApiFixture api;
    private static TDClient client;

    @BeforeAll
    static void start() {
        api = new ApiFixture(folder);
        client = api.client();
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
        api.close();
    }

    @AfterEach
    void reset() {
        api.td().useClock(Clock.systemUTC());
    }

    @Test
    void saysWhichStatementsItDoesNotRun() {
        TDJob job = client.jobInfo(api.run("-- pytd\nINSERT INTO persons (uid) VALUES ('c');"));

        assertThat(job.getStatus()).isEqualTo(Status.ERROR);
        assertThat(job.getCmdOut()).startsWith("INSERT is not run by this sandbox: its queries only read");
    }

    @Test
    void saysInTheEnginesWordsWhatIsWrong() {
        TDJob job = client.jobInfo(api.run("select nosuch from persons"));

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
            endless.add(api.submit(ApiFixture.ENDLESS));
        }
        await().atMost(ApiFixture.LONG_ENOUGH)
                .until(() -> client.jobStatus(endless.get(3)).getStatus() == Status.RUNNING);
        assertThat(client.jobStatus(endless.get(5)).getStatus()).isEqualTo(Status.QUEUED);

        endless.forEach(client::killJob);

        assertThat(endless)
                .allSatisfy(id -> assertThat(client.jobStatus(id).getStatus()).isEqualTo(Status.KILLED));
        assertThat(client.jobInfo(api.run("select 1")).getStatus()).isEqualTo(Status.SUCCESS);
        client.killJob(endless.get(0));
    }

    @Test
    void tellsTheFormerStatusOfAJobThatIsKilled() throws Exception {
        String done = api.run("select 1");

        assertThat(JSON.readTree(api.post("/v3/job/kill/" + done, Map.of()).body())
                        .path("former_status")
                        .asText())
                .isEqualTo("success");
        assertThat(client.jobStatus(done).getStatus()).isEqualTo(Status.SUCCESS);
        assertThat(api.post("/v3/job/kill/999999", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void namesTheFirstJobToASecondWithItsDomainKey() {
        TDJobRequestBuilder request = api.query("select 1").setDomainKey("only-once");
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
        api.td().useClock(Clock.fixed(Instant.parse("2018-08-14T01:23:45Z"), ZoneOffset.UTC));

        assertThat(api.text(
                        api.run("select count_if(td_interval(time, '1d')), td_scheduled_time() from persons"),
                        TDResultFormat.JSON))
                .isEqualTo("[2,1534209825]\n");
    }

    @ParameterizedTest
    @CsvSource({"1368080054, 1368080054", "2013-05-09T06:14:14Z, 1368080054", "2013-05-09T15:14:14+09:00, 1368080054"})
    void takesAScheduledTime(String scheduledTime, String seconds) throws Exception {
        String id = JSON.readTree(api.post(
                                "/v3/job/issue/trino/cameras",
                                Map.of("query", "select td_scheduled_time()", "scheduled_time", scheduledTime))
                        .body())
                .path("job_id")
                .textValue();

        api.awaitEnd(id);
        assertThat(api.text(id, TDResultFormat.CSV)).isEqualTo(seconds + "\n");
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
                api.post("/v3/job/issue/presto/cameras", "multipart/form-data; boundary=edge", multipart);

        JsonNode issued = JSON.readTree(answer.body());
        assertThat(issued.path("job").isTextual()).isTrue();
        String id = issued.path("job_id").textValue();
        JsonNode shown = JSON.readTree(api.get("/v3/job/show/" + id).body());
        assertThat(shown.path("priority").intValue()).isEqualTo(-1);
        assertThat(shown.path("retry_limit").intValue()).isEqualTo(3);
        api.awaitEnd(id);
        assertThat(api.text(id, TDResultFormat.JSON)).isEqualTo("[\"ä\"]\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v3/job/issue/hive/cameras | query=select+1 | 422 | only presto and trino
            /v3/job/issue/presto/nowhere | query=select+1 | 404 | database nowhere does not exist
            /v3/job/issue/presto/cameras | priority=0 | 422 | query is missing
            /v3/job/issue/presto/cameras | query=select+1&priority=3 | 422 | priority is 3, not from -2 to 2
            /v3/job/issue/presto/cameras | query=select+1&scheduled_time=noon | 422 | scheduled_time noon
            /v3/job/issue/presto/cameras | query=select+1&engine_version=old | 422 | Job engine version is invalid
            /v3/job/issue/presto/cameras | query=select+1&pool_name=fast | 400 | resource pool fast does not exist
            /v3/job/issue/presto/cameras | query=select+1&result=s3://elsewhere | 422 | results are not sent elsewhere
            """)
    void refusesWhatItDoesNotRun(String path, String form, int status, String message) throws Exception {
        HttpResponse<String> answer = api.post(path, "application/x-www-form-urlencoded", form);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("text").asText()).contains(message);
    }

    @Test
    void listsTheNewestJobsFirst() throws Exception {
        String older = api.run("select 1");
        String failed = api.run("select nosuch");
        String newest = api.run("select 2");

        assertThat(client.listJobs().getJobs()).extracting(TDJob::getJobId).startsWith(newest, failed, older);
        assertThat(client.listJobs(1, 2).getJobs()).extracting(TDJob::getJobId).containsExactly(failed, older);
        JsonNode errors =
                JSON.readTree(api.get("/v3/job/list?status=error&from=0&to=0").body());
        assertThat(errors.path("jobs").findValuesAsText("job_id")).containsExactly(failed);
        assertThat(api.get("/v3/job/list?status=sleeping").statusCode()).isEqualTo(422);
    }

    @Test
    void answers404ForAnUnknownJob() throws Exception {
        assertThatThrownBy(() -> client.jobStatus("999999")).isInstanceOf(TDClientHttpNotFoundException.class);
        assertThatThrownBy(() -> client.jobInfo("999999")).isInstanceOf(TDClientHttpNotFoundException.class);
        assertThat(api.get("/v3/job/result/abc?format=csv").statusCode()).isEqualTo(404);
    }

    @Test
    void answersAJobCallWithAFault() {
        api.td().onRequest((method, path, number) -> path.startsWith("/v3/job/") ? Fault.status(403) : Fault.none());
        try {
            assertThatThrownBy(() -> client.listJobs())
                    .isInstanceOfSatisfying(
                            TDClientHttpException.class,
                            e -> assertThat(e.getStatusCode()).isEqualTo(403));
        } finally {
            api.td().onRequest(Faults.none());
        }
    }

    @Test
    void killsItsJobsWhenItIsClosed(@TempDir Path other) {
        try (ApiFixture closing = new ApiFixture(other)) {
            closing.client().createDatabase("cameras");
            closing.submit(ApiFixture.ENDLESS);
        }

        await().atMost(ApiFixture.LONG_ENOUGH)
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .noneMatch(frame -> frame.getClassName().equals(JobQueue.class.getName())));
    }
}
