package io.footbridge.route;

import io.footbridge.batch.BatchPacker;
import io.footbridge.batch.Batches;
import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureClassifier;
import io.footbridge.intake.ObjectInFlight;
import io.footbridge.row.BadLine;
import io.footbridge.row.Line;
import io.footbridge.row.Row;
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

    /** The exchange property that holds the {@link Line} of a row on which further steps run; see {@link RowLines}. */
    public static final String LINE = "line";

    @Override
    public Exchange aggregate(Exchange batch, Exchange row) {
        Exchange result = batch == null ? row : batch;
        Exception refusal = row.getException();
        Object body = row.getIn().getBody();
        Line line = line(row, body);
        try {
            if (batch == null) {
                row.setException(null);
                row.removeProperty(LINE); // What becomes of the batch is of no single line.
                row.getIn().setBody(batches(row).begin(export(row)));
            }
            if (refusal != null) {
                throw refusal;
            }
            add(result, body, line);
        } catch (Exception | Error e) {
            // Of an error Camel would only take note in its log, and the object would be in flight for ever.
            reject(result, line, e);
        }
        return result;
    }

    @Override
    public void onCompletion(Exchange batch, Exchange split) {
        if (batch != null && batch.getException() == null && batch.getIn().getBody() instanceof BatchPacker packer) {
            try {
                batch.getIn().setBody(batches(batch).seal(packer, export(batch)));
            } catch (RuntimeException | Error e) {
                fail(batch, e);
            }
        }
    }

    private static void add(Exchange result, Object body, Line line) {
        if (body instanceof Map<?, ?> row) {
            if (!export(result).isAccepted(line)) { // What an earlier try sent is not sent again.
                result.getIn().getBody(BatchPacker.class).add(row, line);
            }
        } else if (body != null) { // No body: a step has taken the row out on purpose.
            throw new IllegalStateException("the last step on a line leaves a "
                    + body.getClass().getName() + "; a row or another map is expected");
        }
    }

    private static void reject(Exchange result, Line line, Throwable refusal) {
        for (Throwable cause = refusal; cause != null && line != null; cause = cause.getCause()) {
            if (cause instanceof BadLine bad) {
                try {
                    export(result).reject(line, bad.getMessage());
                } catch (Failure tooMany) {
                    result.setException(tooMany);
                }
                return;
            }
        }
        fail(result, refusal);
    }

    private static void fail(Exchange result, Throwable why) {
        result.setException(export(result).abandon(FailureClassifier.classify(why)));
    }

    /** The line that an exchange is about; null if a step in front of {@link LineToRow} has thrown it away. */
    private static Line line(Exchange exchange, Object body) {
        if (body instanceof Row row) {
            return row.line();
        }
        return body instanceof Line line ? line : exchange.getProperty(LINE, Line.class);
    }

    private static Batches batches(Exchange exchange) {
        return object(exchange).dataset().batches();
    }

    private static Export export(Exchange exchange) {
        return object(exchange).export();
    }

    private static ObjectInFlight object(Exchange exchange) {
        return exchange.getProperty(LineToRow.OBJECT, ObjectInFlight.class);
    }
}
