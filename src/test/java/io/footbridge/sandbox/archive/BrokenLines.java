package io.footbridge.sandbox.archive;

import static io.footbridge.sandbox.archive.BrokenArchives.ENTRY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** Sound archives with lines that are no rows, most of them between two good lines. */
final class BrokenLines {

    private BrokenLines() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> tsvs = new LinkedHashMap<>();
        String good = Tsv.line(2);
        tsvs.put("nine-columns", Tsv.between(good.substring(0, good.lastIndexOf('\t'))));
        tsvs.put("eleven-columns", Tsv.between(good + "\tmore"));
        tsvs.put("one-column", Tsv.between("nothing but text"));
        tsvs.put("spaces-for-tabs", Tsv.between(good.replace('\t', ' ')));
        tsvs.put("header-line", Tsv.between("datetime\tframe_index\tuid\ttype\tconfidence\tx\ty\tw\th\tattributes"));
        tsvs.put("bad-date", Tsv.between(Tsv.with(0, "15/08/2019 01:02:03")));
        tsvs.put("31-february", Tsv.between(Tsv.with(0, "2019-02-31 01:02:03")));
        tsvs.put("hour-24", Tsv.between(Tsv.with(0, "2019-08-15 24:00:00")));
        tsvs.put("year-1969", Tsv.between(Tsv.with(0, "1969-12-31 23:59:59")));
        tsvs.put("ten-digits-of-a-second", Tsv.between(Tsv.with(0, "2019-08-15 01:02:03.0123456789")));
        tsvs.put("empty-datetime", Tsv.between(Tsv.with(0, "")));
        tsvs.put("letters-in-a-number", Tsv.between(Tsv.with(1, "12e4")));
        tsvs.put("fraction-in-an-integer", Tsv.between(Tsv.with(1, "12.0")));
        tsvs.put("number-past-long", Tsv.between(Tsv.with(1, "9223372036854775808")));
        tsvs.put("nan", Tsv.between(Tsv.with(4, "NaN")));
        tsvs.put("infinity", Tsv.between(Tsv.with(5, "Infinity")));
        tsvs.put("minus-infinity", Tsv.between(Tsv.with(5, "-Infinity")));
        tsvs.put("1e400", Tsv.between(Tsv.with(6, "1e400")));
        tsvs.put("hexadecimal-number", Tsv.between(Tsv.with(7, "0x1p3")));
        tsvs.put("unterminated-quote", Tsv.between(Tsv.with(9, "\"{\"\"Age\"\": \"\"Adult\"\"}")));
        tsvs.put("unterminated-json", Tsv.between(Tsv.with(9, "{\"Age\": \"Adult\"")));
        tsvs.put("text-for-json", Tsv.between(Tsv.with(9, "Adult")));
        tsvs.put("two-json-values", Tsv.between(Tsv.with(9, "{} {}")));
        tsvs.put("deep-json", Tsv.between(Tsv.with(9, "[".repeat(100_000) + "]".repeat(100_000))));
        tsvs.put("nul-bytes", Tsv.between(Tsv.with(2, "4\0002")));
        tsvs.put("invalid-utf-8", Tsv.between(Tsv.with(2, "caf\u00e9").getBytes(ISO_8859_1)));
        tsvs.put("overlong-utf-8", Tsv.between(Tsv.with(2, "\u00c0\u00af").getBytes(ISO_8859_1)));
        tsvs.put("100-bad-lines", badLines(100, 1));
        tsvs.put("101-bad-lines", badLines(101, 1));
        tsvs.put("all-lines-bad", badLines(3, 0));
        tsvs.put("200-lines-all-bad", badLines(200, 0));
        tsvs.put("two-megabytes-of-bad-lines", twoMegabytes());
        Map<String, byte[]> all = new LinkedHashMap<>();
        tsvs.forEach(
                (name, tsv) -> all.put(name, Gzips.of(new Tar().file(ENTRY, tsv).end())));
        all.put("one-tsv-of-two-has-bad-lines", twoTsvs());
        return all;
    }

    private static byte[] badLines(int bad, int good) {
        return ("bad\n".repeat(bad) + (good == 0 ? "" : Tsv.lines(good))).getBytes(UTF_8);
    }

    private static byte[] twoMegabytes() {
        return (Tsv.lines(1) + ("x".repeat(200_000) + "\n").repeat(10)).getBytes(UTF_8);
    }

    private static byte[] twoTsvs() {
        String broken = Tsv.line(1) + "\nbad\n" + Tsv.line(3) + "\nworse";
        return Gzips.of(
                new Tar().file("a.tsv", Tsv.lines(4)).file("b.tsv", broken).end());
    }
}
