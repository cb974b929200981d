package io.footbridge.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stays up, and imports what is there at the start and on every tick of the cron. */
@Command(
        name = "run",
        description = "Stay up and import what is there now and on every tick of the cron (the default).")
public final class RunCommand implements Callable<Integer> {

    private final Invocation invocation;

    public RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() throws Exception {
        try (Application application = invocation.application();
                Daemon daemon = Daemon.start(application)) {
            daemon.await();
            return Summary.DONE;
        }
    }
}
