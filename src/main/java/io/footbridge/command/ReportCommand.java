package io.footbridge.command;

import io.footbridge.report.Format;
import io.footbridge.report.Report;
import io.footbridge.report.Reports;
import io.footbridge.settings.Setting;
import io.footbridge.td.JobException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says who came by on one day, and publishes it. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Count a day's visitors by age, gender, hour and camera; publish the report.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the report was made, and published unless that was not wanted",
            "1:wrong usage or settings, or a target that is down or refuses; nothing was published"
        })
public final class ReportCommand implements Callable<Integer> {

    private static final Pattern CAMERA = Pattern.compile("[A-Za-z0-9._-]+");

    private final Invocation invocation;

    @Option(
            names = "--date",
            defaultValue = "yesterday",
            paramLabel = "D",
            description = "The day, such as 2019-08-15, or today or yesterday (the default), in report.time-zone.")
    private String date;

    @Option(
            names = "--camera",
            split = ",",
            paramLabel = "ID",
            description = "Count only what this camera saw; may be repeated. Such a report is not published.")
    private List<String> cameras = new ArrayList<>();

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "F",
            description = "table (the default), csv, json, markdown or html.")
    private Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file instead of standard output.")
    private Optional<Path> output;

    @Option(names = "--no-publish", description = "Only print; put nothing into the bucket.")
    private boolean printOnly;

    public ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws CommandException {
        try (Application application = invocation.application()) {
            LocalDate day = day(ZoneId.of(application.settings().get(Setting.REPORT_TIME_ZONE)));
            requireCameras();
            Preflight.ask(application).await();
            Main main = application.main(Feature.REPORT);
            main.addOverrideProperty("camel.component.quartz.auto-start-scheduler", "false");
            RoutesStart.start(application, main);
            Drain drain =
                    new Drain(() -> invocation.err().println("footbridge: stopped before the report was finished"));
            try {
                Report report = reports(main).of(day, cameras);
                answer(format.render(report));
                if (!printOnly && cameras.isEmpty()) {
                    publish(report, main, application);
                }
            } finally {
                main.stop();
                drain.end();
            }
            return Summary.DONE;
        } catch (JobException | IllegalArgumentException | UncheckedIOException e) {
            throw new CommandException(e.getMessage() + "; no report was published", e);
        }
    }

    private static Reports reports(Main main) throws CommandException {
        Reports reports = main.getCamelContext().getRegistry().findSingleByType(Reports.class);
        if (reports == null) {
            throw new CommandException("the routes name no bean io.footbridge.report.Reports; report.camel.yaml does");
        }
        return reports;
    }

    private LocalDate day(ZoneId zone) throws CommandException {
        return switch (date.toLowerCase(Locale.ROOT)) {
            case "today" -> LocalDate.now(zone);
            case "yesterday" -> LocalDate.now(zone).minusDays(1);
            default -> {
                try {
                    yield LocalDate.parse(date);
                } catch (DateTimeException e) {
                    throw new CommandException(
                            "--date is '" + date + "'; expected a day such as 2019-08-15, today or yesterday", e);
                }
            }
        };
    }

    /** They become part of the query. */
    private void requireCameras() throws CommandException {
        for (String camera : cameras) {
            if (!CAMERA.matcher(camera).matches()) {
                throw new CommandException("--camera is '" + camera + "'; expected a device id");
            }
        }
    }

    private void answer(String text) throws CommandException {
        if (output.isEmpty()) {
            invocation.out().print(text);
            invocation.out().flush();
            return;
        }
        try {
            Files.writeString(output.get(), text);
        } catch (IOException e) {
            throw new CommandException(output.get() + " cannot be written: " + e, e);
        }
        invocation.err().println("wrote " + output.get());
    }

    /** Says on standard error where it is: standard output is the report's alone. */
    private void publish(Report report, Main main, Application application) throws CommandException {
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            template.sendBody("direct:publish", report);
        } catch (CamelExecutionException e) {
            throw new CommandException("the report was not published: " + RoutesStart.describe(e.getCause()), e);
        } catch (IOException e) {
            throw new CommandException("the report was not published: " + e.getMessage(), e);
        }
        invocation
                .err()
                .println("published s3://" + application.settings().get(Setting.S3_BUCKET) + "/"
                        + application.settings().get(Setting.S3_REPORTS_PREFIX) + report.date() + "/visitors.html");
    }
}
