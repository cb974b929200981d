package io.footbridge.export;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.text.Count;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An object's bytes, of which a CRC32C is kept for every block, so that two reads can be compared.
 *
 * <p>Once another read was found sound as a whole, only blocks that are the same in that read are handed on. CRC32C finds
 * what a transfer does to bytes, and takes hardly any time; whoever could make two blocks of one CRC may write into the
 * bucket as well.
 */
public final class CheckedBody extends InputStream {

    /** Small enough that a block for each object in flight is little memory. */
    private static final int BLOCK_BYTES = 256 * 1024;

    /** How often a block is requested that is not as it must be. */
    private static final int TRIES = 3;

    private final ObjectBody body;
    private final List<Integer> digests = new ArrayList<>();
    private Optional<WholeChecksum> checksum = Optional.empty();
    private List<Integer> verified;
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
        if (verified == null && confirmed < digests.size() && !(isWhole() && isRight())) {
            compare();
        }
        confirmed = digests.size();
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
        requireBeginningOf(whole);
        verified = whole.digests;
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
            while (other.digests.size() < digests.size() && other.nextBlock()) {}
            requireBeginningOf(other);
        }
    }

    private void requireBeginningOf(CheckedBody other) {
        int count = digests.size();
        if (count > other.digests.size() || !other.digests.subList(0, count).equals(digests)) {
            throw readsDiffer();
        }
    }

    private boolean nextBlock() {
        blockStart += limit;
        offset = 0;
        limit = 0;
        int length = (int) Math.min(BLOCK_BYTES, body.size() - blockStart);
        if (length == 0) {
            return false;
        }
        if (block.length < length) {
            block = new byte[length];
        }
        int digest = fill(length);
        if (verified == null) {
            digests.add(digest);
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

    /** Requests the block until it is as it was in the verified read. */
    private void hold(int first, int length) {
        int index = (int) (blockStart / BLOCK_BYTES);
        int digest = first;
        for (int tries = 1; index >= verified.size() || verified.get(index) != digest; tries++) {
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
        CRC32C crc = new CRC32C();
        crc.update(block, 0, length);
        return (int) crc.getValue();
    }

    private static Failure readsDiffer() {
        return new Failure(Reason.S3_READS_DIFFER, "two reads of the object brought different bytes");
    }
}
