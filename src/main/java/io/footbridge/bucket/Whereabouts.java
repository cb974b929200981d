package io.footbridge.bucket;

import io.footbridge.key.KeyLayout;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Tells whether the settings name what there is: a prefix under which exports lie or lay, and cameras that exported.
 *
 * <p>An export lies under the prefix, or has gone under the imported or the failed one with its whole key.
 *
 * @param cameras those that have exported, as far as it took to find the wanted ones; nothing if that cannot be told,
 *     since there are too many, or their folders do not lie directly under the prefix
 */
public record Whereabouts(boolean isEmpty, Optional<Set<String>> cameras) {

    /** Enough to see what the keys are like. */
    private static final int SAMPLE = 100;

    /** A page has up to a thousand cameras. */
    private static final int PAGES = 10;

    /**
     * Looks at the bucket.
     *
     * @param layout what the keys of exports look like
     * @param prefixes where exports lie, and where they go with their whole key
     * @param wanted the ids of cameras; none if they are not asked for
     * @throws software.amazon.awssdk.core.exception.SdkException if the bucket cannot be listed
     */
    public static Whereabouts of(
            S3Client s3, String bucket, KeyLayout layout, List<String> prefixes, Set<String> wanted) {
        boolean isEmpty = true;
        boolean hasCameras = false;
        for (int i = 0; i < prefixes.size() && !hasCameras && (isEmpty || !wanted.isEmpty()); i++) {
            String prefix = prefixes.get(i);
            List<S3Object> sample = s3.listObjectsV2(
                            request -> request.bucket(bucket).prefix(prefix).maxKeys(SAMPLE))
                    .contents();
            isEmpty = isEmpty && sample.isEmpty();
            hasCameras = sample.stream().anyMatch(object -> isOfCamera(layout, object.key(), prefix));
        }
        return new Whereabouts(
                isEmpty, hasCameras && !wanted.isEmpty() ? cameras(s3, bucket, prefixes, wanted) : Optional.empty());
    }

    private static boolean isOfCamera(KeyLayout layout, String key, String prefix) {
        return layout.match(key)
                .filter(export -> key.startsWith(prefix + export.device() + "/"))
                .isPresent();
    }

    private static Optional<Set<String>> cameras(
            S3Client s3, String bucket, List<String> prefixes, Set<String> wanted) {
        Set<String> found = new TreeSet<>();
        for (String prefix : prefixes) {
            ListObjectsV2Request folders = ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .delimiter("/")
                    .build();
            Iterator<ListObjectsV2Response> pages = Listing.pages(s3, folders).iterator();
            for (int page = 0; pages.hasNext(); page++) {
                if (page == PAGES) {
                    return Optional.empty();
                }
                pages.next().commonPrefixes().stream()
                        .map(CommonPrefix::prefix)
                        .map(folder -> folder.substring(prefix.length(), folder.length() - 1))
                        .forEach(found::add);
            }
            if (found.containsAll(wanted)) {
                break;
            }
        }
        return Optional.of(found);
    }
}
