package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Something between Footbridge and S3 answers 200 in its place: nothing is taken for stored that S3 has not confirmed. */
class UnconfirmedTest {

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void anObjectWhoseCopyIsNotConfirmedStays() {
        String key = bridge.export("good", line(1));
        answerInsteadOfS3(S3Operation.COPY);

        assertThat(bridge.run("import").status()).isEqualTo(1);

        assertThat(bridge.waiting()).containsExactly(key);
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isZero();
        assertThat(bridge.rows()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "COPY"})
    void aBrokenObjectWhoseSidecarOrCopyIsNotConfirmedStays(S3Operation operation) {
        String key = bridge.export("broken", "no gzip".getBytes(UTF_8));
        answerInsteadOfS3(operation);

        assertThat(bridge.run("import").status()).isEqualTo(1);

        assertThat(bridge.waiting()).containsExactly(key);
    }

    @Test
    void anObjectWhoseRejectedLinesAreNotConfirmedStays() {
        String key = bridge.export("mixed", line(1), "rubbish");
        answerInsteadOfS3(S3Operation.PUT);

        assertThat(bridge.run("import").status()).isEqualTo(1);

        assertThat(bridge.waiting()).containsExactly(key);
    }

    private void answerInsteadOfS3(S3Operation operation) {
        bridge.s3()
                .onRequest((asked, key, attempt) ->
                        asked == operation ? Optional.of(S3Fault.impostor()) : Optional.empty());
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
