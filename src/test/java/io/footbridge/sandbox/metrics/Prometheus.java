package io.footbridge.sandbox.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The machine's own Prometheus, which scrapes every second. Nothing is downloaded to have one. */
public final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final int port;

    /** The programs on the path. */
    public record Installed(Path prometheus, Path promtool) {

        public static Optional<Installed> find() {
            Optional<Path> prometheus = onPath("prometheus");
            Optional<Path> promtool = onPath("promtool");
            return prometheus.isPresent() && promtool.isPresent()
                    ? Optional.of(new Installed(prometheus.get(), promtool.get()))
                    : Optional.empty();
        }

        /** What promtool prints. */
        public String promtool(String... arguments) throws IOException, InterruptedException {
            List<String> line = new ArrayList<>(List.of(promtool.toString()));
            line.addAll(List.of(arguments));
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            int status = process.waitFor();
            return status == 0 ? printed : "status " + status + ": " + printed.replace("SUCCESS", "");
        }

        private static Optional<Path> onPath(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** One series of an answer. */
    public record Sample(Map<String, String> labels, double value) {}

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param folder where it keeps what it is told; made
     * @param ports what it scrapes on 127.0.0.1, each in the namespace that it is called
     * @param rules the text of a rule file
     */
    public static Prometheus start(Installed installed, Path folder, Map<String, Integer> ports, String rules)
            throws IOException {
        requireNonNull(installed, "installed is null");
        StringBuilder targets = new StringBuilder();
        new TreeMap<>(ports).forEach((namespace, port) -> targets.append("""
                      - targets: ["127.0.0.1:%d"]
                        labels: {namespace: %s}
                """.formatted(port, namespace)));
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Path configuration = Files.writeString(folder.resolve("prometheus.yaml"), """
                global:
                  scrape_interval: 1s
                  evaluation_interval: 1s
                rule_files: [rules.yaml]
                scrape_configs:
                  - job_name: footbridge
                    metrics_path: /observe/metrics
                    static_configs:
                """ + targets);
        int port = freePort();
        Process process = new ProcessBuilder(
                        installed.prometheus().toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return new Prometheus(process, port);
    }

    /** A port of 127.0.0.1 where nobody listens just now. */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** A rule file whose alerts do not wait before they fire. */
    public static String atOnce(Path rules) throws IOException {
        return Files.readString(rules).replaceAll("(?m)^( +for: ).*$", "$10s");
    }

    /** What an expression is now; nothing as long as Prometheus is starting. */
    public List<Sample> ask(String expression) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                                    + URLEncoder.encode(expression, UTF_8)))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Prometheus ended with status " + process.exitValue(), e);
            }
            return List.of();
        }
        if (answer.statusCode() == 503) {
            return List.of();
        }
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException(expression + ": " + answer.body());
        }
        List<Sample> samples = new ArrayList<>();
        for (JsonNode result : JSON.readTree(answer.body()).at("/data/result")) {
            Map<String, String> labels = new HashMap<>();
            result.path("metric")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            samples.add(new Sample(labels, number(result.path("value").path(1).asText())));
        }
        return samples;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(20, TimeUnit.SECONDS)
                .exceptionally(late -> {
                    process.destroyForcibly();
                    return process;
                })
                .join();
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
