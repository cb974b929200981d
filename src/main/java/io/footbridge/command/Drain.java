package io.footbridge.command;

import io.footbridge.application.Application;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gives a command that is told to stop some time: to finish what is in flight, since nothing more is taken by then, and to
 * say what it did. Without this the process would end at once.
 */
final class Drain {

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable giveUp;
    private final Thread hook = new Thread(this::await, "drain");

    /** @param giveUp what there is to say if the command does not finish in time */
    Drain(Runnable giveUp) {
        this.giveUp = giveUp;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            if (!finished.await(Application.STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                giveUp.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being stopped, and the hook is about to end.
        }
    }
}
