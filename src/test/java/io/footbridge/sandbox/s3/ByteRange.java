package io.footbridge.sandbox.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an object that a Range header asks for.
 *
 * @param first offset of the first byte
 * @param length in bytes
 */
record ByteRange(long first, long length) {

    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

    /**
     * Reads {@code bytes=a-} or {@code bytes=a-b}, both inclusive; b may lie behind the end.
     *
     * @throws S3Error 416 if the object ends before the range begins
     */
    static ByteRange of(String header, long size) throws S3Error {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw S3Error.invalidArgument("Range", header);
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? size - 1 : Math.min(Long.parseLong(matcher.group(2)), size - 1);
        if (first > last) {
            throw new S3Error(416, "InvalidRange", header + " is not within " + size + " bytes");
        }
        return new ByteRange(first, last - first + 1);
    }

    /** The Content-Range header for an object of this size. */
    String header(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
