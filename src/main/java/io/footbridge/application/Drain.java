package io.footbridge.application;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives a command that is told to stop some time: to finish what is in flight, since nothing more is taken by then, and to
 * say what it did. Without this the process would end at once.
 */
public final class Drain {

    /** Well inside the half minute after which others kill. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable giveUp;
    private final Thread hook = new Thread(this::await, "drain");

    /** @param giveUp what there is to say if the command does not finish in time */
    public Drain(Runnable giveUp) {
        this.giveUp = requireNonNull(giveUp, "giveUp is null");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            if (!finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                giveUp.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has said all that it has to say. */
    public void end() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being stopped, and the hook is about to end.
        }
    }
}
