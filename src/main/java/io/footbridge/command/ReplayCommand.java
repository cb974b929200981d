package io.footbridge.command;

import io.footbridge.bucket.Exports;
import io.footbridge.bucket.FailedObjects;
import io.footbridge.bucket.FailedObjects.Candidate;
import io.footbridge.bucket.Replay;
import io.footbridge.failure.Escaped;
import io.footbridge.settings.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports what lies under the failed prefix, once what was wrong with it is mended. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Import what is under the failed prefix again, then exit.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything that was asked for was imported",
            "1:wrong usage or settings, a target that is down, or objects that were left",
            "2:something failed again, or lines are still bad"
        })
public final class ReplayCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Option(
            names = "--prefix",
            defaultValue = "",
            paramLabel = "P",
            description =
                    "Only objects whose original key begins with P; all of a key also takes one without a sidecar.")
    private String prefix;

    @Option(
            names = "--reason",
            paramLabel = "R",
            description = "Only what failed for R, a reason of the sidecars, or " + FailedObjects.REJECTED_LINES + ".")
    private Optional<String> reason;

    @Option(names = "--dry-run", description = "Say what would be replayed, and leave it.")
    private boolean dryRun;

    public ReplayCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws CommandException {
        try (Application application = invocation.application()) {
            Preflight.ask(application).await();
            List<Candidate> candidates = new FailedObjects(
                            application.bucket(),
                            application.settings().get(Setting.S3_BUCKET),
                            application.settings().get(Setting.S3_FAILED_PREFIX))
                    .list(prefix, reason);
            return dryRun ? show(candidates) : replay(application, candidates);
        }
    }

    private int show(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            invocation.out().println(Escaped.of(candidate.object().key()) + "  " + candidate.reason());
        }
        invocation.out().printf("%,d to replay%n", candidates.size());
        return Summary.DONE;
    }

    private int replay(Application application, List<Candidate> candidates) throws CommandException {
        Main main = application.main();
        main.addOverrideProperty("camel.component.quartz.auto-start-scheduler", "false");
        RoutesStart.start(application, main);
        ProgressLine progress = ProgressLine.of(application.accounts(), invocation);
        try (ProducerTemplate template = main.getCamelContext().createProducerTemplate()) {
            Replay replay = new Replay(
                    application.intake(),
                    main.getCamelContext().getRegistry().lookupByNameAndType("exports", Exports.class));
            for (Candidate candidate : candidates) {
                String route = candidate.rejects() ? "direct:replay-rejects" : "direct:replay";
                replay.replay(
                        candidate, key -> template.send(route, exchange -> exchange.setProperty("CamelAwsS3Key", key)));
            }
        } catch (IOException e) {
            throw new CommandException("the replay did not end well: " + e.getMessage(), e);
        } finally {
            progress.close();
            main.stop();
        }
        Summary summary = Summary.of(application.accounts(), application.intake());
        invocation.out().println(summary);
        return summary.exitStatus();
    }
}
