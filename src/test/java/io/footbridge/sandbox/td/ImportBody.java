package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads an import's body to its end: one gzip member, in it nothing but MessagePack maps that follow one another, each
 * with a {@code time} in Unix seconds. It makes no object per record, so that it keeps up with a fast sender.
 */
final class ImportBody {

    private static final int MAX_KEY_BYTES = 1 << 16;
    private static final byte[] NO_KEY = {};

    private final Predicate<String> known;
    private final Map<String, String> newColumns = new LinkedHashMap<>();
    private long records;

    /* The keys of the record before, by position: records of one sender carry the same keys in the same order. */
    private byte[][] keys = new byte[16][];
    private String[] names = new String[16];
    private byte[] buffer = new byte[64];

    private ImportBody(Predicate<String> known) {
        this.known = known;
    }

    /**
     * Reads a body.
     *
     * @param known tells the columns that need no detection
     * @throws Refusal 400 if the body has any other form; the message names the record, counted from 1
     */
    static ImportBody read(byte[] body, Predicate<String> known) throws Refusal {
        ImportBody result = new ImportBody(known);
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(gunzip(in))) {
            while (unpacker.hasNext()) {
                result.record(unpacker);
            }
        } catch (IOException | MessagePackException e) {
            throw new Refusal(400, "record " + (result.records + 1) + " cannot be read: " + e);
        }
        if (in.available() > 0) {
            throw new Refusal(400, in.available() + " bytes follow the gzip after record " + result.records);
        }
        return result;
    }

    long records() {
        return records;
    }

    /** The columns that were not known, with the type of their first value, in the order of their appearance. */
    Map<String, String> newColumns() {
        return newColumns;
    }

    /* A stream over one member only: what follows it stays unread in the input. */
    private static InputStream gunzip(InputStream in) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(in)
                .setDecompressConcatenated(false)
                .get();
    }

    private void record(MessageUnpacker unpacker) throws IOException, Refusal {
        requireType(unpacker, ValueType.MAP, "");
        int size = unpacker.unpackMapHeader();
        boolean timed = false;
        for (int position = 0; position < size; position++) {
            String name = name(unpacker, position);
            if (name.equals("time")) {
                requireTime(unpacker);
                timed = true;
            } else {
                if (!known.test(name)) {
                    detect(name, unpacker.getNextFormat());
                }
                unpacker.skipValue();
            }
        }
        if (!timed) {
            throw new Refusal(400, "record " + (records + 1) + " has no time");
        }
        records++;
    }

    private String name(MessageUnpacker unpacker, int position) throws IOException, Refusal {
        requireType(unpacker, ValueType.STRING, " as key " + (position + 1));
        int length = unpacker.unpackRawStringHeader();
        if (length > MAX_KEY_BYTES) {
            throw new Refusal(400, "record " + (records + 1) + " has a key of " + length + " bytes");
        }
        if (length > buffer.length) {
            buffer = new byte[length];
        }
        unpacker.readPayload(buffer, 0, length);
        if (position == keys.length) {
            keys = Arrays.copyOf(keys, position * 2);
            names = Arrays.copyOf(names, position * 2);
        }
        byte[] before = keys[position] == null ? NO_KEY : keys[position];
        if (names[position] == null || !Arrays.equals(before, 0, before.length, buffer, 0, length)) {
            keys[position] = Arrays.copyOf(buffer, length);
            names[position] = new String(buffer, 0, length, UTF_8);
        }
        return names[position];
    }

    private void detect(String name, MessageFormat format) {
        if (format == MessageFormat.NIL || newColumns.containsKey(name)) {
            return;
        }
        newColumns.put(
                name,
                switch (format.getValueType()) {
                    case INTEGER, BOOLEAN -> "long";
                    case FLOAT -> "double";
                    default -> "string";
                });
    }

    private void requireTime(MessageUnpacker unpacker) throws IOException, Refusal {
        requireType(unpacker, ValueType.INTEGER, " in time");
        boolean valid = unpacker.getNextFormat() == MessageFormat.UINT64
                ? ImportTime.isValid(unpacker.unpackBigInteger())
                : ImportTime.isValid(unpacker.unpackLong());
        if (!valid) {
            throw new Refusal(
                    400, "record " + (records + 1) + " has a time that is no Unix seconds up to the year 9999");
        }
    }

    private void requireType(MessageUnpacker unpacker, ValueType expected, String where) throws IOException, Refusal {
        ValueType type = unpacker.getNextFormat().getValueType();
        if (type != expected) {
            throw new Refusal(400, "record " + (records + 1) + " has " + type + where + ", not " + expected);
        }
    }
}
