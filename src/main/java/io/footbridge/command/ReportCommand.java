package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.CommandException;
import io.footbridge.application.Feature;
import io.footbridge.application.Invocation;
import io.footbridge.application.RoutesStart;
import io.footbridge.application.StartupChecks;
import io.footbridge.failure.Failure;
import io.footbridge.report.NoDataException;
import io.footbridge.report.Report;
import io.footbridge.report.Reports;
import io.footbridge.report.UnknownCameraException;
import io.footbridge.report.render.Format;
import io.footbridge.settings.Setting;
import io.footbridge.td.JobException;
import io.footbridge.text.Suggestion;
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
import java.util.stream.Collectors;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says who came by on one day, and publishes it. */
@Command(
        name = "report",
        description = "Count a day's visitors by age, gender, hour and camera; publish the report.",
        exitCodeList = {
            "0:the report was made, and published unless that was not wanted",
            "1:wrong usage or settings, no data of the day, or a target that is down or refuses; nothing was published"
        })
public final class ReportCommand implements Callable<Integer> {

    /** Unix seconds begin here, and no row has a time before. */
    private static final int FIRST_YEAR = 1970;

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

    @Option(names = "--no-publish", description = "Only print; write nothing into the bucket.")
    private boolean printOnly;

    public ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws CommandException {
        try (Application application = invocation.application()) {
            LocalDate day = day(ZoneId.of(application.settings().get(Setting.REPORT_TIME_ZONE)));
            requireCameras();
            requireFolder();
            StartupChecks.ask(application).await();
            Main main = application.mainWithoutCron(Feature.REPORT);
            RoutesStart.startWithoutNote(application, main);
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
        } catch (NoDataException e) {
            String cameras = e.cameras().stream().map(line -> "\n  " + line).collect(Collectors.joining());
            throw new CommandException(e.summary() + "; no report was published" + cameras, e);
        } catch (UnknownCameraException e) {
            throw new CommandException(e.getMessage() + ", and no report was published" + suggestion(e), e);
        } catch (Failure | JobException | IllegalArgumentException | UncheckedIOException e) {
            throw new CommandException(e.getMessage() + "; no report was published", e);
        }
    }

    private static String suggestion(UnknownCameraException thrown) {
        List<String> known = thrown.known();
        String otherwise = switch (known.size()) {
            case 0 -> "no camera has a folder in the bucket";
            case 1 -> "there is 1 camera, " + known.get(0);
            default -> "there are " + known.size() + " cameras, such as " + known.get(0);
        };
        return Suggestion.of(thrown.unknown().get(0), known, otherwise);
    }

    private static Reports reports(Main main) throws CommandException {
        Reports reports = main.getCamelContext().getRegistry().findSingleByType(Reports.class);
        if (reports == null) {
            throw new CommandException("the routes name no bean io.footbridge.report.Reports; report.camel.yaml does");
        }
        return reports;
    }

    private LocalDate day(ZoneId zone) throws CommandException {
        LocalDate today = LocalDate.now(zone);
        LocalDate day = switch (date.toLowerCase(Locale.ROOT)) {
            case "today" -> today;
            case "yesterday" -> today.minusDays(1);
            default -> parsed();
        };
        if (day.isAfter(today)) {
            throw new CommandException("--date is " + day + ", which has not begun in " + zone
                    + " (report.time-zone); no report was published");
        }
        return day;
    }

    private LocalDate parsed() throws CommandException {
        try {
            LocalDate day = LocalDate.parse(date);
            if (day.getYear() >= FIRST_YEAR) {
                return day;
            }
            throw new CommandException("--date is '" + date + "'; there are no rows from before " + FIRST_YEAR);
        } catch (DateTimeException e) {
            throw new CommandException(
                    "--date is '" + date + "'; expected a day such as 2019-08-15, today or yesterday", e);
        }
    }

    /** Before anything is asked: an answer that cannot be written would be lost. */
    private void requireFolder() throws CommandException {
        if (output.isEmpty()) {
            return;
        }
        Path folder = output.get().toAbsolutePath().normalize().getParent();
        if (Files.isDirectory(output.get())) {
            throw new CommandException("--output is " + output.get() + ", which is a folder; expected a file");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandException("--output is " + output.get() + ", but there is no folder " + folder);
        }
        if (folder != null && !Files.isWritable(folder) && !Files.isWritable(output.get())) {
            throw new CommandException("--output is " + output.get() + ", but nothing may be written to " + folder);
        }
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
