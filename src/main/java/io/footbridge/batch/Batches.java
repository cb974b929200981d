package io.footbridge.batch;

import io.footbridge.export.Export;
import io.footbridge.key.SourceObject;
import java.util.Iterator;
import java.util.function.IntConsumer;

/** The bean that begins, seals and halves batches. */
public final class Batches {

    private final Destination destination;
    private final int gzipLevel;
    private final BatchMemory memory = BatchMemory.OF_THIS_PROCESS;

    /**
     * @param destination its database and table are part of the ids
     * @param gzipLevel 0 (none) to 9 (smallest); it changes the bytes but not the ids
     */
    public Batches(Destination destination, int gzipLevel) {
        this.destination = destination;
        this.gzipLevel = gzipLevel;
    }

    /** Begins the batch in flight of an export, which holds its share of the memory for batches until it is through. */
    public BatchPacker begin(Export export) {
        BatchMemory.Share share = memory.share();
        export.hold(share);
        return packer(share::take, new Places(share::take));
    }

    /** Ends the batch in flight of an export. */
    public Batch seal(BatchPacker packer, Export export) {
        return seal(packer, export.source(), packer.rows(), export.batch(), export.lines());
    }

    /**
     * The two halves of a batch that TD finds too large, each under an id of its own rows. What is too large again can be
     * halved again, and a repeat goes the same way.
     *
     * @param batch has two rows at least
     */
    public Iterator<Batch> halves(Export export, Batch batch) {
        return new Halves(this, export.source(), batch);
    }

    BatchPacker packer(IntConsumer taken, Places places) {
        return new BatchPacker(gzipLevel, taken, places);
    }

    Batch seal(BatchPacker packer, SourceObject source, int rows, int number, long lastLine) {
        RowsChecksum checksum = packer.end();
        Place first = rows == 0 ? Place.NONE : packer.placeOfFirst();
        String id = ImportId.of(destination.database(), destination.table(), source, first, rows, checksum);
        return packer.batch(id, destination, rows, number, lastLine);
    }
}
