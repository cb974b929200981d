package io.footbridge.sandbox.s3;

import java.util.Optional;

/** Says which requests go wrong, and how. Called from many threads at once. */
@FunctionalInterface
public interface S3Faults {

    /** No request goes wrong. */
    S3Faults NONE = (operation, key, attempt) -> Optional.empty();

    /**
     * Decides about one request, before anything was done for it.
     *
     * @param operation what is asked for
     * @param key as in {@link S3Request#key()}
     * @param attempt 1 for the first request of this operation for this bucket and key, 2 for the next, retries included
     * @return what goes wrong, or empty to serve the request
     */
    Optional<S3Fault> decide(S3Operation operation, String key, int attempt);
}
