package io.footbridge.sandbox.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Makes the archives that SCORER Cloud exports, a gzip around a tar. The same content gives the same bytes: times and
 * owners are fixed, and the gzip header names no system.
 */
public final class Archives {

    private static final int GZIP_LEVEL = 6;
    private static final int UNKNOWN_SYSTEM = 255;
    private static final int BUFFER_BYTES = 1 << 16;

    private Archives() {}

    /**
     * An archive of text files.
     *
     * @param entries name to text, packed in the map's order, as UTF-8
     */
    public static byte[] tgz(Map<String, String> entries) {
        return tgzOfBytes(entries.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().getBytes(UTF_8),
                        (first, second) -> second,
                        LinkedHashMap::new)));
    }

    /**
     * An archive of files.
     *
     * @param entries name to content, packed in the map's order
     */
    public static byte[] tgzOfBytes(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = open(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                tar.putArchiveEntry(entry(entry.getKey(), entry.getValue().length));
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("archive of " + entries.keySet() + " cannot be made", e);
        }
        return out.toByteArray();
    }

    /**
     * Writes an archive of one file of any length without holding it, and closes the output.
     *
     * @param name the file's name in the archive
     * @param lines how many lines the file has
     * @param line the line of a number, from 0, without its line end; asked twice for each, since a tar says the size of
     *     a file before its content
     */
    public static void writeTgz(OutputStream out, String name, long lines, LongFunction<String> line)
            throws IOException {
        long bytes = 0;
        for (long number = 0; number < lines; number++) {
            bytes += line.apply(number).getBytes(UTF_8).length + 1;
        }
        try (TarArchiveOutputStream tar = open(new BufferedOutputStream(out, BUFFER_BYTES))) {
            tar.putArchiveEntry(entry(name, bytes));
            OutputStream lineBuffer = new BufferedOutputStream(tar, BUFFER_BYTES);
            for (long number = 0; number < lines; number++) {
                lineBuffer.write(line.apply(number).getBytes(UTF_8));
                lineBuffer.write('\n');
            }
            lineBuffer.flush();
            tar.closeArchiveEntry();
        }
    }

    private static TarArchiveOutputStream open(OutputStream out) throws IOException {
        GzipParameters parameters = new GzipParameters();
        parameters.setCompressionLevel(GZIP_LEVEL);
        parameters.setOperatingSystem(UNKNOWN_SYSTEM);
        TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(out, parameters), UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        return tar;
    }

    private static TarArchiveEntry entry(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(size);
        entry.setModTime(0L);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
