package io.footbridge.bucket;

import io.footbridge.export.Progress;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.LogFields;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What lies under the failed prefix and can be replayed. */
public final class FailedObjects {

    /** What a file of rejects counts as when a reason is asked for. */
    public static final String REJECTED_LINES = "rejected-lines";

    /** Batches of cameras' counts; they go back by being moved back. */
    private static final String COUNTS = ".counts.jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(FailedObjects.class);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final String importedPrefix;
    private final FailedNames names;

    /**
     */
    public FailedObjects(S3Client s3, String bucket, String prefix, String importedPrefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.importedPrefix = importedPrefix;
        this.names = new FailedNames(s3, bucket, prefix);
    }

    /**
     * Something that may be replayed, as a listing shows it.
     *
     * @param since when it has been there
     * @param rejects whether it is a file of rejected lines, not an archive
     */
    public record Listed(SourceObject object, Instant since, boolean rejects) {}

    /**
     * One thing to replay.
     *
     * @param source what its rows and ids are of
     * @param dataset the name of its dataset; empty if that is not written down
     */
    public record Candidate(Listed listed, SourceObject source, String reason, Progress progress, String dataset) {

        public SourceObject object() {
            return listed.object();
        }

        public boolean rejects() {
            return listed.rejects();
        }

        /** The same with nothing left to do but to take it away. */
        public Candidate complete() {
            return new Candidate(listed, source, reason, progress.completed(), dataset);
        }
    }

    /** What became of a key since an object of it failed. */
    public enum Since {
        /** Nothing that concerns it. */
        NOTHING,
        /** Its very bytes were imported. */
        IMPORTED_AS_IT_IS,
        /** Another version was imported. */
        IMPORTED_OTHERWISE
    }

    /**
     * Lists what may be replayed, in the order of the keys, a page whenever one is used up.
     *
     * @param under the beginning of the original keys, or of the keys under the failed prefix
     * @param rejects whether to list files of rejected lines, or else archives
     */
    public Stream<Listed> list(String under, boolean rejects) {
        String from = under.startsWith(prefix) ? under : prefix + under;
        return Listing.pages(
                        s3,
                        ListObjectsV2Request.builder()
                                .bucket(bucket)
                                .prefix(from)
                                .build())
                .flatMap(page -> page.contents().stream())
                .filter(object -> isReplayed(object.key()))
                .map(this::listed)
                .filter(listed -> listed.rejects() == rejects);
    }

    /**
     * How many there are to look at.
     *
     * @param under as for {@link #list}
     * @param most how many to count; nothing if there are more
     */
    public OptionalLong count(String under, long most) {
        long count = Stream.of(true, false)
                .flatMap(rejects -> list(under, rejects))
                .limit(most + 1)
                .count();
        return count > most ? OptionalLong.empty() : OptionalLong.of(count);
    }

    private boolean isReplayed(String key) {
        return !key.endsWith(FailedNames.SIDECAR)
                && !key.endsWith(COUNTS)
                && !key.startsWith(prefix + LastFingerprint.FOLDER);
    }

    private Listed listed(S3Object object) {
        return new Listed(
                new SourceObject(bucket, object.key(), PlainS3Client.withoutQuotes(object.eTag()), object.size()),
                object.lastModified(),
                object.key().endsWith(FailedNames.REJECTS));
    }

    /**
     * Reads what is known of something listed; nothing if it is not to be replayed.
     *
     * @throws Failure if that cannot be read
     */
    public Optional<Candidate> candidate(Listed listed, String under) {
        try {
            if (listed.rejects()) {
                SourceObject source = names.sourceOfRejects(listed.object().key());
                return Optional.of(new Candidate(listed, source, REJECTED_LINES, Progress.NONE, ""));
            }
            Optional<byte[]> sidecar =
                    SmallObject.find(s3, bucket, listed.object().key() + FailedNames.SIDECAR, Sidecar.MAX_BYTES);
            return sidecar.isPresent() ? Optional.of(described(listed, sidecar.get())) : withoutSidecar(listed, under);
        } catch (SdkException e) {
            throw FailureClassifier.s3Object("GET", e).because("its sidecar cannot be read");
        }
    }

    /**
     * Whether the key of something to be replayed was imported since it failed. A copy keeps the ETag only where that is the
     * MD5, so the ETag where it lies now is as good as that of the original.
     *
     * @throws Failure if S3 does not say so
     */
    public Since since(Candidate candidate) {
        Optional<S3Object> found;
        try {
            found = Listing.find(s3, bucket, importedPrefix + candidate.source().key());
        } catch (SdkException e) {
            throw FailureClassifier.s3(e)
                    .because("it cannot be told whether it was imported since (--even-if-imported does not ask)");
        }
        if (found.isEmpty()) {
            return Since.NOTHING;
        }
        S3Object imported = found.get();
        String etag = PlainS3Client.withoutQuotes(imported.eTag());
        boolean same = etag.equals(candidate.source().etag())
                || etag.equals(candidate.object().etag());
        if (candidate.rejects()) {
            // The import that they are of has left an object there, which may have another ETag but never another size.
            boolean other = !candidate.source().etag().isEmpty()
                    && imported.size() != candidate.source().size();
            return !same && other ? Since.IMPORTED_OTHERWISE : Since.NOTHING;
        }
        if (imported.lastModified().isBefore(candidate.listed().since())) {
            return Since.NOTHING;
        }
        return same ? Since.IMPORTED_AS_IT_IS : Since.IMPORTED_OTHERWISE;
    }

    private static Candidate described(Listed listed, byte[] bytes) {
        try {
            Sidecar sidecar = Sidecar.read(bytes);
            return new Candidate(listed, sidecar.source(), sidecar.reason(), sidecar.progress(), sidecar.dataset());
        } catch (IOException e) {
            // No cause: a parser's message would show what is in it.
            throw new Failure(Reason.INTERNAL, "its sidecar is broken: it is not JSON that names a key and an ETag");
        }
    }

    /** Nobody wrote down what it is; an operator who names it whole says that it is what its key says. */
    private Optional<Candidate> withoutSidecar(Listed listed, String under) {
        SourceObject here = listed.object();
        String original = here.key().substring(prefix.length());
        if (!under.equals(here.key()) && !under.equals(original)) {
            LogFields.about(LOG.atWarn(), here.key())
                    .log("{} has no sidecar; it is replayed only when --prefix names it whole", Escaped.of(here.key()));
            return Optional.empty();
        }
        SourceObject source = new SourceObject(bucket, original, here.etag(), here.size());
        return Optional.of(new Candidate(listed, source, "", Progress.NONE, ""));
    }
}
