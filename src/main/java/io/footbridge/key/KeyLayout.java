package io.footbridge.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which keys are data, as the setting {@code export.keys} says: what the last segments of a key are, such as
 * {@code {device}/{date}/texts/*.tgz}. Whatever lies in front of them may be anything.
 *
 * <p>In a segment, {@code *} and {@code {device}} stand for any text, even none. So does {@code {date}} that is a segment of
 * its own; beside other text it is a date such as {@code 2019-08-15}. The last segment is the name, in capitals or not.
 *
 * <p>A key is passed over once, whatever it holds.
 */
public final class KeyLayout {

    /** Where SCORER Cloud puts its exports. */
    public static final KeyLayout SENSE_VIDEO = of("{device}/{date}/texts/*.tgz");

    private static final String DEVICE = "{device}";
    private static final String DATE = "{date}";
    private static final int DATE_LENGTH = "2019-08-15".length();

    private final String text;
    private final List<Segment> segments;

    private KeyLayout(String text, List<Segment> segments) {
        this.text = text;
        this.segments = List.copyOf(segments);
    }

    /**
     * Reads a layout.
     *
     * @throws IllegalArgumentException if it is not one; the message says why, to follow a semicolon
     */
    public static KeyLayout of(String text) {
        if (text.split("\\{device}", -1).length > 2 || text.split("\\{date}", -1).length > 2) {
            throw new IllegalArgumentException("{device} or {date} is there twice");
        }
        List<Segment> segments = new ArrayList<>();
        for (String part : text.split("/", -1)) {
            segments.add(new Segment(part));
        }
        return new KeyLayout(text, segments);
    }

    /** Whether keys name a device. */
    public boolean hasDevice() {
        return text.contains(DEVICE);
    }

    /** What a key says; nothing if it is not one of data. */
    public Optional<ExportKey> match(String key) {
        String[] found = new String[2];
        return matches(key, segments.size(), found) ? Optional.of(new ExportKey(found[0], found[1])) : Optional.empty();
    }

    /** Whether data may lie where this key does, whatever its name. */
    boolean isInFolder(String key) {
        return matches(key, segments.size() - 1, new String[2]);
    }

    /** Whether a name ends so, in capitals or not. */
    public static boolean hasSuffix(String name, String suffix) {
        return name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyLayout layout && layout.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private boolean matches(String key, int count, String[] found) {
        String[] parts = key.split("/", -1);
        int before = parts.length - segments.size();
        for (int i = 0; i < count; i++) {
            if (before < 0 || !segments.get(i).matches(parts[before + i], i == segments.size() - 1, found)) {
                return false;
            }
        }
        return before >= 0;
    }

    /** What one segment is: texts of a known length, and between them whatever there is. */
    private static final class Segment {

        /** Texts in which a NUL stands for each character of a date; there is one between any two wildcards. */
        private final List<String> fixed = new ArrayList<>();

        /** For each wildcard between two of those texts, whether it is 0, the device, or 1, the date; else -1. */
        private final List<Integer> wildcards = new ArrayList<>();

        Segment(String part) {
            if (part.isEmpty() || part.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a folder or the name is empty, or holds control characters");
            }
            StringBuilder literal = new StringBuilder();
            int at = 0;
            while (at < part.length()) {
                if (part.startsWith(DATE, at) && !part.equals(DATE)) {
                    literal.append("\0".repeat(DATE_LENGTH));
                    at += DATE.length();
                } else if (part.startsWith(DATE, at) || part.startsWith(DEVICE, at) || part.charAt(at) == '*') {
                    if (literal.isEmpty() && !wildcards.isEmpty()) {
                        throw new IllegalArgumentException(
                                "nothing tells where one of two that follow each other ends");
                    }
                    fixed.add(literal.toString());
                    literal.setLength(0);
                    boolean isStar = part.charAt(at) == '*';
                    wildcards.add(isStar ? -1 : part.startsWith(DEVICE, at) ? 0 : 1);
                    at += isStar ? 1 : part.indexOf('}', at) + 1 - at;
                } else if (part.charAt(at) == '{' || part.charAt(at) == '}') {
                    throw new IllegalArgumentException("braces are for {device} and {date} only");
                } else {
                    literal.append(part.charAt(at++));
                }
            }
            fixed.add(literal.toString());
        }

        boolean matches(String part, boolean isName, String[] found) {
            int last = fixed.size() - 1;
            int at = 0;
            for (int i = 0; i <= last; i++) {
                int from = at;
                if (i == last) {
                    at = part.length() - fixed.get(i).length();
                }
                while (i > 0 && i < last && at < part.length() && !isAt(part, at, fixed.get(i), isName, found)) {
                    at++;
                }
                if (at < from || (last == 0 && at != 0) || !isAt(part, at, fixed.get(i), isName, found)) {
                    return false;
                }
                if (i > 0 && wildcards.get(i - 1) >= 0) {
                    found[wildcards.get(i - 1)] = part.substring(from, at);
                }
                at += fixed.get(i).length();
            }
            return true;
        }

        private static boolean isAt(String part, int at, String text, boolean isName, String[] found) {
            int date = text.indexOf('\0');
            if (date < 0) {
                return part.regionMatches(isName, at, text, 0, text.length());
            }
            int end = date + DATE_LENGTH;
            if (at + text.length() > part.length()
                    || !part.regionMatches(isName, at, text, 0, date)
                    || !part.regionMatches(isName, at + end, text, end, text.length() - end)
                    || !isDate(part, at + date)) {
                return false;
            }
            found[1] = part.substring(at + date, at + end);
            return true;
        }

        private static boolean isDate(String part, int at) {
            for (int i = 0; i < DATE_LENGTH; i++) {
                char c = part.charAt(at + i);
                boolean isHyphen = i == 4 || i == 7;
                if (isHyphen ? c != '-' : (c < '0' || c > '9')) {
                    return false;
                }
            }
            return true;
        }
    }
}
