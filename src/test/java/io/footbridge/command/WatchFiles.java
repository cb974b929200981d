package io.footbridge.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The dashboard and the alerts that an operator is given, as they lie in the checkout. */
final class WatchFiles {

    private static final Path FOLDER = Path.of("deploy", "observability");

    private WatchFiles() {}

    /** The expressions of every panel. */
    static List<String> dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(FOLDER.resolve("grafana-dashboard.json").toFile())
                .findValuesAsText("expr");
    }

    /** What every alert has in one of its fields. */
    static List<String> alerts(String field) throws IOException {
        return Pattern.compile("^ +" + field + ": (.+)$", Pattern.MULTILINE)
                .matcher(Files.readString(FOLDER.resolve("alerts.yaml")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
