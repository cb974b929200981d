package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.Invocation;
import io.footbridge.daemon.Daemon;
import io.footbridge.daemon.DevMode;
import io.footbridge.runtime.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stays up, and imports what is there at the start and at every poll of the cron. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "The default: stay up, import now, and at every poll of the cron.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "1:wrong usage or settings, broken routes, or a port that is taken",
            "143:told to stop by SIGTERM; 130 by Ctrl-C"
        })
public final class RunCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Mixin
    private DatasetOption datasets = new DatasetOption(); // Nothing is parsed where no command is given.

    @Option(
            names = "--dev",
            description = "Take up every edit of ./routes and ./kamelets at once; a broken one changes nothing.")
    private boolean dev;

    public RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        if (dev) {
            return stayUpForEdits();
        }
        try (Application application = invocation.application(datasets.names());
                Daemon daemon = Daemon.start(application)) {
            daemon.await();
            return Summary.DONE;
        }
    }

    private int stayUpForEdits() throws Exception {
        try (DevMode devMode = DevMode.start(invocation)) {
            devMode.await();
            return Summary.DONE;
        }
    }
}
