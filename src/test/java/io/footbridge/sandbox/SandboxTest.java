package io.footbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.td.TreasureData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxTest {

    @Test
    void saysHowToReachItAndStaysUntilItIsStopped(@TempDir Path folder) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Sandbox sandbox = new Sandbox(new PrintStream(out, true, UTF_8));

        var status =
                CompletableFuture.supplyAsync(() -> new CommandLine(sandbox).execute("--folder", folder.toString()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> status.isDone() || out.toString(UTF_8).contains("Ctrl-C"));

        assertThat(status).isNotDone();
        assertThat(out.toString(UTF_8))
                .containsPattern("(?m)^export S3_ENDPOINT=http://127\\.0\\.0\\.1:[0-9]+$")
                .containsPattern("(?m)^export TD_API_SERVER=http://127\\.0\\.0\\.1:[0-9]+$")
                .contains("export TD_API_KEY=" + TreasureData.API_KEY)
                .contains("rows in 96 archives");

        sandbox.stop();
        assertThat(status).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(0);
    }
}
