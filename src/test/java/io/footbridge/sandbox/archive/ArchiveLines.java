package io.footbridge.sandbox.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The lines of the TSVs of a sound archive, read all at once: what an import is compared with. */
public final class ArchiveLines {

    private final Map<String, List<byte[]>> lines = new HashMap<>();

    private ArchiveLines() {}

    /** Reads an archive. */
    public static ArchiveLines of(byte[] archive) throws IOException {
        ArchiveLines result = new ArchiveLines();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".tsv")) {
                    result.lines.put(entry.getName(), split(tar.readAllBytes()));
                }
            }
        }
        return result;
    }

    /** A line without its LF, by the name of its member and its number from 1. */
    public byte[] line(String entry, long number) {
        return lines.get(entry).get((int) number - 1);
    }

    private static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b : content) {
            if (b == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
        return lines;
    }
}
