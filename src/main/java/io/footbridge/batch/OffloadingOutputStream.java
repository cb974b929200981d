package io.footbridge.batch;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Hands what is written on in chunks: to a spare core if there is one, while the writer goes on, else on the writer's
 * own thread. The chunks keep their order and their length, so the result is the same either way.
 *
 * <p>Only so many chunks wait. Nothing waits for a chunk that may never come, so a stream that is given up half way holds
 * no thread.
 */
final class OffloadingOutputStream extends OutputStream {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MAX_WAITING = 4;

    private final OutputStream out;
    private final SpareCores cores;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private final Deque<byte[]> used = new ArrayDeque<>();

    private byte[] buffer = new byte[CHUNK_BYTES];
    private int length;
    private boolean running;
    private Throwable failure;

    OffloadingOutputStream(OutputStream out, SpareCores cores) {
        this.out = out;
        this.cores = cores;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int left = count;
        while (left > 0) {
            int part = Math.min(left, CHUNK_BYTES - length);
            System.arraycopy(bytes, from, buffer, length, part);
            length += part;
            from += part;
            left -= part;
            if (length == CHUNK_BYTES) {
                handOn();
            }
        }
    }

    /** Returns once everything was handed on. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            await(() -> !running);
            rethrow();
        }
        out.write(buffer, 0, length);
        out.close();
    }

    private void handOn() throws IOException {
        boolean alone;
        synchronized (this) {
            await(() -> waiting.size() < MAX_WAITING);
            rethrow();
            waiting.add(buffer);
            buffer = used.isEmpty() ? new byte[CHUNK_BYTES] : used.pop();
            length = 0;
            alone = !running;
            running = true;
        }
        if (alone && !cores.tryRun(this::drain)) {
            drain();
            rethrow();
        }
    }

    /** Runs on one thread at a time. */
    private void drain() {
        for (byte[] chunk = next(); chunk != null; chunk = next()) {
            Throwable thrown = null;
            try {
                out.write(chunk);
            } catch (IOException | RuntimeException | Error e) {
                thrown = e;
            }
            recycle(chunk, thrown);
        }
    }

    private synchronized byte[] next() {
        byte[] chunk = waiting.poll();
        running = chunk != null;
        notifyAll();
        return chunk;
    }

    private synchronized void recycle(byte[] chunk, Throwable thrown) {
        used.push(chunk);
        failure = failure == null ? thrown : failure;
    }

    private synchronized void rethrow() throws IOException {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IOException("a chunk could not be handed on", failure);
        }
    }

    private void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Reason.STOPPING, "stopped while compressing a batch", e);
            }
        }
    }
}
