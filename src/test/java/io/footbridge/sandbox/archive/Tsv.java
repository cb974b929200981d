package io.footbridge.sandbox.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of an export, good ones and ones with something put in the place of a field. */
public final class Tsv {

    private Tsv() {}

    /** So many good lines. */
    static String lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Tsv::line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** A good line. */
    public static String line(int frame) {
        return String.join(
                "\t",
                "2019-08-15 01:02:" + (frame % 60 < 10 ? "0" : "") + frame % 60 + ".250",
                Integer.toString(frame),
                "42",
                "1",
                "0.987",
                "640",
                "360.5",
                "32",
                "64.25",
                "{\"Age\": \"Adult\", \"AgeConf\": 0.98, \"Gender\": \"Male\", \"GenderConf\": 0.97}");
    }

    /** A good line with another text in one of its ten fields, counted from 0. */
    static String with(int field, String text) {
        String[] fields = line(7).split("\t", -1);
        fields[field] = text;
        return String.join("\t", fields);
    }

    /** A line between two good ones. */
    static byte[] between(String line) {
        return between(line.getBytes(UTF_8));
    }

    /** A line, which need not be text, between two good ones. */
    static byte[] between(byte[] line) {
        return Gzips.concat((line(1) + "\n").getBytes(UTF_8), line, ("\n" + line(3) + "\n").getBytes(UTF_8));
    }
}
