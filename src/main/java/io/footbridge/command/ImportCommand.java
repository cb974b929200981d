package io.footbridge.command;

import io.footbridge.failure.Sorting;
import java.util.concurrent.Callable;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Imports everything that is there now, and ends. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Import everything that is under the prefix now, then exit.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was imported",
            "1:wrong usage or settings, a target that is down, or objects that were deferred",
            "2:nothing was deferred, but an object or lines went to the failed prefix"
        })
public final class ImportCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ImportCommand.class);

    private final Invocation invocation;

    public ImportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (Application application = invocation.application()) {
            ProgressLine progress = ProgressLine.of(
                    invocation, application.accounts(), application.accounts()::through, application::waiting);
            Preflight.Answers preflight = Preflight.askForImport(application);
            Main main = application.main();
            // The cron is for those who stay.
            main.addOverrideProperty("camel.component.quartz.auto-start-scheduler", "false");
            RoutesStart.start(application, main, preflight);
            Drain drain = new Drain(() -> {
                progress.close();
                answer(application);
            });
            try {
                try {
                    progress.begin();
                    poll(application, main);
                    application.intake().awaitIdle();
                } finally {
                    progress.close();
                    main.stop();
                }
                return answer(application);
            } finally {
                drain.end();
            }
        }
    }

    private int answer(Application application) {
        Summary summary = Summary.of(application.accounts(), application.intake());
        invocation.out().println(summary);
        return summary.exitStatus();
    }

    /** Polls on this thread what the cron would poll, until nothing is left to take. */
    private static void poll(Application application, Main main) throws CommandException {
        boolean polled = false;
        for (Route route : main.getCamelContext().getRoutes()) {
            if (route.getConsumer() instanceof ScheduledPollConsumer consumer) {
                polled = true;
                try {
                    consumer.run();
                } catch (Error e) { // Of an exception Camel tells the poll strategy.
                    LOG.error("the poll broke off", e);
                    application.intake().listingFailed(Sorting.sort(e));
                }
            }
        }
        if (!polled) {
            throw new CommandException(
                    "no route takes exports from the bucket: is poll.camel.yaml missing from routes/?");
        }
    }
}
