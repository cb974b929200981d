package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes one of S3's XML documents: elements with text, in the order of the calls. */
final class S3Xml {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final String root;

    /** A document in S3's namespace. */
    static S3Xml document(String root) {
        return new S3Xml(root, " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"");
    }

    /** An error, which S3 puts into no namespace. */
    static S3Xml error() {
        return new S3Xml("Error", "");
    }

    private S3Xml(String root, String attributes) {
        this.root = root;
        text.append('<').append(root).append(attributes).append('>');
    }

    S3Xml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    S3Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    S3Xml element(String name, String value) {
        open(name);
        value.chars().forEach(this::escape);
        return close(name);
    }

    S3Xml element(String name, Instant value) {
        return element(name, TIME.format(value));
    }

    byte[] toBytes() {
        return (text + "</" + root + ">").getBytes(UTF_8);
    }

    private void escape(int c) {
        switch (c) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '"' -> text.append("&quot;");
            default -> {
                // Control characters below 0x20 are no XML 1.0, escaped or not. S3 sends them like this all the same.
                if (c < ' ') {
                    text.append("&#x").append(Integer.toHexString(c)).append(';');
                } else {
                    text.append((char) c);
                }
            }
        }
    }
}
