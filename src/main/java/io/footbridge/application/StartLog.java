package io.footbridge.application;

import io.footbridge.failure.Escaped;
import io.footbridge.intake.Dataset;
import io.footbridge.runtime.Version;
import io.footbridge.settings.Origin;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says once Footbridge stays up: what runs, from where, whither, and when next. */
record StartLog(Settings settings) {

    private static final Logger LOG = LoggerFactory.getLogger(StartLog.class);

    private static final String JAR = "the jar";

    /** @param nextReport nothing if none is made */
    void say(Map<Dataset, Optional<Instant>> nextPolls, Optional<Instant> nextReport) {
        LOG.info(
                "footbridge {} has started: routes from {}, Kamelets from {}, queries from {}, settings from {}",
                Version.of(),
                folder(Origin.Part.ROUTES).orElse(JAR),
                folderAndJar(Origin.Part.KAMELETS),
                folderAndJar(Origin.Part.QUERIES),
                Escaped.of(settings.origins()));
        nextPolls.keySet().forEach(this::sayDataset);
        LOG.info("listens on: {}", ports());
        nextPolls.forEach((dataset, next) -> LOG.info(
                "polls{} now, next at {}; next report {}",
                nextPolls.size() == 1 ? "" : " " + dataset,
                at(next, dataset.settings().get(Setting.SCHEDULE_TIME_ZONE)),
                nextReport.isPresent()
                        ? "at " + at(nextReport, settings.get(Setting.REPORT_TIME_ZONE))
                        : "never (report.enabled)"));
    }

    /** Of Kamelets and queries, a folder's files stand in for those of their names only. */
    private String folderAndJar(Origin.Part part) {
        return folder(part).map(folder -> folder + " and " + JAR).orElse(JAR);
    }

    private Optional<String> folder(Origin.Part part) {
        return settings.origin()
                .find(part)
                .map(path -> Escaped.of(path.toAbsolutePath().normalize().toString()));
    }

    private void sayDataset(Dataset dataset) {
        LOG.info(
                "imports s3://{}/{}{} into {}.{} at {}",
                settings.get(Setting.S3_BUCKET),
                Escaped.of(dataset.prefix()),
                dataset.settings()
                        .find(Setting.SCORER_DEVICES)
                        .map(devices -> " of the cameras " + Escaped.of(devices))
                        .orElse(""),
                dataset.database(),
                dataset.table(),
                settings.get(Setting.TD_API_SERVER));
    }

    private String ports() {
        String management = settings.flag(Setting.MANAGEMENT_ENABLED)
                ? "health and metrics on " + settings.get(Setting.MANAGEMENT_HOST) + " "
                        + port(settings.get(Setting.MANAGEMENT_PORT))
                : "no port for health and metrics (management.enabled)";
        return settings.flag(Setting.EDGE_ENABLED)
                ? management + ", counts of cameras for " + settings.get(Setting.TD_DATABASE) + "."
                        + settings.get(Setting.EDGE_TABLE) + " on " + port(settings.get(Setting.EDGE_PORT))
                : management;
    }

    private static String port(String port) {
        return port.equals("0") ? "any free port" : "port " + port;
    }

    private static String at(Optional<Instant> time, String zone) {
        return time.map(instant -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.of(zone))))
                .orElse("no time");
    }
}
