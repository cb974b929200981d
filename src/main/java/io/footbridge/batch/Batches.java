package io.footbridge.batch;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;

/** The bean that begins and seals batches. */
public final class Batches {

    private final Fingerprint fingerprint;
    private final int gzipLevel;

    /** @param gzipLevel 0 (none) to 9 (smallest); it changes the bytes but not the ids */
    public Batches(Fingerprint fingerprint, int gzipLevel) {
        this.fingerprint = requireNonNull(fingerprint, "fingerprint is null");
        this.gzipLevel = gzipLevel;
    }

    public BatchPacker begin() {
        return new BatchPacker(gzipLevel);
    }

    /** Ends the batch in hand of an export. */
    public Batch seal(BatchPacker packer, Export export) {
        return packer.seal(fingerprint.batchId(export.source(), export.batch()), export.batch());
    }
}
