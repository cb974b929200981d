package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.CommandException;
import io.footbridge.application.Feature;
import io.footbridge.application.Invocation;
import io.footbridge.application.RoutesStart;
import io.footbridge.application.StartupChecks;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import picocli.CommandLine.Option;

/** A command that works on datasets. */
abstract class DatasetCommand implements Callable<Integer> {

    final Invocation invocation;

    /** The names of those to work on; none for all. */
    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            split = ",",
            description = "Only the dataset of this name, or several, separated by commas; all without it.")
    Set<String> datasets = new LinkedHashSet<>();

    DatasetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    interface Work {

        void with(CamelContext camel) throws CommandException, InterruptedException;
    }

    /**
     * Starts the routes and works with them, then prints what was done, even when told to stop meanwhile.
     *
     * @param features without which the work cannot be done
     */
    int work(
            Application application,
            StartupChecks.Answers checks,
            ProgressLine progress,
            Work work,
            Feature... features)
            throws CommandException, InterruptedException {
        Main main = application.mainWithoutCron(features);
        RoutesStart.start(application, main, checks);
        Drain drain = new Drain(() -> {
            progress.close();
            Summary.print(application.datasets(), invocation.out());
        });
        try {
            try {
                progress.begin();
                work.with(main.getCamelContext());
            } finally {
                progress.close();
                main.stop();
            }
            return Summary.print(application.datasets(), invocation.out());
        } finally {
            drain.end();
        }
    }
}
