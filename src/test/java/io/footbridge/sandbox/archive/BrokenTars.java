package io.footbridge.sandbox.archive;

import static io.footbridge.sandbox.archive.BrokenArchives.ENTRY;
import static io.footbridge.sandbox.archive.BrokenArchives.LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sound gzips of tars that are not: cut off, or with headers that make no sense. */
final class BrokenTars {

    private static final byte[] CONTENT = Tsv.lines(LINES).getBytes(UTF_8);

    private BrokenTars() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> tars = new LinkedHashMap<>();
        byte[] good = BrokenArchives.goodTar();
        tars.put("tar-cut-inside-header", Arrays.copyOf(good, 300));
        tars.put("tar-cut-inside-entry", Arrays.copyOf(good, TarHeader.BYTES + 600));
        tars.put("tar-cut-after-entry", new Tar().file(ENTRY, CONTENT).bytes());
        tars.put(
                "tar-cut-after-zeros",
                new Tar().file("zeros.bin", new byte[4096]).bytes());
        tars.put("tar-cut-inside-ignored-entry", cutInsideIgnoredEntry());
        tars.put("tar-cut-inside-second-header", cutInsideSecondHeader());
        tars.put("tar-cut-after-pax-header", new Tar().pax("path", "a.tsv").bytes());
        tars.put(
                "two-tars-in-one",
                Gzips.concat(good, new Tar().file("b.tsv", CONTENT).end()));
        tars.put("lone-zero-record", loneZeroRecord());
        tars.put("garbage-after-tar", Gzips.concat(good, "left over".getBytes(UTF_8)));
        tars.put("wrong-checksum", of(header().wrongChecksum()));
        tars.put("letters-in-size", of(header().rawSize("0000000zz00".getBytes(ISO_8859_1))));
        tars.put("line-feed-in-size", of(header().rawSize("0000\nERROR \0".getBytes(ISO_8859_1))));
        tars.put("negative-size", of(header().rawSize(binary((byte) 0xFF))));
        tars.put("enormous-binary-size", of(header().rawSize(binary((byte) 0x7F))));
        tars.put("size-past-the-end", of(TarHeader.of(ENTRY, '0', 1 << 20)));
        tars.put("size-past-the-limit", of(header().rawSize("777777777777".getBytes(ISO_8859_1))));
        tars.put(
                "letters-in-pax-size",
                new Tar().pax("size", "many").file(ENTRY, CONTENT).end());
        tars.put(
                "negative-pax-size",
                new Tar().pax("size", "-1").file(ENTRY, CONTENT).end());
        tars.put(
                "letters-in-pax-time",
                new Tar().pax("mtime", "x".repeat(9000)).file(ENTRY, CONTENT).end());
        tars.put("pax-length-missing", paxText("path=other.tsv\n"));
        tars.put("pax-length-too-long", paxText("99999999 path=other.tsv\n"));
        tars.put("pax-length-past-long", paxText("99999999999999999999 path=other.tsv\n"));
        tars.put("random-bytes", noise());
        Map<String, byte[]> all = new LinkedHashMap<>();
        tars.forEach((name, tar) -> all.put(name, Gzips.of(tar)));
        return all;
    }

    private static TarHeader header() {
        return TarHeader.of(ENTRY, '0', CONTENT.length);
    }

    private static byte[] of(TarHeader header) {
        return new Tar().member(header, CONTENT).end();
    }

    private static byte[] paxText(String text) {
        byte[] records = text.getBytes(UTF_8);
        return new Tar()
                .member(TarHeader.of("PaxHeaders/x", 'x', records.length), records)
                .file(ENTRY, CONTENT)
                .end();
    }

    private static byte[] cutInsideIgnoredEntry() {
        byte[] tar = new Tar()
                .file(ENTRY, CONTENT)
                .file("picture.jpg", new byte[5000])
                .bytes();
        return Arrays.copyOf(tar, tar.length - 2048);
    }

    private static byte[] cutInsideSecondHeader() {
        byte[] first = new Tar().file(ENTRY, CONTENT).bytes();
        byte[] both = new Tar().raw(first).file("b.tsv", CONTENT).bytes();
        return Arrays.copyOf(both, first.length + 200);
    }

    private static byte[] loneZeroRecord() {
        return new Tar()
                .file(ENTRY, CONTENT)
                .raw(new byte[TarHeader.BYTES])
                .file("b.tsv", CONTENT)
                .end();
    }

    /** A number in the binary form that GNU tar has for those past eleven octal digits. */
    private static byte[] binary(byte filling) {
        byte[] number = new byte[12];
        Arrays.fill(number, filling);
        number[0] = filling < 0 ? filling : (byte) 0x80;
        return number;
    }

    private static byte[] noise() {
        byte[] noise = new byte[1 << 16];
        new java.util.Random(3).nextBytes(noise);
        return noise;
    }
}
