package io.footbridge.benchmark.party;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Maps, packed and compressed as they come. */
final class PlainBatch {

    private static final int BUFFER_BYTES = 1 << 14;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MessagePacker packer;
    private int rows;

    PlainBatch(int gzipLevel) throws IOException {
        packer = MessagePack.newDefaultPacker(gzip(bytes, gzipLevel));
    }

    void add(Map<String, Object> row) throws IOException {
        packer.packMapHeader(row.size());
        for (Map.Entry<String, Object> column : row.entrySet()) {
            packer.packString(column.getKey());
            if (column.getValue() instanceof String text) {
                packer.packString(text);
            } else if (column.getValue() instanceof Long number) {
                packer.packLong(number);
            } else {
                packer.packDouble((Double) column.getValue());
            }
        }
        rows++;
    }

    int rows() {
        return rows;
    }

    /** The whole batch; nothing can be added any more. */
    byte[] end() throws IOException {
        packer.close();
        return bytes.toByteArray();
    }

    private static OutputStream gzip(OutputStream out, int level) throws IOException {
        return new GZIPOutputStream(out, BUFFER_BYTES) {
            {
                def.setLevel(level);
            }
        };
    }
}
