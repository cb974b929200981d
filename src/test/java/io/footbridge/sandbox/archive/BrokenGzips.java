package io.footbridge.sandbox.archive;

import static io.footbridge.sandbox.archive.BrokenArchives.good;
import static io.footbridge.sandbox.archive.Gzips.HEADER_BYTES;
import static io.footbridge.sandbox.archive.Gzips.TRAILER_BYTES;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Objects that are no gzip, or half of one, or a gzip of something else than a tar. */
final class BrokenGzips {

    private static final int NAME_FLAG = 0x08;

    private BrokenGzips() {}

    static Map<String, byte[]> all() {
        byte[] good = good();
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("empty-object", new byte[0]);
        all.put("one-byte", new byte[] {0x1f});
        all.put("plain-text", Tsv.lines(5).getBytes(UTF_8));
        all.put("bare-tar", BrokenArchives.goodTar());
        all.put("bare-zip", zip());
        all.put("cut-in-gzip-header", Gzips.cut(good, HEADER_BYTES / 2));
        all.put("cut-after-gzip-header", Gzips.cut(good, HEADER_BYTES));
        all.put("cut-at-a-quarter", Gzips.cut(good, good.length / 4));
        all.put("cut-in-the-middle", Gzips.cut(good, good.length / 2));
        all.put("cut-before-gzip-trailer", Gzips.cut(good, good.length - TRAILER_BYTES));
        all.put("cut-in-gzip-trailer", Gzips.cut(good, good.length - 3));
        all.put("cut-by-one-byte", Gzips.cut(good, good.length - 1));
        all.put("bad-crc", Gzips.flipped(good, -TRAILER_BYTES));
        all.put("bad-isize", Gzips.flipped(good, -1));
        all.put("bad-deflate", Gzips.flipped(good, HEADER_BYTES + 20));
        all.put("bad-compression-method", Gzips.flipped(good, 2));
        all.put("bad-crc-in-second-member", badSecondMember());
        all.put("cut-in-second-member", cutSecondMember());
        all.put("garbage-after-gzip", Gzips.concat(good, "and then some".getBytes(UTF_8)));
        all.put("zeros-after-gzip", Gzips.concat(good, new byte[512]));
        all.put("endless-gzip-name", endlessName());
        all.put("empty-gzip-members", emptyMembers());
        all.put("gzip-of-nothing", Gzips.of(new byte[0]));
        all.put("gzip-of-short-text", Gzips.of("not a tar\n".getBytes(UTF_8)));
        all.put("gzip-of-tsv", Gzips.of(Tsv.lines(50).getBytes(UTF_8)));
        all.put("gzip-of-zip", Gzips.of(zip()));
        all.put("gzip-of-gzip", Gzips.of(good));
        return all;
    }

    private static byte[] badSecondMember() {
        byte[] tar = BrokenArchives.goodTar();
        return Gzips.flipped(
                Gzips.concat(Gzips.of(Arrays.copyOf(tar, 700)), Gzips.of(Arrays.copyOfRange(tar, 700, tar.length))),
                -TRAILER_BYTES);
    }

    private static byte[] cutSecondMember() {
        byte[] whole = Gzips.concat(BrokenArchives.good(), Gzips.of(new byte[512]));
        return Gzips.cut(whole, whole.length - TRAILER_BYTES - 2);
    }

    /** The header has room for a file's name, which ends with a zero byte: this one does not. */
    private static byte[] endlessName() {
        byte[] header = Gzips.cut(BrokenArchives.good(), HEADER_BYTES);
        header[3] = NAME_FLAG;
        byte[] name = new byte[4 << 20];
        Arrays.fill(name, (byte) 'n');
        return Gzips.concat(header, name);
    }

    /** Much to read, and nothing comes out. */
    private static byte[] emptyMembers() {
        byte[] nothing = Gzips.of(new byte[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 200_000; i++) {
            out.writeBytes(nothing);
        }
        out.writeBytes(BrokenArchives.good());
        return out.toByteArray();
    }

    private static byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(BrokenArchives.ENTRY));
            zip.write(Tsv.lines(40).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return out.toByteArray();
    }
}
