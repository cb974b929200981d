package io.footbridge.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.treasuredata.client.TDClient;
import com.treasuredata.client.model.TDJob;
import com.treasuredata.client.model.TDJob.Status;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import io.footbridge.sandbox.td.RecordedRequest;
import io.footbridge.sandbox.td.TreasureData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JobsTest {

    private static final String ISSUE = "/v3/job/issue/";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final String ENDLESS = "select count(*) from unnest(sequence(1, 10000)) a (x)"
            + " cross join unnest(sequence(1, 10000)) b (y) cross join unnest(sequence(1, 10000)) c (z)"
            + " where x * y % 7 = z % 5";

    @TempDir
    private static Path folder;

    private static TreasureData server;
    private static TDClient td;
    private static Jobs jobs;

    @BeforeAll
    static void start() {
        server = TreasureData.start(folder, TreasureData.API_KEY);
        td = TDClient.newBuilder(false)
                .setEndpoint(server.endpoint().getHost())
                .setPort(server.endpoint().getPort())
                .setUseSSL(false)
                .setApiKey(TreasureData.API_KEY)
                .setRetryLimit(2)
                .setRetryInitialIntervalMillis(1)
                .setRetryMaxIntervalMillis(5)
                .build();
        td.createDatabase("cameras");
        jobs = new Jobs(() -> td, "cameras", LONG_ENOUGH.toSeconds());
    }

    @AfterAll
    static void stop() {
        td.close();
        server.close();
    }

    @AfterEach
    void reset() {
        server.onRequest(Faults.none());
    }

    @Test
    void handsOverTheRowsByColumn() {
        try (Job job = jobs.start(
                "groups", "select * from (values ('Adult', 2, 0.5e0), (null, 1, null)) t (age, people, share)")) {
            List<Map<String, JsonNode>> rows = job.rows();

            assertThat(rows).hasSize(2);
            assertThat(rows.get(0).keySet()).containsExactly("age", "people", "share");
            assertThat(rows.get(0).get("age").textValue()).isEqualTo("Adult");
            assertThat(rows.get(0).get("people").longValue()).isEqualTo(2);
            assertThat(rows.get(0).get("share").doubleValue()).isEqualTo(0.5);
            assertThat(rows.get(1).get("age").isNull()).isTrue();
        }
        assertThat(newest().getStatus()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void runsAQueryOnceThoughTheAnswerToItWasLost() {
        String before = newestId();
        server.onRequest(Faults.onFirst(1, ISSUE, Fault.commitThenDrop()));

        try (Job job = jobs.start("lost", "select 'lost' word")) {
            assertThat(job.rows()).hasSize(1);
        }

        assertThat(server.requests())
                .filteredOn(request -> request.path().startsWith(ISSUE))
                .extracting(RecordedRequest::status)
                .endsWith(0, 409);
        List<TDJob> all = td.listJobs(0, 99).getJobs();
        assertThat(all).filteredOn(job -> job.getQuery().contains("'lost'")).hasSize(1);
        assertThat(newestId()).isNotEqualTo(before);
    }

    @Test
    void saysWhatTheEngineSays() {
        try (Job job = jobs.start("wrong", "select nosuch")) {
            assertThatThrownBy(job::rows)
                    .isInstanceOf(JobException.class)
                    .hasMessageContaining("the query wrong (job ")
                    .hasMessageContaining("with status error: line 1:8: Column 'nosuch' cannot be resolved");
        }
        assertThat(newest().getStatus()).isEqualTo(Status.ERROR);
    }

    @Test
    void killsAQueryThatTakesTooLong() {
        try (Job job = new Jobs(() -> td, "cameras", 1).start("endless", ENDLESS)) {
            assertThatThrownBy(job::rows)
                    .isInstanceOf(JobException.class)
                    .hasMessageContaining("did not answer the query endless within 1 s (report.timeout-seconds)");
        }

        assertThat(newest().getStatus()).isEqualTo(Status.KILLED);
    }

    @Test
    void killsAQueryThatIsClosedBeforeItsEnd() {
        jobs.start("left", ENDLESS).close();

        assertThat(newest().getStatus()).isEqualTo(Status.KILLED);
    }

    @Test
    void killsAQueryWhoseThreadIsInterrupted() throws Exception {
        String before = newestId();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> interrupted = thread.submit(() -> {
                try (Job job = jobs.start("interrupted", ENDLESS)) {
                    assertThatThrownBy(job::rows)
                            .isInstanceOf(JobException.class)
                            .hasMessageStartingWith("interrupted while Treasure Data ran the query interrupted");
                }
                return Thread.currentThread().isInterrupted();
            });
            await().atMost(LONG_ENOUGH)
                    .until(() -> !newestId().equals(before) && newest().getStatus() == Status.RUNNING);

            thread.shutdownNow();

            assertThat(interrupted.get(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            thread.shutdownNow();
        }
        assertThat(newest().getStatus()).isEqualTo(Status.KILLED);
    }

    @Test
    void saysWhatTreasureDataSaysWhenItDoesNotTakeTheQuery() {
        server.onRequest((method, path, number) ->
                path.startsWith(ISSUE) ? Fault.status(503, Map.of(), "closed for the night") : Fault.none());

        assertThatThrownBy(() -> jobs.start("refused", "select 1"))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("rejects the query refused")
                .hasMessageContaining("closed for the night");
    }

    @Test
    void saysWhatTreasureDataSaysWhenItStopsAnswering() {
        server.onRequest((method, path, number) ->
                path.startsWith("/v3/job/status/") ? Fault.status(500, Map.of(), "out of its depth") : Fault.none());

        try (Job job = jobs.start("unanswered", "select 1")) {
            assertThatThrownBy(job::rows)
                    .isInstanceOf(JobException.class)
                    .hasMessageContaining("does not answer about the query unanswered")
                    .hasMessageContaining("out of its depth");
        }
    }

    @Test
    void namesTheDatabaseThatIsMissing() {
        assertThatThrownBy(() -> new Jobs(() -> td, "nowhere", 1).start("homeless", "select 1"))
                .isInstanceOf(JobException.class)
                .hasMessageContaining("database nowhere does not exist");
    }

    private static TDJob newest() {
        return td.listJobs(0, 0).getJobs().get(0);
    }

    private static String newestId() {
        List<TDJob> newest = td.listJobs(0, 0).getJobs();
        return newest.isEmpty() ? "none" : newest.get(0).getJobId();
    }
}
