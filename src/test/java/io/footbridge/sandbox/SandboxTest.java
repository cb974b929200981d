package io.footbridge.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.Footbridge;
import io.footbridge.sandbox.td.TreasureData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxTest {

    @Test
    void saysHowToReachItsThreeDatasetsAndStaysUntilItIsStopped(@TempDir Path folder) throws Exception {
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
                .contains("rows in 96 archives", "rows in 3 files of doors", "rows in 2 files of tills")
                .containsPattern("(?m)^export TD_API_IMPORT_SERVER=http://127\\.0\\.0\\.1:[0-9]+$")
                .contains("force_tdclient=True", "-Dtd.client.endpoint=127.0.0.1 -Dtd.client.port=");
        assertThat(statusOf(variable("TD_API_SERVER", out) + "/v3/database/show/" + variable("TD_DATABASE", out)))
                .isEqualTo(200);
        assertThat(new Footbridge(asAShellReadsThem(out), Path.of(""), System.out, System.err).execute("import"))
                .isZero();
        assertThat(rows("sense_video", out)).isEqualTo(exported("archives", out));
        assertThat(rows("doors", out)).isEqualTo(exported("files of doors", out));
        assertThat(rows("tills", out)).isEqualTo(exported("files of tills", out));

        sandbox.stop();
        assertThat(status).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(0);
    }

    private static int statusOf(String url) throws IOException, InterruptedException {
        return get(url).statusCode();
    }

    /** How many there are of a table. */
    private static long rows(String table, ByteArrayOutputStream out) throws IOException, InterruptedException {
        String url = variable("TD_API_SERVER", out) + "/v3/table/show/" + variable("TD_DATABASE", out) + "/" + table;
        return new ObjectMapper().readTree(get(url).body()).path("count").longValue();
    }

    /** How many it says that it exported. */
    private static long exported(String what, ByteArrayOutputStream out) {
        Matcher line = Pattern.compile("(?m)^# exported ([0-9,]+) rows in [0-9]+ " + what + "$")
                .matcher(out.toString(UTF_8));
        assertThat(line.find()).as(what).isTrue();
        return Long.parseLong(line.group(1).replace(",", ""));
    }

    private static Map<String, String> asAShellReadsThem(ByteArrayOutputStream out)
            throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", out.toString(UTF_8) + "\nenv");
        shell.environment().clear();
        Process process = shell.start();
        Map<String, String> variables = new HashMap<>();
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().forEach(line -> {
            String[] parts = line.split("=", 2);
            variables.put(parts[0], parts[1]);
        });
        assertThat(process.waitFor()).isZero();
        variables.put("LOG_LEVEL", "WARN");
        return variables;
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest get = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "TD1 " + TreasureData.API_KEY)
                .build();
        return HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofString());
    }

    private static String variable(String name, ByteArrayOutputStream out) {
        Matcher export = Pattern.compile("(?m)^export " + name + "=(.*)$").matcher(out.toString(UTF_8));
        assertThat(export.find()).as(name).isTrue();
        return export.group(1);
    }
}
