package io.footbridge.journal;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Threads that send several requests at a time, and end when there are none. */
public final class Workers {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    public Workers(int count, String name) {
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Does the same with each item, and waits for all of them.
     *
     * @return the results, in the order of the items
     * @throws CompletionException if a task throws, with that as its cause; the others were done nevertheless
     */
    public <T, R> List<R> map(Collection<T> items, Function<T, R> task) {
        List<CompletableFuture<R>> tasks = items.stream()
                .map(item -> CompletableFuture.supplyAsync(() -> task.apply(item), threads))
                .toList();
        CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
        return tasks.stream().map(CompletableFuture::join).toList();
    }
}
