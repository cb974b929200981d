package io.footbridge.batch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** The processor's cores but one: work that one thread would do alone may go there while they are free. */
final class SpareCores {

    /** Those of this machine, or of the part of it that the process may use. */
    static final SpareCores OF_THIS_MACHINE =
            new SpareCores(Runtime.getRuntime().availableProcessors() - 1);

    private final Semaphore free;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "compress");
        thread.setDaemon(true);
        return thread;
    });

    /** @param count 0 for none */
    SpareCores(int count) {
        this.free = new Semaphore(count);
    }

    /**
     * Runs a task on a free core.
     *
     * @return whether there is one; the task is not run if not
     */
    boolean tryRun(Runnable task) {
        if (!free.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                free.release();
            }
        });
        return true;
    }
}
