package io.footbridge.batch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processor's cores but one: work that one thread would do alone may go there while they are free. */
final class SpareCores {

    /** Those of this machine, or of the part of it that the process may use. */
    static final SpareCores OF_THIS_MACHINE =
            new SpareCores(Runtime.getRuntime().availableProcessors() - 1);

    private static final Logger LOG = LoggerFactory.getLogger(SpareCores.class);

    private final Semaphore free;
    private final ExecutorService threads;

    /** @param count 0 for none */
    SpareCores(int count) {
        this(count, task -> {
            Thread thread = new Thread(task, "compress");
            thread.setDaemon(true);
            return thread;
        });
    }

    SpareCores(int count, ThreadFactory factory) {
        this.free = new Semaphore(count);
        this.threads = Executors.newCachedThreadPool(factory);
    }

    /**
     * Runs a task on a free core.
     *
     * @return whether there is one, and a thread for it; the task is not run if not
     */
    boolean tryRun(Runnable task) {
        if (!free.tryAcquire()) {
            return false;
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (OutOfMemoryError e) {
            free.release();
            LOG.debug("no thread for a free core", e); // The caller's own does.
            return false;
        }
    }
}
