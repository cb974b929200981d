package io.footbridge.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Reads a file that somebody wrote by hand: UTF-8, with a byte order mark or without. */
final class TextFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /** @throws SettingsException if it cannot be read; it names the file and what to do, never what is in it */
    static String read(Path file) throws SettingsException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, because(file, e));
        }
        if (isUtf16(bytes)) {
            throw unreadable(file, "it is in UTF-16; save it as UTF-8");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            throw unreadable(file, "line " + line(bytes, in.position()) + " is not UTF-8; save the file as UTF-8");
        }
        String text = out.flip().toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    static SettingsException unreadable(Path file, String why) {
        return new SettingsException(List.of(file + " cannot be read: " + why));
    }

    /** A mark says so, or every other byte of the first two characters is zero. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        boolean marked = (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
        return marked || (first == 0) != (second == 0);
    }

    private static long line(byte[] bytes, int end) {
        return 1 + IntStream.range(0, end).filter(i -> bytes[i] == '\n').count();
    }

    private static String because(Path file, IOException e) {
        if (Files.isDirectory(file)) {
            return "it is a folder";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        if (e instanceof NoSuchFileException) {
            return "it is a link to a file that is not there";
        }
        return e.getClass().getSimpleName();
    }
}
