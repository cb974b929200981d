package io.footbridge.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.batch.Fingerprint;
import io.footbridge.export.Export;
import io.footbridge.export.Reject;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * The bean that writes what goes under the failed prefix beside the objects: a sidecar for one that failed, a file of
 * rejects for one that was imported without some of its lines.
 */
public final class FailureReports {

    private static final int SHOWN_REJECTS = 10;

    private final Clock clock;

    public FailureReports() {
        this(Clock.systemUTC());
    }

    FailureReports(Clock clock) {
        this.clock = clock;
    }

    /** What is wrong with an object, as the JSON that the route writes. */
    public ObjectNode sidecar(String dataset, Fingerprint fingerprint, Export export, Exception thrown) {
        Failure failure = FailureClassifier.classify(thrown);
        ObjectNode sidecar = JsonNodeFactory.instance
                .objectNode()
                .put("bucket", export.source().bucket())
                .put("key", export.source().key())
                .put("etag", export.source().etag())
                .put("size", export.source().size())
                .put("reason", failure.reason().word())
                .put("message", failure.getMessage())
                .put("entry", failure.entry().orElse(null))
                .put("line", failure.line() > 0 ? failure.line() : null)
                .put("dataset", dataset)
                .put("failed_at", now())
                .put("attempts", export.progress().attempts() + 1)
                .put("fingerprint", fingerprint.toString())
                .put("accepted_batches", export.importedBatches())
                .put("accepted_rows", export.importedRows())
                .put("accepted_lines", export.progress().lines());
        var rejected = sidecar.putArray("rejected_lines");
        export.progress().rejected().stream().sorted().forEach(rejected::add);
        var rejects = sidecar.putArray("first_rejects");
        export.rejects().stream().limit(SHOWN_REJECTS).forEach(reject -> rejects.add(describe(reject)));
        return sidecar;
    }

    /** The lines that were not imported: one JSON object per line, where a data format of Camel writes one document. */
    public byte[] rejects(Export export) {
        StringBuilder lines = new StringBuilder();
        for (Reject reject : export.rejects()) {
            lines.append(describe(reject)).append('\n');
        }
        return lines.toString().getBytes(UTF_8);
    }

    private String now() {
        return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static ObjectNode describe(Reject reject) {
        ObjectNode described = JsonNodeFactory.instance
                .objectNode()
                .put("entry", reject.line().entry().name())
                .put("line", reject.line().number())
                .put("reason", reject.reason());
        if (reject.line().entry().header() != null) {
            described.put("header", reject.line().entry().header().text());
        }
        byte[] raw = reject.line().bytes();
        try {
            described.put("raw", UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
        } catch (CharacterCodingException e) {
            described.put("raw_base64", Base64.getEncoder().encodeToString(raw));
        }
        return described;
    }
}
