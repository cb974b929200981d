package io.footbridge.batch;

import static java.util.Objects.requireNonNull;

import io.footbridge.export.Export;

/** The bean that begins and seals batches. */
public final class Batches {

    private final Fingerprint fingerprint;
    private final int gzipLevel;
    private final BatchMemory memory = BatchMemory.OF_THIS_PROCESS;

    /** @param gzipLevel 0 (none) to 9 (smallest); it changes the bytes but not the ids */
    public Batches(Fingerprint fingerprint, int gzipLevel) {
        this.fingerprint = requireNonNull(fingerprint, "fingerprint is null");
        this.gzipLevel = gzipLevel;
    }

    /** Begins the batch in hand of an export, which holds its share of the memory for batches until it is through. */
    public BatchPacker begin(Export export) {
        BatchMemory.Share share = memory.share();
        export.hold(share);
        return new BatchPacker(gzipLevel, share::take);
    }

    /** Ends the batch in hand of an export. */
    public Batch seal(BatchPacker packer, Export export) {
        return packer.seal(fingerprint.batchId(export.source(), export.batch()), export.batch());
    }
}
