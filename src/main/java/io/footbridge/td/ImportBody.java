package io.footbridge.td;

import io.footbridge.batch.Batch;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A batch as the body of a request that can be sent more than once, and that is not copied for it. */
public final class ImportBody extends HttpEntityWrapper {

    private final Batch batch;
    private final ImportListener listener;

    /** @param listener of the import, or null */
    public ImportBody(Batch batch, ImportListener listener) {
        super(new EntityTemplate(batch.length(), ContentType.APPLICATION_OCTET_STREAM, null, batch::writeTo));
        this.batch = batch;
        this.listener = listener == null ? new ImportListener() {} : listener;
    }

    Batch batch() {
        return batch;
    }

    ImportListener listener() {
        return listener;
    }
}
