package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.CommandException;
import io.footbridge.application.Invocation;
import io.footbridge.application.StartupChecks;
import io.footbridge.bucket.Survey;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Datasets;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.route.DatasetRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Imports everything that is there now, and ends. */
@Command(
        name = "import",
        description = "Import everything that is under the prefix now, then exit.",
        exitCodeList = {
            "0:everything was imported",
            "1:wrong usage or settings, a target that is down, or objects that were deferred",
            "2:nothing was deferred, but an object or lines went to the failed prefix"
        })
public final class ImportCommand extends DatasetCommand {

    private static final Logger LOG = LoggerFactory.getLogger(ImportCommand.class);

    public ImportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        try (Application application = invocation.application(datasets)) {
            Datasets worked = application.datasets();
            ProgressLine progress = ProgressLine.of(
                    invocation, worked, () -> worked.sum(ImportMetrics::through), () -> waiting(application));
            return work(application, StartupChecks.askForImport(application), progress, camel -> {
                poll(worked, camel);
                worked.awaitIdle();
            });
        }
    }

    /** How many objects wait to be imported; nothing if there are more than are counted. */
    private static OptionalLong waiting(Application application) {
        long waiting = 0;
        for (Dataset dataset : application.datasets()) {
            Survey survey = application.survey(dataset, ProgressLine.MOST);
            if (!survey.isWhole()) {
                return OptionalLong.empty();
            }
            waiting += survey.taken();
        }
        return OptionalLong.of(waiting);
    }

    /** Polls for every dataset what the cron would poll, until nothing is left to take. */
    private static void poll(Datasets datasets, CamelContext camel) throws CommandException, InterruptedException {
        List<Thread> polls = new ArrayList<>();
        for (Dataset dataset : datasets) {
            String id = DatasetRoutes.routeId(dataset);
            Route route = camel.getRoute(id);
            if (route == null || !(route.getConsumer() instanceof ScheduledPollConsumer consumer)) {
                throw new CommandException("no route '" + id
                        + "' takes exports from the bucket: is poll.camel.yaml missing from routes/?");
            }
            polls.add(new Thread(() -> poll(dataset, consumer), id));
        }
        polls.forEach(Thread::start);
        for (Thread poll : polls) {
            poll.join();
        }
    }

    private static void poll(Dataset dataset, ScheduledPollConsumer consumer) {
        try {
            consumer.run();
        } catch (Error e) { // Camel tells the poll strategy of exceptions only.
            LOG.error("the poll broke off", e);
            dataset.intake().listingFailed(FailureClassifier.classify(e));
        }
    }
}
