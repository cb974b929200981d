package io.footbridge.sandbox.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;

/** The 512 bytes before a member of a tar, with whatever a test wants to be in them. */
final class TarHeader {

    static final int BYTES = 512;

    private static final int NAME = 0;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int NAME_BYTES = 100;
    private static final int NUMBER_BYTES = 12;

    private final byte[] bytes = new byte[BYTES];
    private boolean checksumWrong;

    private TarHeader(byte[] name, char type, long size) {
        put(NAME, Arrays.copyOf(name, Math.min(name.length, NAME_BYTES)));
        text(100, "0000644\0").text(108, "0000000\0").text(116, "0000000\0");
        text(136, "00000000000\0");
        text(SIZE, octal(size));
        bytes[TYPE] = (byte) type;
        text(MAGIC, "ustar\00000");
    }

    static TarHeader of(String name, char type, long size) {
        return new TarHeader(name.getBytes(UTF_8), type, size);
    }

    static TarHeader of(byte[] name, char type, long size) {
        return new TarHeader(name, type, size);
    }

    TarHeader linkTo(String target) {
        return text(LINK, target);
    }

    /** The twelve bytes of the size as they are. */
    TarHeader rawSize(byte[] size) {
        return put(SIZE, Arrays.copyOf(size, NUMBER_BYTES));
    }

    TarHeader text(int offset, String text) {
        return put(offset, text.getBytes(ISO_8859_1));
    }

    /** In twelve octal digits; past eleven of them nothing ends the field. */
    TarHeader number(int offset, long number) {
        return text(offset, octal(number).substring(0, NUMBER_BYTES));
    }

    TarHeader wrongChecksum() {
        checksumWrong = true;
        return this;
    }

    byte[] bytes() {
        byte[] header = bytes.clone();
        Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        int sum = checksumWrong ? 1 : 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        byte[] written = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(ISO_8859_1);
        System.arraycopy(written, 0, header, CHECKSUM, written.length);
        return header;
    }

    private TarHeader put(int offset, byte[] value) {
        System.arraycopy(value, 0, bytes, offset, value.length);
        return this;
    }

    private static String octal(long number) {
        return String.format(Locale.ROOT, "%011o\0", number);
    }
}
