package io.footbridge.td;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientInterruptedException;
import com.treasuredata.client.model.TDJob;
import com.treasuredata.client.model.TDJob.Status;
import com.treasuredata.client.model.TDResultFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query that Treasure Data is running; closed before its end, it is killed. */
public final class Job implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final TDClient td;
    private final String name;
    private final String id;
    private final Duration timeout;
    private final long begun = System.nanoTime();
    private boolean finished;

    Job(TDClient td, String name, String id, Duration timeout) {
        this.td = td;
        this.name = name;
        this.id = id;
        this.timeout = timeout;
    }

    /**
     * Waits for the answer.
     *
     * @return each row as a map from column to value, in the order of the columns
     * @throws JobException if the query fails, is killed or takes too long, or Treasure Data does not answer
     */
    public List<Map<String, JsonNode>> rows() {
        try {
            await();
            TDJob job = td.jobInfo(id);
            if (job.getStatus() != Status.SUCCESS) {
                throw new JobException("Treasure Data ended the query " + name + " (job " + id + ") with status "
                        + job.getStatus().name().toLowerCase(Locale.ROOT) + textOf(job));
            }
            List<String> columns = columns(job);
            Function<InputStream, List<Map<String, JsonNode>>> reader = in -> read(in, columns);
            return td.jobResult(id, TDResultFormat.JSON, reader);
        } catch (TDClientInterruptedException | InterruptedException e) {
            throw interrupted(e);
        } catch (TDClientException e) {
            throw new JobException(
                    "Treasure Data does not answer about the query " + name + " (job " + id + "): "
                            + Quoted.hidden(String.valueOf(e.getMessage())),
                    e);
        }
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        // An interrupted thread cannot send anything, and this one may be here because it was interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            td.killJob(id);
        } catch (TDClientException e) {
            LOG.warn("job {} ({}) could not be killed: {}", id, name, Quoted.hidden(String.valueOf(e.getMessage())));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await() throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (!td.jobStatus(id).getStatus().isFinished()) {
            Duration left = timeout.minusNanos(System.nanoTime() - begun);
            if (left.isNegative()) {
                throw new JobException("Treasure Data did not answer the query " + name + " within "
                        + timeout.toSeconds() + " s (report.timeout-seconds); job " + id + " is killed");
            }
            Thread.sleep(shorter(wait, left.plusMillis(1)).toMillis());
            wait = shorter(wait.multipliedBy(6).dividedBy(5), LONGEST_WAIT);
        }
        finished = true;
    }

    /* The client throws its own exception, and the thread no longer knows that it was interrupted. */
    private JobException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new JobException("interrupted while Treasure Data ran the query " + name + " (job " + id + ")", cause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What the engine says about a job that failed, in one line. */
    private static String textOf(TDJob job) {
        String text = job.getStdErr().isBlank() ? job.getCmdOut() : job.getStdErr();
        String line =
                text.lines().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        return line.isEmpty() ? "" : ": " + Quoted.hidden(line);
    }

    private List<String> columns(TDJob job) {
        List<String> columns = new ArrayList<>();
        try {
            for (JsonNode column : JSON.readTree(job.getResultSchema().orElse("[]"))) {
                columns.add(column.path(0).asText());
            }
        } catch (JsonProcessingException e) {
            throw new JobException("the schema of job " + id + " (" + name + ") is not JSON", e);
        }
        return columns;
    }

    /* The client runs this again from the start when the answer breaks off, so it keeps nothing between runs. */
    private static List<Map<String, JsonNode>> read(InputStream in, List<String> columns) {
        try (JsonParser lines = JSON.createParser(in)) {
            List<Map<String, JsonNode>> rows = new ArrayList<>();
            while (lines.nextToken() != null) {
                JsonNode values = lines.readValueAsTree();
                Map<String, JsonNode> row = new LinkedHashMap<>();
                for (int column = 0; column < columns.size(); column++) {
                    row.put(columns.get(column), values.path(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
