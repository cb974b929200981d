package io.footbridge.sandbox.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Writes a tar byte by byte, since what makes good ones refuses to make bad ones. */
final class Tar {

    private static final int RECORD_BYTES = TarHeader.BYTES;
    private static final int BLOCK_BYTES = 20 * RECORD_BYTES;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    Tar file(String name, byte[] content) {
        return member(TarHeader.of(name, '0', content.length), content);
    }

    Tar member(TarHeader header, byte[] content) {
        return raw(header.bytes()).raw(content).pad(RECORD_BYTES);
    }

    /** Attributes for the member that follows. */
    Tar pax(String... keysAndValues) {
        return attributes('x', keysAndValues);
    }

    /** Attributes for all members that follow. */
    Tar globalPax(String... keysAndValues) {
        return attributes('g', keysAndValues);
    }

    /** GNU's name for the member that follows. */
    Tar longName(String name) {
        byte[] content = (name + '\0').getBytes(UTF_8);
        return member(TarHeader.of("././@LongLink", 'L', content.length), content);
    }

    Tar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** The tar with its end marker, filled up to a whole block as tar programs do. */
    byte[] end() {
        return raw(new byte[2 * RECORD_BYTES]).pad(BLOCK_BYTES).bytes();
    }

    /** The tar so far, without an end. */
    byte[] bytes() {
        return out.toByteArray();
    }

    private Tar attributes(char type, String... keysAndValues) {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            records.append(record(keysAndValues[i] + '=' + keysAndValues[i + 1] + '\n'));
        }
        byte[] content = records.toString().getBytes(UTF_8);
        return member(TarHeader.of("PaxHeaders/x", type, content.length), content);
    }

    /** A record begins with its own length, in decimal digits that count as well. */
    private static String record(String text) {
        int body = 1 + text.getBytes(UTF_8).length;
        int length = body + Integer.toString(body).length();
        if (Integer.toString(length).length() > Integer.toString(body).length()) {
            length++;
        }
        return length + " " + text;
    }

    private Tar pad(int unit) {
        return raw(new byte[(unit - out.size() % unit) % unit]);
    }
}
