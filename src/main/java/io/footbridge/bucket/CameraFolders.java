package io.footbridge.bucket;

import io.footbridge.failure.Failure;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Finds the cameras under a prefix, and the keys of some dates of each: {@code …/{device}/{date}/…}.
 *
 * <p>One request lists the cameras, a thousand at a time, and one or two the dates of each. Nothing is kept but the page in
 * hand.
 *
 * @param s3 one that throws a {@link Failure}, as {@link PlainS3Client} does
 */
public record CameraFolders(S3Client s3, String bucket) {

    /** As many folders as are listed under one prefix; far more than anybody has cameras. */
    public static final int MOST_FOLDERS = 10_000;

    /** How far below the prefix a camera may lie, for one that is shorter than usual. */
    private static final int DEEPEST = 3;

    private static final int SOME_FOLDERS = 10;
    private static final String DELIMITER = "/";

    /** What a date begins with, at the least: whatever sorts before it in a folder is none. */
    private static final String BEFORE_DATES = "0";

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Is told what is found. */
    public interface Finder {

        /** @param device the name of a folder that has folders called after dates */
        void camera(String device);

        /** @param key one of a camera and a date that was asked for, whatever it is a key of */
        void key(String key);
    }

    /**
     * Looks through a prefix.
     *
     * @param prefix ends with a slash
     * @param first the first date whose keys are wanted
     * @return whether all was looked through; not if there are more than {@link #MOST_FOLDERS} folders
     * @throws Failure if S3 does not list it
     */
    public boolean find(String prefix, LocalDate first, LocalDate last, Finder finder) {
        Search search = new Search(first.toString(), last.toString(), finder);
        search.visit(prefix, 0);
        return search.folders <= MOST_FOLDERS;
    }

    /** One look through a prefix. */
    private final class Search {

        private final String first;
        private final String last;
        private final Finder finder;
        private int folders;

        Search(String first, String last, Finder finder) {
            this.first = first;
            this.last = last;
            this.finder = finder;
        }

        void visit(String folder, int depth) {
            folders++;
            if (folders > MOST_FOLDERS) {
                return;
            }
            boolean isCamera = listDates(folder) || hasDates(folder);
            if (isCamera) {
                finder.camera(nameOf(folder));
            }
            // A camera may be called like a date, and must not hide the others under the prefix.
            if (depth == 0 || (!isCamera && depth < DEEPEST)) {
                pages(request(folder).delimiter(DELIMITER).build(), page -> {
                    for (CommonPrefix child : page.commonPrefixes()) {
                        if (!isDate(nameOf(child.prefix()))) {
                            visit(child.prefix(), depth + 1);
                        }
                    }
                    return folders <= MOST_FOLDERS;
                });
            }
        }

        /** Hands on the keys of the dates; whether there was one. */
        private boolean listDates(String folder) {
            boolean[] found = {false};
            pages(request(folder).startAfter(folder + first).build(), page -> {
                for (S3Object object : page.contents()) {
                    String date = firstPart(object.key().substring(folder.length()));
                    if (date.compareTo(last) > 0) {
                        return false;
                    }
                    if (isDate(date)) {
                        found[0] = true;
                        finder.key(object.key());
                    }
                }
                return true;
            });
            return found[0];
        }

        /** Whether a folder without a key of these dates has others, as that of a camera has. */
        private boolean hasDates(String folder) {
            return s3
                    .listObjectsV2(request(folder)
                            .delimiter(DELIMITER)
                            .startAfter(folder + BEFORE_DATES)
                            .maxKeys(SOME_FOLDERS)
                            .build())
                    .commonPrefixes()
                    .stream()
                    .map(CommonPrefix::prefix)
                    .anyMatch(child -> isDate(nameOf(child)));
        }
    }

    private ListObjectsV2Request.Builder request(String folder) {
        return ListObjectsV2Request.builder().bucket(bucket).prefix(folder);
    }

    /** @param goesOn whether the next page is wanted too */
    private void pages(ListObjectsV2Request request, Predicate<ListObjectsV2Response> goesOn) {
        var unused = Listing.pages(s3, request).allMatch(goesOn);
    }

    private static boolean isDate(String name) {
        return DATE.matcher(name).matches();
    }

    private static String firstPart(String path) {
        int end = path.indexOf(DELIMITER);
        return end < 0 ? path : path.substring(0, end);
    }

    /** The last part of a folder's path. */
    private static String nameOf(String folder) {
        String path = folder.substring(0, folder.length() - DELIMITER.length());
        return path.substring(path.lastIndexOf(DELIMITER) + 1);
    }
}
