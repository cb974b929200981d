package io.footbridge.batch;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.io.Closeable;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The memory that compressed batches may take together, however many are packed side by side.
 *
 * <p>Whoever needs more than is left waits, but for the one that has held some for longest: it may take what it needs, so
 * that there is always one that can be finished, and sent, and given back. The limit is passed by one batch at most.
 */
final class BatchMemory {

    /** A quarter of the heap. The rest is for what is packed and read meanwhile, and for Camel. */
    static final BatchMemory OF_THIS_PROCESS =
            new BatchMemory(Runtime.getRuntime().maxMemory() / 4);

    private final long limit;
    private final Set<Share> holders = new LinkedHashSet<>();
    private long taken;

    /** @param limit in bytes */
    BatchMemory(long limit) {
        this.limit = limit;
    }

    /** The share of a batch, empty at first. */
    Share share() {
        return new Share();
    }

    final class Share implements Closeable {

        private long bytes;
        private boolean closed;

        /** Takes some, waiting for it if need be. */
        void take(int more) {
            synchronized (BatchMemory.this) {
                while (!closed && taken + more > limit && !isFirst()) {
                    await();
                }
                if (!closed) {
                    holders.add(this);
                    bytes += more;
                    taken += more;
                }
            }
        }

        /** Gives all of it back, for good. */
        @Override
        public void close() {
            synchronized (BatchMemory.this) {
                closed = true;
                taken -= bytes;
                bytes = 0;
                holders.remove(this);
                BatchMemory.this.notifyAll();
            }
        }

        private boolean isFirst() {
            return holders.isEmpty() || holders.iterator().next() == this;
        }

        private void await() {
            try {
                BatchMemory.this.wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(Reason.STOPPING, "stopped while waiting for memory", e);
            }
        }
    }
}
