package io.footbridge.sandbox.archive;

import static io.footbridge.sandbox.archive.BrokenArchives.ENTRY;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Small objects that ask for much memory, much time, or much of both. */
final class HostileSizes {

    private static final int MEBIBYTE = 1 << 20;
    private static final byte[] NOTHING = {};

    private HostileSizes() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("bomb-1000-to-1", bomb(new byte[MEBIBYTE], 1024));
        all.put("bomb-150-to-1", bomb(oneIn150(), 64));
        all.put("bomb-of-lines", bombOfLines());
        all.put("bomb-after-tar", Gzips.repeating(BrokenArchives.goodTar(), new byte[MEBIBYTE], 1024, NOTHING));
        all.put("million-entries", manyEntries(512, 2048));
        all.put("more-entries-than-allowed", manyEntries(1, 10_001));
        all.put("line-of-a-gigabyte", lineOfAGigabyte());
        all.put("line-past-the-limit", Gzips.of(tsv(Tsv.line(1) + "\n" + "x".repeat(MEBIBYTE + 1) + "\n")));
        all.put("line-at-the-limit", Gzips.of(tsv(Tsv.line(1) + "\n" + "x".repeat(MEBIBYTE) + "\n")));
        all.put("pax-header-of-2-megabytes", Gzips.of(goodAfter(new Tar().pax("comment", "x".repeat(2 * MEBIBYTE)))));
        all.put("long-name-of-2-megabytes", Gzips.of(goodAfter(new Tar().longName("x".repeat(2 * MEBIBYTE)))));
        all.put("pax-header-of-a-gigabyte", hugeHeader('x'));
        all.put("long-name-of-a-gigabyte", hugeHeader('L'));
        all.put(
                "900-pax-headers",
                Gzips.of(goodAfter(many(900, new Tar().pax("comment", "x").bytes()))));
        all.put(
                "5000-pax-headers",
                Gzips.of(goodAfter(many(5000, new Tar().pax("comment", "x").bytes()))));
        all.put(
                "5000-long-names",
                Gzips.of(goodAfter(many(5000, new Tar().longName("x").bytes()))));
        all.put("2000-empty-pax-headers", Gzips.of(goodAfter(many(2000, headerOnly('x')))));
        all.put("2000-empty-global-headers", Gzips.of(goodAfter(many(2000, headerOnly('g')))));
        all.put("2000-empty-long-names", Gzips.of(goodAfter(many(2000, headerOnly('L')))));
        all.put("100000-empty-long-names", Gzips.of(goodAfter(many(100_000, headerOnly('L')))));
        all.put("growing-global-attributes", growingGlobalAttributes());
        all.put("sparse-60-gigabytes", Gzips.of(sparse("x.bin", 60L << 30)));
        all.put("sparse-gigabytes-ignored", sparseGigabytesIgnored());
        all.put("sparse-gigabyte-tsv", Gzips.of(sparse(ENTRY, 1L << 30)));
        return all;
    }

    private static byte[] tsv(String text) {
        return new Tar().file(ENTRY, text).end();
    }

    private static byte[] goodAfter(Tar tar) {
        return tar.file(ENTRY, Tsv.lines(2)).end();
    }

    private static Tar many(int times, byte[] records) {
        Tar tar = new Tar();
        for (int i = 0; i < times; i++) {
            tar.raw(records);
        }
        return tar;
    }

    private static byte[] headerOnly(char type) {
        return TarHeader.of("PaxHeaders/x", type, 0).bytes();
    }

    private static byte[] bomb(byte[] piece, int times) {
        byte[] begin = new Tar()
                .file(ENTRY, Tsv.lines(2))
                .raw(TarHeader.of("picture.bmp", '0', (long) piece.length * times)
                        .bytes())
                .bytes();
        return Gzips.repeating(begin, piece, times, new Tar().end());
    }

    /** A mebibyte that compresses to about a 150th: some noise in much nothing. */
    private static byte[] oneIn150() {
        byte[] piece = new byte[MEBIBYTE];
        Random random = new Random(150);
        byte[] noise = new byte[5_800];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, piece, 0, noise.length);
        return piece;
    }

    private static byte[] bombOfLines() {
        byte[] line = (Tsv.line(1) + "\n").getBytes(UTF_8);
        byte[] piece = new byte[line.length * 8192];
        for (int i = 0; i < 8192; i++) {
            System.arraycopy(line, 0, piece, i * line.length, line.length);
        }
        int times = 512;
        byte[] begin = TarHeader.of(ENTRY, '0', (long) piece.length * times).bytes();
        return Gzips.repeating(begin, piece, times, new Tar().end());
    }

    private static byte[] manyEntries(int times, int each) {
        byte[] begin = new Tar().file(ENTRY, Tsv.lines(2)).bytes();
        byte[] headers = many(each, TarHeader.of("n", '0', 0).bytes()).bytes();
        return Gzips.repeating(begin, headers, times, new Tar().end());
    }

    private static byte[] lineOfAGigabyte() {
        byte[] piece = new byte[16 * MEBIBYTE];
        Arrays.fill(piece, (byte) 'x');
        byte[] begin = TarHeader.of(ENTRY, '0', 1L << 30).bytes();
        return Gzips.repeating(begin, piece, 64, new Tar().end());
    }

    private static byte[] hugeHeader(char type) {
        byte[] piece = new byte[16 * MEBIBYTE];
        Arrays.fill(piece, (byte) '1');
        byte[] begin = TarHeader.of("PaxHeaders/x", type, 1L << 30).bytes();
        return Gzips.repeating(begin, piece, 64, goodAfter(new Tar()));
    }

    /** Each member adds attributes that hold for all that follow, under names of their own. */
    private static byte[] growingGlobalAttributes() {
        Tar tar = new Tar();
        for (int member = 0; member < 14; member++) {
            tar.globalPax("comment" + member, "x".repeat(500_000)).file("n" + member, NOTHING);
        }
        return Gzips.of(goodAfter(tar));
    }

    /** GNU's old form: 512 bytes of content at the beginning, and nothing but a hole after them. */
    private static byte[] sparse(String name, long size) {
        return new Tar().raw(sparseMember(name, size)).end();
    }

    private static byte[] sparseMember(String name, long size) {
        byte[] line = (Tsv.line(1) + "\n").getBytes(UTF_8);
        byte[] content = Arrays.copyOf(line, 512);
        TarHeader header = TarHeader.of(name, 'S', content.length)
                .text(257, "ustar  \0")
                .number(386, 0)
                .number(398, content.length)
                .number(410, size)
                .number(422, 0)
                .number(483, size);
        return new Tar().member(header, content).bytes();
    }

    private static byte[] sparseGigabytesIgnored() {
        Tar tar = many(5000, sparseMember("x.bin", 8_000_000_000L));
        return Gzips.of(goodAfter(tar));
    }
}
