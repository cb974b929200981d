package io.footbridge.sandbox.otlp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A message in the wire format of Protocol Buffers, read without a schema: the fields that have a length.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
record Message(List<Field> fields) {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED_32 = 5;

    /** A field that is text, bytes or another message. */
    static final class Field {

        private final int number;
        private final byte[] bytes;

        private Field(int number, byte[] bytes) {
            this.number = number;
            this.bytes = bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String hex() {
            return HexFormat.of().formatHex(bytes);
        }
    }

    static Message parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long tag = varint(in);
            switch ((int) (tag & 7)) {
                case VARINT -> varint(in);
                case FIXED_64 -> in.getLong();
                case FIXED_32 -> in.getInt();
                case LENGTH -> {
                    byte[] content = new byte[Math.toIntExact(varint(in))];
                    in.get(content);
                    fields.add(new Field((int) (tag >> 3), content));
                }
                default -> throw new IllegalArgumentException("no wire type: " + (tag & 7));
            }
        }
        return new Message(List.copyOf(fields));
    }

    /** Every field with this number. */
    List<Field> all(int number) {
        return fields.stream().filter(field -> field.number == number).toList();
    }

    List<Message> messages(int number) {
        return all(number).stream().map(field -> parse(field.bytes)).toList();
    }

    Field one(int number) {
        return all(number).get(0);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
