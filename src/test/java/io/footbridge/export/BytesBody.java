package io.footbridge.export;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import java.util.ArrayList;
import java.util.List;

/** An object whose bytes are in memory, and of which fewer than listed may come. */
public final class BytesBody extends ObjectBody {

    private final byte[] bytes;
    private final long size;
    private final List<String> log;
    private int position;

    public BytesBody(byte[] bytes) {
        this(bytes, bytes.length);
    }

    /** @param size how many bytes the listing showed */
    public BytesBody(byte[] bytes, long size) {
        this(bytes, size, new ArrayList<>());
    }

    private BytesBody(byte[] bytes, long size, List<String> log) {
        this.bytes = bytes;
        this.size = size;
        this.log = log;
    }

    /** What this body and those that it made were asked to do: release, again, end, close. */
    public List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (position == size) {
            log.add("end");
            return -1;
        }
        if (position == bytes.length) {
            throw new Failure(Reason.S3_CUT_SHORT, "the body has " + position + " of " + size + " bytes");
        }
        int read = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, buffer, offset, read);
        position += read;
        return read;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void goTo(long newPosition) {
        log.add("go to");
        position = (int) newPosition;
    }

    @Override
    public void release() {
        log.add("release");
    }

    @Override
    public ObjectBody again() {
        log.add("again");
        return new BytesBody(bytes, size, log);
    }

    @Override
    public void close() {
        log.add("close");
    }
}
