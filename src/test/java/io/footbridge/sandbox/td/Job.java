package io.footbridge.sandbox.td;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.footbridge.sandbox.sql.QueryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A query, or other work, from its request to its result. Once it has ended, nothing changes it. */
final class Job {

    /** How far a job is. */
    enum Status {
        QUEUED,
        RUNNING,
        SUCCESS,
        ERROR,
        KILLED;

        /** The API's word for it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isFinished() {
            return this == SUCCESS || this == ERROR || this == KILLED;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long id;
    private final JobRequest request;
    private final Instant created;
    private Status status = Status.QUEUED;
    private Instant updated;
    private Instant started;
    private Instant ended;
    private QueryResult result;
    private byte[] packed;
    private String text = "";

    Job(long id, JobRequest request, Instant created) {
        this.id = id;
        this.request = request;
        this.created = created;
        this.updated = created;
    }

    long id() {
        return id;
    }

    JobRequest request() {
        return request;
    }

    Instant created() {
        return created;
    }

    synchronized Status status() {
        return status;
    }

    boolean isKilled() {
        return status() == Status.KILLED;
    }

    /** The rows, if the job has them. */
    synchronized Optional<QueryResult> result() {
        return Optional.ofNullable(result);
    }

    /** The rows as msgpack.gz, always the same bytes. */
    synchronized byte[] packed() {
        return packed;
    }

    /** Whether it may begin: it may not if it was killed before. */
    synchronized boolean begin(Instant now) {
        if (status != Status.QUEUED) {
            return false;
        }
        status = Status.RUNNING;
        started = now;
        updated = now;
        return true;
    }

    void succeed(QueryResult rows, Instant now) {
        byte[] bytes = ResultFormat.MESSAGE_PACK_GZ.render(rows, false, false);
        synchronized (this) {
            if (end(Status.SUCCESS, now)) {
                result = rows;
                packed = bytes;
            }
        }
    }

    /** @param message what the engine says */
    synchronized void fail(String message, Instant now) {
        if (end(Status.ERROR, now)) {
            text = message + "\n";
        }
    }

    /** Ends the job, if it has not ended, and tells how far it was. */
    synchronized Status kill(Instant now) {
        Status former = status;
        end(Status.KILLED, now);
        return former;
    }

    /** How far it is, as Treasure Data shows it. */
    synchronized ObjectNode summary() {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("status", status.word())
                .putNull("cpu_time")
                .put("result_size", packed == null ? null : packed.length)
                .put("duration", duration())
                .put("job_id", Long.toString(id))
                .put("created_at", Timestamps.show(created))
                .put("updated_at", Timestamps.show(updated))
                .put("start_at", started == null ? null : Timestamps.show(started))
                .put("end_at", ended == null ? null : Timestamps.show(ended))
                .put("num_records", result == null ? null : result.rows().size());
        return shown;
    }

    /** All about it, as Treasure Data shows it. */
    synchronized ObjectNode show() {
        ObjectNode shown = summary();
        shown.put("type", request.type())
                .put("query", request.query())
                .put("database", request.database())
                .put("user_name", "sandbox")
                .put("priority", request.priority())
                .put("retry_limit", request.retryLimit())
                .put("result", "")
                .put("url", "")
                .putNull("organization")
                .put("hive_result_schema", result == null ? null : schema())
                .putNull("linked_result_export_job_id")
                .putNull("result_export_target_job_id");
        request.engineVersion().ifPresent(version -> shown.put("engine_version", version));
        request.domainKey().ifPresent(key -> shown.put("domain_key", key));
        shown.putObject("debug").put("cmdout", text).put("stderr", text);
        return shown;
    }

    private boolean end(Status last, Instant now) {
        if (status.isFinished()) {
            return false;
        }
        status = last;
        ended = now;
        updated = now;
        return true;
    }

    /* In seconds. */
    private Long duration() {
        return started == null || ended == null
                ? null
                : Duration.between(started, ended).toSeconds();
    }

    /* JSON with a blank after every comma, as Treasure Data writes it. */
    private String schema() {
        return result.columns().stream()
                .map(column -> "[" + quoted(column.name()) + ", " + quoted(column.type()) + "]")
                .collect(joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
