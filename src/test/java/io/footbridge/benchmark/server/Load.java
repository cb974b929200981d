package io.footbridge.benchmark.server;

import java.util.List;

/**
 * Objects to put into the bucket: as many as one likes of a few archives.
 *
 * @param files paths of the archives; object number n has the content of file n modulo their number
 * @param objects how many
 */
public record Load(List<String> files, int objects) {

    public static final Load NONE = new Load(List.of(), 0);

    public Load {
        files = List.copyOf(files);
    }

    public static Load of(List<String> files) {
        return new Load(files, files.size());
    }
}
