package io.footbridge.benchmark.server;

import java.util.List;
import java.util.Map;

/**
 * What the servers saw of one run. Instants are microseconds since 1970, 0 for what has not happened.
 *
 * @param begun when the first measured object was handed out
 * @param ended when the deletion of the last one arrived
 * @param firstPost when the first import arrived
 * @param cpuMillis what the watched process used between the two
 * @param peakBytes the most that the watched process had resident up to the end
 * @param deleted objects whose deletion arrived, those of the warm-up included
 * @param marks when each twentieth of the measured objects was deleted
 * @param requests S3 requests by operation, those of the warm-up included
 * @param imports PUTs to Treasure Data
 * @param importBytes of their bodies
 * @param unpackedBytes of their bodies without gzip: the same for the same rows, whoever packed them
 */
public record Tally(
        long begun,
        long ended,
        long firstPost,
        long cpuMillis,
        long peakBytes,
        int deleted,
        List<Long> marks,
        Map<String, Integer> requests,
        long imports,
        long importBytes,
        long unpackedBytes) {}
