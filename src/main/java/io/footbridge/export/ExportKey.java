package io.footbridge.export;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where an export lies in the bucket: {@code …/{device}/{date}/texts/{name}.tgz}, the suffix in
 * capitals or not.
 *
 * @param device the id of the camera, such as {@code LT_92ca49b9-8671-4913-ba77-a3f4453ade4d}
 * @param date the day as the key has it, such as {@code 2019-08-15}
 */
public record ExportKey(String device, String date) {

    private static final String FOLDER = "texts";
    private static final String SUFFIX = ".tgz";

    public ExportKey {
        requireNonNull(device, "device is null");
        requireNonNull(date, "date is null");
    }

    /** Reads a key, or says that it is not one of an export. */
    public static Optional<ExportKey> of(String key) {
        String[] parts = key.split("/", -1);
        int last = parts.length - 1;
        if (!hasSuffix(parts[last], SUFFIX) || !isInFolder(parts)) {
            return Optional.empty();
        }
        return Optional.of(new ExportKey(parts[last - 3], parts[last - 2]));
    }

    /** Whether an export may lie where this key does. */
    static boolean isInFolder(String key) {
        return isInFolder(key.split("/", -1));
    }

    private static boolean isInFolder(String[] parts) {
        return parts.length > 3 && parts[parts.length - 2].equals(FOLDER);
    }

    /** Whether a name ends so, in capitals or not. */
    static boolean hasSuffix(String name, String suffix) {
        return name.regionMatches(true, name.length() - suffix.length(), suffix, 0, suffix.length());
    }
}
