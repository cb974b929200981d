package io.footbridge.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OffloadingOutputStreamTest {

    private static final int CHUNK = 64 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void bytesArriveInTheirOrderAndTheStreamIsClosed(int cores) throws IOException {
        Random random = new Random(7);
        for (int bytes : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 20 * CHUNK + 77}) {
            byte[] content = new byte[bytes];
            random.nextBytes(content);
            Closeable arrived = new Closeable();
            try (OffloadingOutputStream relay = new OffloadingOutputStream(arrived, new SpareCores(cores))) {
                for (int from = 0; from < bytes; ) {
                    int part = Math.min(1 + random.nextInt(3 * CHUNK), bytes - from);
                    relay.write(content, from, part);
                    from += part;
                }
            }
            assertThat(arrived.toByteArray()).isEqualTo(content);
            assertThat(arrived.closed).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatIsGivenUpHoldsNoCore() throws IOException {
        SpareCores cores = new SpareCores(1);
        OffloadingOutputStream givenUp = new OffloadingOutputStream(new ByteArrayOutputStream(), cores);
        givenUp.write(new byte[3 * CHUNK + 5], 0, 3 * CHUNK + 5);

        await().until(() -> cores.tryRun(() -> {}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatFailsOnTheWayFailsTheWriter(int cores) {
        OffloadingOutputStream relay = new OffloadingOutputStream(new Failing(), new SpareCores(cores));

        assertThatThrownBy(() -> {
                    relay.write(new byte[2 * CHUNK], 0, 2 * CHUNK);
                    relay.close();
                })
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("the disk is full");
    }

    @Test
    void aWriterThatIsTooFastWaits() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        OffloadingOutputStream relay = new OffloadingOutputStream(new Held(released), new SpareCores(1));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int chunk = 0; chunk < 50; chunk++) {
                    relay.write(new byte[CHUNK], 0, CHUNK);
                    written.incrementAndGet();
                }
                relay.close();
                return null;
            });
            await().until(() -> written.get() >= 5);
            await().during(100, TimeUnit.MILLISECONDS).until(() -> written.get() == 5);
            assertThat(writing).isNotDone();

            released.countDown();
            writing.get(30, TimeUnit.SECONDS);
            assertThat(written).hasValue(50);
        } finally {
            released.countDown();
            writer.shutdownNow();
        }
    }

    @Test
    void aStopEndsTheWaitOfAWriterThatIsTooFast() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OffloadingOutputStream relay = new OffloadingOutputStream(new Held(never), new SpareCores(1));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            AtomicInteger written = new AtomicInteger();
            Future<?> writing = writer.submit(() -> {
                for (int chunk = 0; chunk < 50; chunk++) {
                    relay.write(new byte[CHUNK], 0, CHUNK);
                    written.incrementAndGet();
                }
                return null;
            });
            await().until(() -> written.get() >= 5);

            writer.shutdownNow();

            assertThatThrownBy(() -> writing.get(5, TimeUnit.SECONDS)).hasMessageContaining("stopped");
        } finally {
            never.countDown();
        }
    }

    @Test
    void aThreadThatCannotBeMadeLeavesTheWorkToTheWriterAndTheCoreFree() throws IOException {
        AtomicInteger failing = new AtomicInteger(1);
        SpareCores cores = new SpareCores(1, task -> {
            if (failing.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        });
        byte[] content = new byte[2 * CHUNK];
        new Random(7).nextBytes(content);
        Closeable arrived = new Closeable();

        try (OffloadingOutputStream relay = new OffloadingOutputStream(arrived, cores)) {
            relay.write(content, 0, CHUNK);
            assertThat(arrived.toByteArray()).hasSize(CHUNK);
            relay.write(content, CHUNK, CHUNK);
        }

        assertThat(arrived.toByteArray()).isEqualTo(content);
        await().until(() -> cores.tryRun(() -> {}));
    }

    private static final class Closeable extends ByteArrayOutputStream {

        private int closed;

        @Override
        public void close() {
            closed++;
        }
    }

    private static final class Failing extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            throw new IOException("the disk is full");
        }
    }

    private static final class Held extends OutputStream {

        private final CountDownLatch released;

        private Held(CountDownLatch released) {
            this.released = released;
        }

        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
