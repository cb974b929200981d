package io.footbridge.benchmark.data;

import java.util.List;

/**
 * Archives on disk, made once and the same in every run.
 *
 * @param files their absolute paths, in the order of their keys
 * @param rows of all of them
 * @param tsvBytes of their lines, line ends included
 */
public record DataSet(List<String> files, long rows, long tsvBytes) {

    public DataSet {
        files = List.copyOf(files);
    }
}
