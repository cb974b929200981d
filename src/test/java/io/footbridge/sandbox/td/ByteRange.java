package io.footbridge.sandbox.td;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a result that a Range header asks for.
 *
 * @param first offset of the first byte
 * @param end offset behind the last byte
 */
record ByteRange(int first, int end) {

    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads {@code bytes=a-b}, {@code bytes=a-} or {@code bytes=-n}. Any other form is not followed, as HTTP allows.
     *
     * @throws Refusal 416 if the result ends before the range begins
     */
    static Optional<ByteRange> of(String header, int size) throws Refusal {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches() || header.equals("bytes=-")) {
            return Optional.empty();
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        long first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
        long last = from.isEmpty() || to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        if (first > last) {
            throw new Refusal(416, "range " + header + " is not within " + size + " bytes");
        }
        return Optional.of(new ByteRange((int) first, (int) last + 1));
    }

    /** The Content-Range header for a result of this size. */
    String header(int size) {
        return "bytes " + first + "-" + (end - 1) + "/" + size;
    }
}
