package io.footbridge.intake;

import io.footbridge.bucket.LeastRate;
import io.footbridge.bucket.S3ObjectBody;
import io.footbridge.export.Export;
import io.footbridge.export.ObjectBody;
import io.footbridge.export.Reading;
import io.footbridge.failure.Failure;
import io.footbridge.ops.LogFields;
import org.slf4j.MDC;
import software.amazon.awssdk.services.s3.S3Client;

/** The bean that opens exports which are in flight, and looks back on them. */
public record Exports(S3Client s3, LeastRate rate) {

    /**
     * Opens an object's export until the object is through; nothing is read yet.
     *
     * @throws Failure of its own if the object is not to be tried now
     */
    public void open(ObjectInFlight object) {
        Reading reading = object.dataset().reading();
        object.intake().admit(object);
        ObjectBody body = new S3ObjectBody(s3, object.object(), rate);
        Export export = object.isOfRejects()
                ? Export.ofRejects(object.source(), body, reading)
                : Export.of(object.source(), body, reading, object.before());
        object.intake().opened(object, export);
        MDC.put(LogFields.KEY, object.key()); // What is logged on this thread is about it, until it is released.
    }

    /**
     * Requires that some line of an export was good.
     *
     * @throws Failure if it has lines but not one of them was
     */
    public void requireGoodLine(Export export) {
        export.finish();
    }

    /** Remembers that nothing is missing but the object's move, should that have to wait. */
    public void complete(Export export) {
        export.through();
    }
}
