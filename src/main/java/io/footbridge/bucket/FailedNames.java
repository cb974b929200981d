package io.footbridge.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bean that keeps versions of one key apart under the failed prefix: the first is called as the key, and another one has
 * its ETag at the end of its name. The same version again goes where it went before.
 *
 * @param prefix the failed prefix
 */
public record FailedNames(S3Client s3, String bucket, String prefix) {

    static final String SIDECAR = ".error.json";
    static final String REJECTS = ".rejects.jsonl";

    private static final int MAX_KEY_BYTES = 1024;

    /** What S3 itself uses. */
    private static final Pattern PLAIN_ETAG = Pattern.compile("[0-9A-Za-z-]{1,64}");

    private static final String ETAG = "footbridge-etag";
    private static final String SIZE = "footbridge-size";
    private static final String KEY_LENGTH = "footbridge-key-length";

    /**
     * A name under the failed prefix.
     *
     * @param isFresh whether nothing was there, so that what is written under it must be the first
     * @param metadata by which what is stored is told from that of another version
     */
    public record FailedName(String name, boolean isFresh, Map<String, String> metadata) {

        /** The condition of a PUT. */
        public String ifNoneMatch() {
            return isFresh ? "*" : "";
        }
    }

    /**
     * Where an object goes that failed, with its sidecar.
     *
     * @throws Failure if S3 does not say what is there, or the name of another version would be too long
     */
    public FailedName object(Export export) {
        SourceObject source = export.source();
        String plain = prefix + source.key();
        if (Listing.find(s3, bucket, plain + SIDECAR).isPresent()) {
            return isOwn(plain + SIDECAR, source)
                    ? new FailedName(plain, false, Map.of())
                    : version(source, SIDECAR, Map.of());
        }
        Optional<S3Object> there = Listing.find(s3, bucket, plain);
        return there.isEmpty()
                        || PlainS3Client.withoutQuotes(there.get().eTag()).equals(source.etag())
                ? new FailedName(plain, true, Map.of())
                : version(source, SIDECAR, Map.of());
    }

    /**
     * Where the lines go that were not imported.
     *
     * @param inFlight the key of the object in flight, which stays where it is if it is a file of such lines itself
     * @throws Failure if S3 does not say what is there, or the name of another version would be too long
     */
    public FailedName rejects(Export export, String inFlight) {
        SourceObject source = export.source();
        Map<String, String> metadata = metadata(source);
        if (export.isOfRejects()) {
            return new FailedName(inFlight.substring(0, inFlight.length() - REJECTS.length()), false, metadata);
        }
        String plain = prefix + source.key();
        if (Listing.find(s3, bucket, plain + REJECTS).isEmpty()) {
            return new FailedName(plain, true, metadata);
        }
        return versionOf(source.etag()).equals(metadata(plain + REJECTS).get(ETAG))
                ? new FailedName(plain, false, metadata)
                : version(source, REJECTS, metadata);
    }

    /** What a file of rejects is stored with, to be told from that of another version. */
    private static Map<String, String> metadata(SourceObject source) {
        return source.etag().isEmpty()
                ? Map.of()
                : Map.of(
                        ETAG,
                        versionOf(source.etag()),
                        SIZE,
                        Long.toString(source.size()),
                        KEY_LENGTH,
                        Integer.toString(source.key().length()));
    }

    /**
     * Which object a file of rejects is of. One that was written without saying so is of the key that it is called after.
     */
    SourceObject sourceOfRejects(String name) {
        String named = name.substring(prefix.length(), name.length() - REJECTS.length());
        Map<String, String> metadata = metadata(name);
        try {
            int length = Integer.parseInt(metadata.getOrDefault(KEY_LENGTH, ""));
            return new SourceObject(
                    bucket,
                    named.substring(0, length),
                    metadata.getOrDefault(ETAG, ""),
                    Long.parseLong(metadata.getOrDefault(SIZE, "")));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return new SourceObject(bucket, named, "", 0);
        }
    }

    private Map<String, String> metadata(String key) {
        return s3.headObject(request -> request.bucket(bucket).key(key)).metadata();
    }

    private boolean isOwn(String sidecar, SourceObject source) {
        try {
            SourceObject there = Sidecar.read(s3.getObjectAsBytes(
                                    request -> request.bucket(bucket).key(sidecar))
                            .asByteArray())
                    .source();
            return there.key().equals(source.key()) && there.etag().equals(source.etag());
        } catch (IOException e) {
            return false; // Whatever it is, it is not ours to replace.
        }
    }

    private FailedName version(SourceObject source, String end, Map<String, String> metadata) {
        String name = prefix + source.key() + "." + versionOf(source.etag());
        if ((name + end).getBytes(UTF_8).length > MAX_KEY_BYTES) {
            throw new Failure(
                    Reason.KEY_TOO_LONG,
                    "another version of it is under the failed prefix, and with its ETag its name there would be longer"
                            + " than 1,024 bytes");
        }
        return new FailedName(name, false, metadata);
    }

    /** An ETag as part of a name: it may be any text. */
    private static String versionOf(String etag) {
        return PLAIN_ETAG.matcher(etag).matches()
                ? etag
                : UUID.nameUUIDFromBytes(etag.getBytes(UTF_8)).toString();
    }
}
