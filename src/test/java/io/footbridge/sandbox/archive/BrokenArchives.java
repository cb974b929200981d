package io.footbridge.sandbox.archive;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Archives as they must not be, and some as they may be though they seldom are, by name. What is to become of each stands
 * in {@code broken-archives.yaml}.
 */
public final class BrokenArchives {

    /** The only TSV in an archive that has one and is not about its name. */
    static final String ENTRY = "camera.tsv";

    /** How many good lines that TSV has where nothing is wrong with it. */
    static final int LINES = 5;

    private BrokenArchives() {}

    /** The bytes of each archive. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.putAll(BrokenGzips.all());
        all.putAll(BrokenTars.all());
        all.putAll(HostileNames.all());
        all.putAll(HostileSizes.all());
        all.putAll(BrokenLines.all());
        all.putAll(UnusualArchives.all());
        return Collections.unmodifiableMap(all);
    }

    /** A tar with nothing wrong. */
    static byte[] goodTar() {
        return new Tar().file(ENTRY, Tsv.lines(LINES)).end();
    }

    /** An archive with nothing wrong. */
    static byte[] good() {
        return Gzips.of(goodTar());
    }
}
