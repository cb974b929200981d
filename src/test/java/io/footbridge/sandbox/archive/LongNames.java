package io.footbridge.sandbox.archive;

import java.util.HexFormat;
import java.util.Random;
import java.util.function.IntFunction;

/** An archive of very many files of one line each, whose names are as long as they may be. */
public final class LongNames {

    /** So that the archive does not expand past the limit. */
    private static final int UNLIKE_BYTES = 64;

    private LongNames() {}

    /** @param characters of each name */
    public static byte[] tgz(int members, int characters, IntFunction<String> line) {
        Random random = new Random(characters);
        Tar tar = new Tar();
        for (int i = 0; i < members; i++) {
            byte[] unlike = new byte[UNLIKE_BYTES];
            random.nextBytes(unlike);
            String name = HexFormat.of().formatHex(unlike);
            tar.pax("path", name + "n".repeat(characters - name.length() - 4) + ".tsv")
                    .file("x", line.apply(i) + "\n");
        }
        return Gzips.of(tar.end());
    }
}
