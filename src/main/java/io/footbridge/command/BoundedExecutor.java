package io.footbridge.command;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A number of threads that each do one thing at a time; who has another thing to do waits until one of them is free. */
final class BoundedExecutor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);

    private final int count;
    private final Semaphore free;
    private final ExecutorService threads;

    BoundedExecutor(int count) {
        this.count = count;
        this.free = new Semaphore(count);
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "replay");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Something to do. */
    interface Task {

        void run() throws InterruptedException;
    }

    void run(Task task) throws InterruptedException {
        free.acquire();
        threads.execute(() -> {
            try {
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                LOG.error("an object is deferred", e);
            } finally {
                free.release();
            }
        });
    }

    /** Waits until all is done. */
    void awaitIdle() throws InterruptedException {
        free.acquire(count);
        free.release(count);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
