package io.footbridge.sandbox.archive;

import static io.footbridge.sandbox.archive.BrokenArchives.LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.LinkedHashMap;
import java.util.Map;

/** Members that are no files, and names that lead somewhere or forge something. */
final class HostileNames {

    private static final String TSV = Tsv.lines(LINES);
    private static final byte[] NOTHING = {};

    private HostileNames() {}

    static Map<String, byte[]> all() {
        Map<String, Tar> tars = new LinkedHashMap<>();
        tars.put("symlink", special('2', "/etc/passwd"));
        tars.put("hardlink", special('1', "/etc/passwd"));
        tars.put("fifo", special('6', ""));
        tars.put("character-device", special('3', ""));
        tars.put("block-device", special('4', ""));
        tars.put("symlink-beside-tsv", symlinkBesideTsv());
        tars.put("directory", special('5', "").file("texts/good.tsv", TSV));
        tars.put("directory-only", special('5', ""));
        tars.put("dot-dot-name", new Tar().file("../../x.tsv", TSV));
        tars.put("dot-dot-inside-name", new Tar().file("a/../../x.tsv", TSV));
        tars.put("dot-dot-at-end", new Tar().file("a/..", NOTHING));
        tars.put("dot-dot-ignored-member", new Tar().file("good.tsv", TSV).file("../authorized_keys", "ssh-rsa"));
        tars.put("dot-dot-backslash-name", new Tar().file("..\\..\\x.tsv", TSV));
        tars.put("dot-dot-pax-name", new Tar().pax("path", "../../x.tsv").file("x.tsv", TSV));
        tars.put("dot-dot-long-name", new Tar().longName("../../x.tsv").file("x.tsv", TSV));
        tars.put("absolute-name", new Tar().file("/tmp/x.tsv", TSV));
        tars.put("absolute-backslash-name", new Tar().file("\\x.tsv", TSV));
        tars.put("absolute-drive-name", new Tar().file("C:\\x.tsv", TSV));
        tars.put("absolute-pax-name", new Tar().pax("path", "/tmp/x.tsv").file("x.tsv", TSV));
        tars.put("absolute-long-name", new Tar().longName("/tmp/x.tsv").file("x.tsv", TSV));
        tars.put("backslash-name", new Tar().file("a\\b.tsv", TSV));
        tars.put("dots-in-name", new Tar().file("a..b/..c/d...tsv", TSV));
        tars.put(
                "control-characters-in-name",
                new Tar().pax("path", "a\n\u001b[31m\u202eb.tsv").file("x", TSV));
        tars.put(
                "control-characters-in-bad-name",
                new Tar().pax("path", "../a\nERROR \u001b[31mb.tsv").file("x", TSV));
        tars.put(
                "latin-1-name",
                new Tar()
                        .member(
                                TarHeader.of("caf\u00e9.tsv".getBytes(ISO_8859_1), '0', TSV.length()),
                                TSV.getBytes(ISO_8859_1)));
        tars.put(
                "name-of-5000-characters",
                new Tar().pax("path", "n".repeat(4996) + ".tsv").file("x", TSV));
        tars.put(
                "name-of-a-megabyte",
                new Tar().longName("n".repeat(900_000) + ".tsv").file("x", TSV));
        tars.put("duplicate-names", new Tar().file("x.tsv", TSV).file("x.tsv", TSV));
        tars.put(
                "duplicate-ignored-names",
                new Tar().file("x.txt", TSV).file("x.txt", TSV).file("x.tsv", TSV));
        Map<String, byte[]> all = new LinkedHashMap<>();
        tars.forEach((name, tar) -> all.put(name, Gzips.of(tar.end())));
        return all;
    }

    private static Tar special(char type, String target) {
        return new Tar().member(TarHeader.of("x.tsv", type, 0).linkTo(target), NOTHING);
    }

    private static Tar symlinkBesideTsv() {
        return new Tar()
                .file("good.tsv", TSV)
                .member(TarHeader.of("readme", '2', 0).linkTo("../.."), NOTHING);
    }
}
