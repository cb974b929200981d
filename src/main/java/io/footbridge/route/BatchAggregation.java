package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.batch.BatchPacker;
import io.footbridge.batch.Batches;
import io.footbridge.export.BadLine;
import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Sorting;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Packs the rows that come out of a split into one batch, which becomes the body when the split is done.
 *
 * <p>A line that a step refuses with {@link BadLine} is rejected, and the split goes on. Any other exception ends it and
 * fails the object: a strategy that passes over exceptions makes Camel take a failed split for a successful one.
 */
public final class BatchAggregation implements AggregationStrategy {

    /** The exchange property that holds the {@link Export} whose lines are split. */
    public static final String EXPORT = "export";

    private final Batches batches;

    public BatchAggregation(Batches batches) {
        this.batches = requireNonNull(batches, "batches is null");
    }

    @Override
    public Exchange aggregate(Exchange batch, Exchange row) {
        Exchange result = batch == null ? row : batch;
        Object body = row.getException() == null ? row.getIn().getBody() : null;
        Exception refusal = row.getException();
        try {
            if (batch == null) {
                row.setException(null);
                row.getIn().setBody(batches.begin(export(row)));
            }
            if (refusal != null) {
                throw refusal;
            }
            add(result, body);
        } catch (Exception | Error e) {
            // Of an error Camel would only take note in its log, and the object would be in hand for ever.
            reject(result, e);
        }
        return result;
    }

    @Override
    public void onCompletion(Exchange batch, Exchange split) {
        if (batch != null && batch.getException() == null && batch.getIn().getBody() instanceof BatchPacker packer) {
            try {
                batch.getIn().setBody(batches.seal(packer, export(batch)));
            } catch (RuntimeException | Error e) {
                reject(batch, e);
            }
        }
    }

    private static void add(Exchange result, Object body) {
        if (body instanceof Map<?, ?> row) {
            Export export = export(result);
            if (!export.isAccepted()) { // What an earlier try sent is not sent again.
                result.getIn().getBody(BatchPacker.class).add(row, export.line(), export.lines());
            }
        } else if (body != null) { // No body: a step has taken the row out on purpose.
            throw new IllegalStateException("the last step on a line leaves a "
                    + body.getClass().getName() + "; a row or another map is expected");
        }
    }

    private static void reject(Exchange result, Throwable refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadLine bad) {
                try {
                    export(result).reject(bad.getMessage());
                } catch (Failure tooMany) {
                    result.setException(tooMany);
                }
                return;
            }
        }
        result.setException(export(result).abandon(Sorting.sort(refusal)));
    }

    private static Export export(Exchange exchange) {
        return exchange.getProperty(EXPORT, Export.class);
    }
}
