package io.footbridge.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The memory of batches")
@Timeout(60)
class BatchMemoryTest {

    private static final int LIMIT = 100;

    private final BatchMemory memory = new BatchMemory(LIMIT);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whoeverWantsMoreThanIsLeftWaitsUntilItIsGivenBack() throws Exception {
        BatchMemory.Share first = memory.share();
        BatchMemory.Share second = memory.share();
        first.take(60);
        second.take(40);
        Future<?> waits = waiting(() -> second.take(1));

        first.close();

        waits.get();
    }

    @Test
    void theOneThatHoldsSomeForLongestNeverWaits() {
        BatchMemory.Share first = memory.share();
        BatchMemory.Share second = memory.share();
        first.take(1);
        second.take(LIMIT - 1);

        first.take(LIMIT);
    }

    @Test
    void aBatchBeyondTheLimitIsPackedAlone() throws Exception {
        BatchMemory.Share large = memory.share();
        BatchMemory.Share small = memory.share();
        large.take(3 * LIMIT);
        Future<?> waits = waiting(() -> small.take(1));

        large.close();

        waits.get();
    }

    @Test
    void whatIsClosedNeitherWaitsNorCounts() throws Exception {
        BatchMemory.Share first = memory.share();
        BatchMemory.Share second = memory.share();
        first.take(LIMIT);
        Future<?> waits = waiting(() -> second.take(1));

        second.close();
        waits.get();
        second.take(LIMIT);
        first.close();

        memory.share().take(LIMIT);
    }

    @Test
    void aStopEndsTheWaiting() throws Exception {
        memory.share().take(LIMIT);
        Future<?> waits = waiting(() -> memory.share().take(1));

        threads.shutdownNow();

        assertThatThrownBy(waits::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.STOPPING));
    }

    @Test
    @DisplayName("16 batches side by side are finished, and take no more than the limit and one batch")
    void allAreFinished() throws Exception {
        int batch = 70;
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(threads.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    BatchMemory.Share share = memory.share();
                    for (int bytes = 0; bytes < batch; bytes++) {
                        share.take(1);
                        most.accumulateAndGet(taken.incrementAndGet(), Math::max);
                    }
                    taken.addAndGet(-batch);
                    share.close();
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(most.get()).isBetween(batch, LIMIT + batch); // On few cores, one may end before another begins.
    }

    private Future<?> waiting(Runnable action) {
        AtomicReference<Thread> thread = new AtomicReference<>();
        Future<?> future = threads.submit(() -> {
            thread.set(Thread.currentThread());
            action.run();
        });
        await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
        return future;
    }
}
