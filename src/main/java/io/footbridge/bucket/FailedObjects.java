package io.footbridge.bucket;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Progress;
import io.footbridge.export.SourceObject;
import io.footbridge.failure.Escaped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What lies under the failed prefix and can be replayed. */
public final class FailedObjects {

    /** What a file of rejects counts as when a reason is asked for. */
    public static final String REJECTED_LINES = "rejected-lines";

    private static final String SIDECAR = ".error.json";
    private static final String REJECTS = ".rejects.jsonl";

    /** Batches of cameras' counts; they go back by being moved back. */
    private static final String COUNTS = ".counts.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(FailedObjects.class);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    /** @param prefix the failed prefix */
    public FailedObjects(S3Client s3, String bucket, String prefix) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.prefix = requireNonNull(prefix, "prefix is null");
    }

    /**
     * One thing to replay.
     *
     * @param object where it lies
     * @param source what its rows and ids are of
     * @param rejects whether it is a file of rejected lines, not an archive
     */
    public record Candidate(
            SourceObject object, SourceObject source, String reason, Progress progress, boolean rejects) {}

    /**
     * Lists what can be replayed, in the order of the keys.
     *
     * @param under the beginning of the original keys, or of the keys under the failed prefix
     * @param reason only what failed for it, if given
     */
    public List<Candidate> list(String under, Optional<String> reason) {
        Map<String, S3Object> objects = objects(under);
        List<Candidate> candidates = new ArrayList<>();
        Predicate<Candidate> wanted =
                candidate -> reason.isEmpty() || reason.get().equals(candidate.reason());
        for (S3Object object : objects.values()) {
            candidate(object, objects, under).filter(wanted).ifPresent(candidates::add);
        }
        return candidates;
    }

    private Map<String, S3Object> objects(String under) {
        String from = under.startsWith(prefix) ? under : prefix + under;
        Map<String, S3Object> objects = new TreeMap<>();
        s3.listObjectsV2Paginator(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(from)
                        .build())
                .contents()
                .forEach(object -> objects.put(object.key(), object));
        return objects;
    }

    private Optional<Candidate> candidate(S3Object object, Map<String, S3Object> objects, String under) {
        String key = object.key();
        if (key.endsWith(SIDECAR) || key.endsWith(COUNTS) || key.startsWith(prefix + LastFingerprint.FOLDER)) {
            return Optional.empty();
        }
        SourceObject here = new SourceObject(bucket, key, ListedS3Client.withoutQuotes(object.eTag()), object.size());
        if (key.endsWith(REJECTS)) {
            String original = key.substring(prefix.length(), key.length() - REJECTS.length());
            // No archive has such an ETag, so the ids are their own.
            SourceObject source = new SourceObject(bucket, original, "rejects-" + here.etag(), here.size());
            return Optional.of(new Candidate(here, source, REJECTED_LINES, Progress.NONE, true));
        }
        if (!objects.containsKey(key + SIDECAR)) {
            return withoutSidecar(here, under);
        }
        return withSidecar(here);
    }

    private Optional<Candidate> withSidecar(SourceObject here) {
        try {
            Sidecar sidecar = Sidecar.read(s3.getObjectAsBytes(GetObjectRequest.builder()
                            .bucket(bucket)
                            .key(here.key() + SIDECAR)
                            .build())
                    .asByteArray());
            return Optional.of(new Candidate(here, sidecar.source(), sidecar.reason(), sidecar.progress(), false));
        } catch (IOException e) {
            LOG.warn("{} is not replayed: its sidecar is broken: {}", Escaped.of(here.key()), e.getMessage());
            return Optional.empty();
        }
    }

    /** What it is, nobody wrote down; a person who names it whole says that it is what its key says. */
    private Optional<Candidate> withoutSidecar(SourceObject here, String under) {
        String original = here.key().substring(prefix.length());
        if (!under.equals(here.key()) && !under.equals(original)) {
            LOG.warn("{} has no sidecar; it is replayed only when --prefix names it whole", Escaped.of(here.key()));
            return Optional.empty();
        }
        SourceObject source = new SourceObject(bucket, original, here.etag(), here.size());
        return Optional.of(new Candidate(here, source, "", Progress.NONE, false));
    }
}
