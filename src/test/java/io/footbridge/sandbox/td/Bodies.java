package io.footbridge.sandbox.td;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Makes the bodies of imports by hand. */
public final class Bodies {

    private Bodies() {}

    /** An import of rows whose values are Long, Double, Boolean, String or null. */
    public static byte[] of(List<Map<String, Object>> rows) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            for (Map<String, Object> row : rows) {
                pack(row, packer);
            }
            return gzip(packer.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void pack(Map<String, Object> row, MessagePacker packer) throws IOException {
        packer.packMapHeader(row.size());
        for (Map.Entry<String, Object> column : row.entrySet()) {
            packer.packString(column.getKey());
            if (column.getValue() instanceof Long number) {
                packer.packLong(number);
            } else if (column.getValue() instanceof Double number) {
                packer.packDouble(number);
            } else if (column.getValue() instanceof Boolean flag) {
                packer.packBoolean(flag);
            } else if (column.getValue() instanceof String text) {
                packer.packString(text);
            } else {
                packer.packNil();
            }
        }
    }
}
