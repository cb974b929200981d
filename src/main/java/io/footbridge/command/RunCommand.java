package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.Daemon;
import io.footbridge.application.DevMode;
import io.footbridge.application.Invocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stays up, and imports what is there at the start and at every poll of the cron. */
@Command(
        name = "run",
        description = "The default: stay up, import now, and at every poll of the cron.",
        exitCodeList = {
            "1:wrong usage or settings, broken routes, or a port that is taken",
            "143:told to stop by SIGTERM; 130 by Ctrl-C"
        })
public final class RunCommand extends DatasetCommand {

    @Option(
            names = "--dev",
            description = "Take up every edit of ./routes and ./kamelets at once; a broken one changes nothing.")
    private boolean dev;

    public RunCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Integer call() throws Exception {
        if (dev) {
            try (DevMode devMode = DevMode.start(invocation)) {
                devMode.await();
                return Summary.DONE;
            }
        }
        try (Application application = invocation.application(datasets);
                Daemon daemon = Daemon.start(application)) {
            daemon.await();
            return Summary.DONE;
        }
    }
}
