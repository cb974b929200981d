package io.footbridge.sandbox.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.function.UnaryOperator;

/** Answers both versions of ListObjects, each with its own way of saying where the next page begins. */
final class S3Listing {

    private static final int MAX_KEYS = 1000;

    private final S3Target target;
    private final String prefix;
    private final String delimiter;
    private final boolean encoded;
    private final UnaryOperator<String> name;

    S3Listing(S3Target target) throws S3Error {
        this.target = target;
        this.prefix = target.parameter("prefix");
        this.delimiter = target.parameter("delimiter");
        String encoding = target.parameter("encoding-type");
        if (!encoding.isEmpty() && !encoding.equals("url")) {
            throw S3Error.invalidArgument("encoding-type", encoding);
        }
        this.encoded = !encoding.isEmpty();
        this.name = encoded ? PercentEncoding::encode : UnaryOperator.identity();
    }

    S3Xml of(S3Bucket bucket) throws S3Error {
        return switch (target.parameter("list-type")) {
            case "" -> version1(bucket);
            case "2" -> version2(bucket);
            default -> throw S3Error.invalidArgument("list-type", target.parameter("list-type"));
        };
    }

    private S3Xml version1(S3Bucket bucket) throws S3Error {
        String marker = target.parameter("marker");
        S3Page page = bucket.list(prefix, marker, delimiter, maxKeys());
        S3Xml xml = begin(page).element("Marker", name.apply(marker));
        // Without a delimiter the client has to go on from the last key by itself.
        if (!delimiter.isEmpty()) {
            page.next().ifPresent(next -> xml.element("NextMarker", name.apply(next)));
        }
        return items(xml, page);
    }

    private S3Xml version2(S3Bucket bucket) throws S3Error {
        String token = target.parameter("continuation-token");
        String startAfter = target.parameter("start-after");
        S3Page page = bucket.list(prefix, token.isEmpty() ? startAfter : read(token), delimiter, maxKeys());
        S3Xml xml =
                begin(page).element("KeyCount", Integer.toString(page.items().size()));
        if (!startAfter.isEmpty()) {
            xml.element("StartAfter", name.apply(startAfter));
        }
        if (!token.isEmpty()) {
            xml.element("ContinuationToken", token);
        }
        page.next().ifPresent(next -> xml.element("NextContinuationToken", token(next)));
        return items(xml, page);
    }

    private S3Xml begin(S3Page page) throws S3Error {
        S3Xml xml = S3Xml.document("ListBucketResult")
                .element("Name", target.bucket())
                .element("Prefix", name.apply(prefix))
                .element("MaxKeys", Integer.toString(maxKeys()))
                .element("IsTruncated", Boolean.toString(page.truncated()));
        if (!delimiter.isEmpty()) {
            xml.element("Delimiter", name.apply(delimiter));
        }
        if (encoded) {
            xml.element("EncodingType", "url");
        }
        return xml;
    }

    private S3Xml items(S3Xml xml, S3Page page) {
        for (S3Page.Item item : page.items()) {
            String itemName = name.apply(item.name());
            item.object()
                    .ifPresentOrElse(
                            object -> contents(xml, itemName, object),
                            () -> xml.open("CommonPrefixes")
                                    .element("Prefix", itemName)
                                    .close("CommonPrefixes"));
        }
        return xml;
    }

    private static void contents(S3Xml xml, String key, StoredObject object) {
        xml.open("Contents")
                .element("Key", key)
                .element("LastModified", object.lastModified())
                .element("ETag", object.etag())
                .element("Size", Long.toString(object.size()))
                .element("StorageClass", "STANDARD")
                .close("Contents");
    }

    private int maxKeys() throws S3Error {
        String value = target.parameter("max-keys");
        if (value.isEmpty()) {
            return MAX_KEYS;
        }
        if (!value.matches("\\d{1,9}")) {
            throw S3Error.invalidArgument("max-keys", value);
        }
        return Math.min(Integer.parseInt(value), MAX_KEYS);
    }

    private static String token(String after) {
        return Base64.getUrlEncoder().encodeToString(after.getBytes(UTF_8));
    }

    private static String read(String token) throws S3Error {
        try {
            return new String(Base64.getUrlDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException e) {
            throw S3Error.invalidArgument("continuation-token", token);
        }
    }
}
