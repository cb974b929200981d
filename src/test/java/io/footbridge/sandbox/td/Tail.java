package io.footbridge.sandbox.td;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.MapValue;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** The records of a table that have the latest time, the last one first. */
final class Tail {

    private static final Value TIME = ValueFactory.newString("time");

    /* A record, and how many were read before it. */
    private record Numbered(long time, long number, MapValue record) {}

    private final int count;
    private final PriorityQueue<Numbered> latest =
            new PriorityQueue<>(Comparator.comparingLong(Numbered::time).thenComparingLong(Numbered::number));
    private long read;

    /** @param count of the records at most */
    Tail(int count) {
        this.count = count;
    }

    /** The records as MessagePack maps that follow one another. */
    byte[] of(List<Path> imports) {
        imports.forEach(file -> new StoredImport(file).forEachRecord(this::add));
        Deque<MapValue> lastFirst = new ArrayDeque<>();
        while (!latest.isEmpty()) {
            lastFirst.addFirst(latest.remove().record());
        }
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            for (MapValue record : lastFirst) {
                packer.packValue(record);
            }
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(MapValue record) {
        long time = record.map().get(TIME).asIntegerValue().toLong();
        latest.add(new Numbered(time, read++, record));
        if (latest.size() > count) {
            latest.remove();
        }
    }
}
