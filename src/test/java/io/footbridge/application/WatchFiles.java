package io.footbridge.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The dashboard and the alerts that an operator is given, as they lie in the checkout. */
final class WatchFiles {

    static final Path FOLDER = Path.of("deploy", "observability");

    /** The alerts on a process that stays up. */
    static final Path ALERTS = FOLDER.resolve("alerts.yaml");

    /** The alerts on CronJobs. */
    static final Path CRONJOB_ALERTS = FOLDER.resolve("alerts-cronjob.yaml");

    private WatchFiles() {}

    /** The expressions of every panel, as Grafana asks them with All chosen, of a window of this length. */
    static List<String> dashboard(String window) throws IOException {
        return new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile()).findValuesAsText("expr").stream()
                        .map(expression -> expression
                                .replace("$__rate_interval", window)
                                .replace("$namespace", ".*")
                                .replace("$instance", ".*"))
                        .toList();
    }

    /** What every alert of a file has in one of its fields. */
    static List<String> alerts(Path file, String field) throws IOException {
        JsonNode groups = new YAMLMapper().readTree(file.toFile()).path("groups");
        List<String> values = new ArrayList<>();
        for (JsonNode group : groups) {
            for (JsonNode rule : group.path("rules")) {
                values.add(rule.findPath(field).asText());
            }
        }
        return values;
    }
}
