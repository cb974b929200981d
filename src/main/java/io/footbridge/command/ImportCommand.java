package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.CommandException;
import io.footbridge.application.Drain;
import io.footbridge.application.Invocation;
import io.footbridge.application.RoutesStart;
import io.footbridge.application.StartupChecks;
import io.footbridge.dataset.Dataset;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.route.DatasetRoutes;
import io.footbridge.runtime.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private DatasetOption datasets = new DatasetOption();

    public ImportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (Application application = invocation.application(datasets.names())) {
            ProgressLine progress = ProgressLine.of(
                    invocation,
                    application.datasets(),
                    application.datasets()::through,
                    () -> application.waiting(application.datasets(), ProgressLine.MOST));
            StartupChecks.Answers checks = StartupChecks.askForImport(application);
            Main main = application.main();
            // The cron is for those who stay.
            main.addOverrideProperty("camel.component.quartz.auto-start-scheduler", "false");
            RoutesStart.start(application, main, checks);
            Drain drain = new Drain(() -> {
                progress.close();
                answer(application);
            });
            try {
                try {
                    progress.begin();
                    poll(application, main);
                    application.datasets().awaitIdle();
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
        Summary summary = Summary.of(application.datasets());
        invocation.out().println(summary);
        return summary.exitStatus();
    }

    /** Polls for every dataset what the cron would poll, until nothing is left to take. */
    private static void poll(Application application, Main main) throws CommandException, InterruptedException {
        List<Thread> polls = new ArrayList<>();
        for (Dataset dataset : application.datasets()) {
            Route route = main.getCamelContext().getRoute(DatasetRoutes.routeId(dataset));
            if (route == null || !(route.getConsumer() instanceof ScheduledPollConsumer consumer)) {
                throw new CommandException("no route '" + DatasetRoutes.routeId(dataset)
                        + "' takes exports from the bucket: is poll.camel.yaml missing from routes/?");
            }
            polls.add(new Thread(() -> poll(dataset, consumer), DatasetRoutes.routeId(dataset)));
        }
        polls.forEach(Thread::start);
        for (Thread poll : polls) {
            poll.join();
        }
    }

    private static void poll(Dataset dataset, ScheduledPollConsumer consumer) {
        try {
            consumer.run();
        } catch (Error e) { // Of an exception Camel tells the poll strategy.
            LOG.error("the poll broke off", e);
            dataset.intake().listingFailed(FailureClassifier.classify(e));
        }
    }
}
