package io.footbridge.format;

import io.footbridge.key.KeyLayout;
import java.util.Locale;
import java.util.Optional;

/** What the lines of a file are, as the setting {@code export.format} names it. */
public enum Format {
    /** Fields between tabs, one row a line. */
    TSV(".tsv"),
    /** Fields between commas, as RFC 4180 has it: a field in quotes may hold line ends. */
    CSV(".csv"),
    /** One JSON object a line, with the columns by name. */
    JSON(".json, .jsonl, .ndjson");

    private final String suffixes;

    Format(String suffixes) {
        this.suffixes = suffixes;
    }

    /** The format of a name in lower case, such as {@code csv}. */
    public static Optional<Format> named(String name) {
        for (Format format : values()) {
            if (format.toString().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether the member of an archive is data, by its name, in capitals or not. */
    public boolean isDataName(String name) {
        for (String suffix : suffixes.split(", ", -1)) {
            if (KeyLayout.hasSuffix(name, suffix)) {
                return true;
            }
        }
        return false;
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
