package io.footbridge.sandbox.td;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/**
 * What is in one part of a bulk import.
 *
 * @param valid the records that can be rows, as MessagePack one after another: maps with string keys and a
 *     {@code time} in Unix seconds
 * @param wrong the others
 * @param keys what the valid ones have values under
 */
record BulkImportPart(Records valid, Records wrong, Set<String> keys) {

    /** Records as MessagePack, one after another. */
    static final class Records {

        private final MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
        private long count;

        long count() {
            return count;
        }

        byte[] bytes() {
            return packer.toByteArray();
        }

        private void add(Value record) throws IOException {
            packer.packValue(record);
            count++;
        }
    }

    /**
     * Reads a part.
     *
     * @param bytes gzip with MessagePack in it
     * @throws IOException if it is anything else
     */
    static BulkImportPart read(byte[] bytes) throws IOException {
        BulkImportPart part = new BulkImportPart(new Records(), new Records(), new HashSet<>());
        try (MessageUnpacker unpacker =
                MessagePack.newDefaultUnpacker(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            while (unpacker.hasNext()) {
                Value record = unpacker.unpackValue();
                part.add(record);
            }
        } catch (MessagePackException e) {
            throw new IOException("the part is no MessagePack", e);
        }
        return part;
    }

    private void add(Value record) throws IOException {
        if (!isRow(record)) {
            wrong.add(record);
            return;
        }
        valid.add(record);
        record.asMapValue().map().forEach((key, value) -> {
            if (!value.isNilValue()) {
                keys.add(key.asStringValue().asString());
            }
        });
    }

    private static boolean isRow(Value record) {
        if (!record.isMapValue()) {
            return false;
        }
        boolean timed = false;
        for (Map.Entry<Value, Value> field : record.asMapValue().entrySet()) {
            if (!field.getKey().isStringValue()) {
                return false;
            }
            if (field.getKey().asStringValue().asString().equals("time")) {
                timed = field.getValue().isIntegerValue()
                        && ImportTime.isValid(field.getValue().asIntegerValue());
            }
        }
        return timed;
    }
}
