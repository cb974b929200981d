package io.footbridge.row;

import io.footbridge.key.KeyLayout;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the lines of a file are, as the setting {@code export.format} names it. */
public enum Format {
    /** Fields between tabs, one row per line. */
    TSV(".tsv"),
    /** Fields between commas, as RFC 4180 has it: a field in quotes may hold line ends. */
    CSV(".csv"),
    /** One JSON object per line, with the columns by name. */
    JSON(".json, .jsonl, .ndjson");

    private final String suffixes;

    Format(String suffixes) {
        this.suffixes = suffixes;
    }

    /** The format of a name in lower case, such as {@code csv}. */
    public static Optional<Format> named(String name) {
        return Stream.of(values())
                .filter(format -> format.toString().equals(name))
                .findFirst();
    }

    /** Whether the member of an archive is data, by its name, in capitals or not. */
    public boolean isDataName(String name) {
        return Stream.of(suffixes.split(", ", -1)).anyMatch(suffix -> KeyLayout.hasSuffix(name, suffix));
    }

    /** How the names of data end, for messages. */
    public String suffixes() {
        return suffixes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
