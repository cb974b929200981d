package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that never pause for long enough to be given up, and never end. */
class SlowAnswersTest {

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_TIMEOUT_SECONDS", "1").set("S3_TIMEOUT_SECONDS", "1");
        bridge.export("one", line(1));
        bridge.export("two", line(2));
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 500})
    void anImportWhoseAnswerHasNoEndIsLeft(int status) {
        bridge.set("TD_RETRY_SECONDS", "2").td().onRequest(Faults.onImport(Fault.drip(status, PAUSE)));

        Bridge.Answer answer = importing();

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("2 deferred", "0 failed");
        bridge.td().onRequest(Faults.none());
        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(2);
        assertThat(bridge.td().differingRepeats()).isZero();
    }

    @Test
    void anImportIsTriedAgainOnceTheTimeForItsAnswerIsUp() {
        bridge.td().onRequest(Faults.onFirstImports(2, Fault.drip(200, PAUSE)));

        assertThat(importing().status()).isZero();
        assertThat(bridge.rows()).hasSize(2);
    }

    @Test
    void theQuestionForTheKeyNeedsNoMoreThanTheHeadOfTheAnswer() {
        bridge.td().onRequest(Faults.onFirst(1, "/v3/database/list", Fault.drip(200, PAUSE)));

        assertThat(importing().status()).isZero();
    }

    @Test
    void aTableWhoseMakingIsAnsweredWithoutEndLeavesTheObjects() {
        bridge.set("TD_RETRY_SECONDS", "1")
                .td()
                .onRequest((method, path, number) ->
                        path.startsWith("/v3/table/create") ? Fault.drip(200, PAUSE) : Fault.none());

        Bridge.Answer answer = importing();

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.out()).contains("2 deferred");
        bridge.td().onRequest(Faults.none());
        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"LIST", "COPY"})
    void anAnswerOfS3HasAnEnd(S3Operation operation) {
        bridge.set("TD_RETRY_SECONDS", "1")
                .s3()
                .onRequest((asked, key, attempt) ->
                        asked == operation ? Optional.of(S3Fault.slowAnswer(PAUSE)) : Optional.empty());

        Bridge.Answer answer = importing();

        assertThat(answer.status()).isEqualTo(1);
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(2);
    }

    @Test
    void aSidecarThatComesByteByByteEndsTheReplay() {
        bridge.s3().put(Bridge.BUCKET, "failed/" + Bridge.FOLDER + "x.tgz", new byte[] {1});
        bridge.s3().put(Bridge.BUCKET, "failed/" + Bridge.FOLDER + "x.tgz.error.json", "{}".getBytes(UTF_8));
        bridge.s3()
                .onRequest((asked, key, attempt) -> asked == S3Operation.GET && key.endsWith(".error.json")
                        ? Optional.of(S3Fault.slowAnswer(PAUSE))
                        : Optional.empty());

        Bridge.Answer answer = assertTimeoutPreemptively(LONG_ENOUGH, () -> bridge.run("replay", "--dry-run"));

        assertThat(answer.status()).isEqualTo(1);
    }

    @Test
    void anObjectMayTakeLongerThanAnAnswer() {
        byte[] noise = new byte[1 << 20]; // Else all of it would wait in the server's buffer.
        new Random(1).nextBytes(noise);
        byte[] archive = Archives.tgz(
                Map.of("data.tsv", line(3) + "\n", "noise.txt", HexFormat.of().formatHex(noise)));
        bridge.s3()
                .putGenerated(Bridge.BUCKET, Bridge.FOLDER + "slow.tgz", archive.length, () -> new SlowStream(archive));

        assertThat(importing().status()).isZero();
        assertThat(bridge.rows()).hasSize(3);
    }

    private Bridge.Answer importing() {
        return assertTimeoutPreemptively(LONG_ENOUGH, () -> bridge.run("import"));
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }

    /** Takes some three seconds from its beginning to its end. */
    private static final class SlowStream extends ByteArrayInputStream {

        private static final int PARTS = 15;

        SlowStream(byte[] content) {
            super(content);
        }

        @Override
        public int readNBytes(byte[] buffer, int offset, int length) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return super.readNBytes(buffer, offset, Math.min(length, count / PARTS + 1));
        }
    }
}
