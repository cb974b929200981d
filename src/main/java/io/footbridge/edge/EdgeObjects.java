package io.footbridge.edge;

import static java.util.Objects.requireNonNull;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.LogFields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bean that lists the objects of the counts. What somebody else has put among them, a placeholder of a folder for
 * instance, is passed by and stays.
 */
public final class EdgeObjects {

    /** As many as S3 lists at once. */
    private static final int PAGE = 1000;

    /** How many objects of others are remembered, of either kind. */
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(EdgeObjects.class);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final Set<String> named = new HashSet<>();
    private final Set<String> foreign = new HashSet<>();

    /** @param prefix of all that belongs to the counts */
    public EdgeObjects(S3Client s3, String bucket, String prefix) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.prefix = requireNonNull(prefix, "prefix is null");
    }

    /**
     * The names of the first thousand of our objects in a folder, in their order.
     *
     * @param folder below the prefix, such as {@code counts/}
     */
    public List<String> names(String folder) {
        String from = prefix + folder;
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(from)).contents().stream()
                .map(S3Object::key)
                .filter(key -> isOurs(key, key.substring(from.length())))
                .map(key -> key.substring(from.length()))
                .limit(PAGE)
                .toList();
    }

    /**
     * An object is named as ours are, but its content shows that it is not: it is not listed again.
     *
     * @throws Failure if there are too many of them to be remembered
     */
    public synchronized void passBy(String key) {
        if (foreign.size() >= MOST) {
            throw new Failure(
                    Reason.INTERNAL,
                    "more than " + MOST + " objects under " + prefix + " are named as those of Footbridge and"
                            + " hold something else");
        }
        if (foreign.add(key)) {
            say(key);
        }
    }

    private synchronized boolean isOurs(String key, String name) {
        if (!Lines.isName(name)) {
            if (named.size() < MOST && named.add(key)) {
                say(key);
            }
            return false;
        }
        return !foreign.contains(key);
    }

    private static void say(String key) {
        LOG.atWarn()
                .addKeyValue(LogFields.KEY, key)
                .log("{} is passed by: Footbridge did not write it", Escaped.of(key));
    }
}
