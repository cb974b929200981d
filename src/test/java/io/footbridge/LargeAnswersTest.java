package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are larger than anything that is asked for. */
@Timeout(120)
class LargeAnswersTest {

    private static final long LARGE = 64L << 20;

    /** What may be under way when the reader has gone. */
    private static final long MOST_SENT = 16L << 20;

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_RETRY_SECONDS", "0");
        bridge.export("one", "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aConfirmationThatIsTooLargeIsNone() {
        AtomicLong sent = new AtomicLong();
        bridge.td().onRequest(Faults.onImport(Fault.large(200, LARGE, sent)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("1 deferred");
        assertThat(sent).hasValueLessThan(MOST_SENT);
    }

    @Test
    void whatAConfirmationUnpacksToIsBounded() {
        bridge.td().onRequest(Faults.onImport(Fault.packed(200, LARGE)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("1 deferred");
    }

    @Test
    void ofARefusalOnlyTheBeginningIsRead() {
        AtomicLong sent = new AtomicLong();
        bridge.td().onRequest(Faults.onImport(Fault.large(400, LARGE, sent)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(new String(
                        bridge.s3().bytes(Bridge.BUCKET, "failed/" + Bridge.FOLDER + "one.tgz.error.json"),
                        StandardCharsets.UTF_8))
                .contains("td-bad-request");
        assertThat(sent).hasValueLessThan(MOST_SENT);
    }

    @Test
    void theListOfDatabasesIsNotRead() {
        AtomicLong sent = new AtomicLong();
        bridge.td().onRequest(Faults.onFirst(1, "/v3/database/list", Fault.large(200, LARGE, sent)));

        assertThat(bridge.run("import").status()).isZero();
        assertThat(sent).hasValueLessThan(MOST_SENT);
    }

    @Test
    void anAnswerAboutATableIsBounded() {
        AtomicLong sent = new AtomicLong();
        bridge.td().onRequest(Faults.onFirst(9, "/v3/table/create", Fault.large(200, LARGE, sent)));

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("1 deferred");
        assertThat(sent).hasValueLessThan(MOST_SENT);
    }

    @Test
    void theResultOfAQueryIsBounded() {
        AtomicLong sent = new AtomicLong();
        long most = Runtime.getRuntime().maxMemory() / 32;
        bridge.run("import");
        bridge.td().onRequest(Faults.onFirst(9, "/v3/job/result", Fault.large(200, most + LARGE, sent)));

        Bridge.Answer answer = bridge.run("report", "--date", "2019-08-15", "--no-publish");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("more than " + most + " bytes", "larger heap");
        assertThat(sent).hasValueLessThan(most + MOST_SENT);
    }

    @Test
    void aListingIsBounded() {
        bridge.s3()
                .onRequest((operation, key, attempt) ->
                        operation == S3Operation.LIST ? Optional.of(S3Fault.largeAnswer(LARGE)) : Optional.empty());

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.err()).contains("S3 answers with more than 4194304 bytes");
    }

    @Test
    void aSidecarIsBounded() {
        String key = "failed/" + Bridge.FOLDER + "x.tgz";
        bridge.s3().put(Bridge.BUCKET, key, new byte[] {1});
        bridge.s3().put(Bridge.BUCKET, key + ".error.json", new byte[9 << 20]);

        Bridge.Answer answer = bridge.run("replay", "--dry-run");

        assertThat(answer.status()).isEqualTo(1);
    }
}
