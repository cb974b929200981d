package io.footbridge.archive;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.text.Count;
import java.io.InputStream;
import java.util.Optional;

/**
 * An object's bytes, of which a digest is kept for every block, so that two reads can be held against each other.
 *
 * <p>Once another read was found sound as a whole, no block is handed on that is another than that read's.
 */
public final class CheckedBody extends InputStream {

    /** How often a block is got that is another than it must be. */
    private static final int TRIES = 3;

    private final ObjectBody body;
    private final BlockDigests read = new BlockDigests();
    private Optional<WholeChecksum> checksum = Optional.empty();
    private BlockDigests verified;
    private int confirmed;

    private byte[] block = {};
    private int offset;
    private int limit;
    private long blockStart;

    public CheckedBody(ObjectBody body) {
        this.body = body;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
        if (length == 0) {
            return 0;
        }
        if (offset == limit && !nextBlock()) {
            return -1;
        }
        int copied = Math.min(length, limit - offset);
        System.arraycopy(block, offset, buffer, from, copied);
        offset += copied;
        return copied;
    }

    /** How many bytes have been read. */
    long position() {
        return blockStart + offset;
    }

    /** Gives the connection back; the next read goes on from the position. */
    void release() {
        body.release();
    }

    /** The same bytes once more, from their beginning, by a read of its own. */
    CheckedBody again() {
        return new CheckedBody(body.again());
    }

    @Override
    public void close() {
        body.close();
    }

    /**
     * Makes sure that the bytes read so far are those of the object, by what the store says of the whole or else by
     * another read.
     *
     * @throws Failure if another read has other bytes
     */
    public void confirm() {
        if (verified == null && confirmed < read.count() && !(isWhole() && isRight())) {
            compare();
        }
        confirmed = read.count();
    }

    /**
     * Holds all bytes, which made sense, against what the store says of them. Where it says something else, it may be
     * no checksum at all, so that another read decides.
     *
     * @throws Failure if another read has other bytes
     */
    void confirmWhole() {
        if (checksum.isPresent()) {
            confirm();
        }
    }

    /**
     * Hands nothing on from now on but what another read, which was sound as a whole, has as well.
     *
     * @throws Failure if what was handed on already is something else
     */
    void holdTo(CheckedBody whole) {
        if (!read.begins(whole.read)) {
            throw readsDiffer();
        }
        verified = whole.read;
    }

    private boolean isWhole() {
        return blockStart + limit == body.size();
    }

    private boolean isRight() {
        return checksum.isPresent() && checksum.get().matches();
    }

    private void compare() {
        body.release();
        try (CheckedBody other = again()) {
            while (other.read.count() < read.count() && other.nextBlock()) {}
            if (!read.begins(other.read)) {
                throw readsDiffer();
            }
        }
    }

    private boolean nextBlock() {
        blockStart += limit;
        offset = 0;
        limit = 0;
        int length = (int) Math.min(BlockDigests.BLOCK_BYTES, body.size() - blockStart);
        if (length == 0) {
            return false;
        }
        if (block.length < length) {
            block = new byte[length];
        }
        int digest = fill(length);
        if (verified == null) {
            read.add(digest);
            sum(length);
        } else {
            hold(digest, length);
        }
        limit = length;
        return true;
    }

    private void sum(int length) {
        if (blockStart == 0) {
            checksum = body.checksum();
        }
        checksum.ifPresent(sum -> sum.update(block, length));
    }

    /** Gets the block until it is what it was when the object was looked through. */
    private void hold(int first, int length) {
        int index = (int) (blockStart / BlockDigests.BLOCK_BYTES);
        int digest = first;
        for (int tries = 1; !verified.has(index, digest); tries++) {
            if (tries == TRIES) {
                throw readsDiffer();
            }
            body.goTo(blockStart);
            digest = fill(length);
        }
    }

    private int fill(int length) {
        int filled = 0;
        while (filled < length) {
            int got = body.read(block, filled, length - filled);
            if (got < 0) {
                throw new Failure(Reason.S3_CUT_SHORT, "S3 sent fewer than " + Count.of(body.size(), "byte"));
            }
            filled += got;
        }
        return BlockDigests.digest(block, length);
    }

    private static Failure readsDiffer() {
        return new Failure(Reason.S3_READS_DIFFER, "two reads of the object brought different bytes");
    }
}
