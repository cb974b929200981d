package io.footbridge.sandbox.archive;

import static io.footbridge.sandbox.archive.BrokenArchives.ENTRY;
import static io.footbridge.sandbox.archive.BrokenArchives.LINES;
import static io.footbridge.sandbox.archive.BrokenArchives.good;
import static io.footbridge.sandbox.archive.BrokenArchives.goodTar;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Archives that look odd and are right, or have nothing in them: none of them may fail. */
final class UnusualArchives {

    private static final String TSV = Tsv.lines(LINES);
    private static final String DEEP = "folder/".repeat(40);

    private UnusualArchives() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("good", good());
        all.put("two-gzip-members", split(700));
        all.put("one-byte-gzip-member", split(1));
        all.put("empty-gzip-member-at-end", Gzips.concat(good(), Gzips.of(new byte[0])));
        all.putAll(compressed());
        return all;
    }

    private static Map<String, byte[]> compressed() {
        Map<String, byte[]> tars = new LinkedHashMap<>();
        tars.put("empty-tar", new Tar().end());
        tars.put("no-tsv", new Tar().file("readme.txt", "nothing here\n").end());
        tars.put("empty-tsv", new Tar().file(ENTRY, "").end());
        tars.put("blank-lines-only", new Tar().file(ENTRY, "\n\r\n\n").end());
        tars.put("upper-case-suffix", new Tar().file("CAMERA.TSV", TSV).end());
        tars.put(
                "nested-archive",
                new Tar().file("inner.tgz", good()).file(ENTRY, TSV).end());
        tars.put("only-nested-archive", new Tar().file("inner.tgz", good()).end());
        tars.put("two-tsvs", new Tar().file("a.tsv", TSV).file("b/a.tsv", TSV).end());
        tars.put("pax-headers", paxHeaders());
        tars.put(
                "pax-long-name",
                new Tar().pax("path", DEEP + ENTRY).file("x", TSV).end());
        tars.put(
                "gnu-long-name", new Tar().longName(DEEP + ENTRY).file("x", TSV).end());
        tars.put("old-tar-without-magic", oldTar());
        tars.put("contiguous-file", of(TarHeader.of(ENTRY, '7', TSV.length())));
        tars.put(
                "unpadded-end",
                Arrays.copyOf(goodTar(), new Tar().file(ENTRY, TSV).bytes().length + 1024));
        tars.put("much-padding", Gzips.concat(goodTar(), new byte[1 << 20]));
        tars.put(
                "dot-slash-names",
                new Tar()
                        .member(TarHeader.of("./", '5', 0), new byte[0])
                        .file("./" + ENTRY, TSV)
                        .end());
        tars.put("byte-order-mark", new Tar().file(ENTRY, "\ufeff" + TSV).end());
        tars.put(
                "windows-line-ends",
                new Tar().file(ENTRY, TSV.replace("\n", "\r\n")).end());
        tars.put(
                "no-line-end-at-end", new Tar().file(ENTRY, TSV.stripTrailing()).end());
        tars.put(
                "empty-fields",
                new Tar().file(ENTRY, "2019-08-15 01:02:03" + "\t".repeat(9)).end());
        tars.put(
                "quoted-json",
                new Tar()
                        .file(ENTRY, Tsv.with(9, "\"{\"\"Age\"\": \"\"Adult\"\"}\""))
                        .end());
        tars.put("compresses-well", compressesWell());
        tars.put("sparse-without-hole", sparseWithoutHole());
        Map<String, byte[]> all = new LinkedHashMap<>();
        tars.forEach((name, tar) -> all.put(name, Gzips.of(tar)));
        return all;
    }

    private static byte[] of(TarHeader header) {
        return new Tar().member(header, TSV.getBytes(UTF_8)).end();
    }

    private static byte[] oldTar() {
        return of(TarHeader.of(ENTRY, '\0', TSV.length()).text(257, "\0\0\0\0\0\0\0\0"));
    }

    private static byte[] paxHeaders() {
        return new Tar()
                .globalPax("comment", "made by hand")
                .pax("mtime", "1565830923.250", "uid", "1000", "uname", "カメラ", "SCHILY.xattr.user.a", "b")
                .file(ENTRY, TSV)
                .end();
    }

    private static byte[] sparseWithoutHole() {
        byte[] content = TSV.getBytes(UTF_8);
        return of(TarHeader.of(ENTRY, 'S', content.length)
                .text(257, "ustar  \0")
                .number(386, 0)
                .number(398, content.length)
                .number(483, content.length));
    }

    /** 20 MB that compress some 60 times, less than a bomb does: more than one batch, too. */
    private static byte[] compressesWell() {
        StringBuilder tsv = new StringBuilder();
        for (int frame = 0; frame < 150_000; frame++) {
            tsv.append(Tsv.line(frame)).append('\n');
        }
        return new Tar().file(ENTRY, tsv.toString()).end();
    }

    private static byte[] split(int at) {
        byte[] tar = goodTar();
        return Gzips.concat(Gzips.of(Arrays.copyOf(tar, at)), Gzips.of(Arrays.copyOfRange(tar, at, tar.length)));
    }
}
