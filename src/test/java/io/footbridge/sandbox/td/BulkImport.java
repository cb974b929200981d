package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.sandbox.sql.QueryResult;
import io.footbridge.sandbox.td.BulkImportPart.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session of the bulk import: parts are uploaded, checked by a job, and land in the table all at once. */
final class BulkImport {

    private enum Status {
        UPLOADING,
        PERFORMING,
        READY,
        COMMITTING,
        COMMITTED
    }

    /** What the check found: the parts that can be read, and how many cannot. */
    private record Check(List<BulkImportPart> parts, long errorParts) {

        long count(Function<BulkImportPart, Records> kind) {
            return parts.stream().map(kind).mapToLong(Records::count).sum();
        }

        byte[] gzip(Function<BulkImportPart, Records> kind) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.stream().map(kind).map(Records::bytes).forEach(all::writeBytes);
            return Bodies.gzip(all.toByteArray());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(BulkImport.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String database;
    private final String table;
    private final NavigableMap<String, byte[]> parts = new TreeMap<>();
    private Status status = Status.UPLOADING;
    private boolean frozen;
    private Job job;
    private Check check;

    BulkImport(String name, String database, String table) {
        this.name = name;
        this.database = database;
        this.table = table;
    }

    String database() {
        return database;
    }

    String table() {
        return table;
    }

    synchronized Optional<Job> job() {
        return Optional.ofNullable(job);
    }

    synchronized List<String> parts() {
        return List.copyOf(parts.keySet());
    }

    /** Takes a part, in place of the one of this name if there is one. */
    synchronized void upload(String part, byte[] bytes) throws Refusal {
        requireOpen();
        parts.put(part, bytes);
    }

    synchronized void delete(String part) throws Refusal {
        requireOpen();
        if (parts.remove(part) == null) {
            throw new Refusal(404, "bulk import " + name + " has no part " + part);
        }
    }

    /** Takes no more parts. */
    synchronized void freeze() throws Refusal {
        if (frozen) {
            throw conflict("is frozen already");
        }
        frozen = true;
    }

    /** Takes parts again; what was checked is to be checked again. */
    synchronized void unfreeze() throws Refusal {
        require(status() == Status.UPLOADING || status() == Status.READY);
        frozen = false;
        status = Status.UPLOADING;
    }

    /** Has a job check the parts. */
    synchronized Job perform(JobQueue queue, JobRequest request) throws Refusal {
        require(status() == Status.UPLOADING || status() == Status.READY);
        job = queue.submit(request, this::check);
        frozen = true;
        status = Status.PERFORMING;
        return job;
    }

    /** The records that are not to become rows, as the last check found them. */
    synchronized byte[] errorRecords() {
        return check == null ? Bodies.gzip(new byte[0]) : check.gzip(BulkImportPart::wrong);
    }

    /** Has the rows put into the table. */
    synchronized void commit(JobQueue queue, Table target) throws Refusal {
        require(status() == Status.READY);
        requireColumns(target);
        queue.execute(() -> commit(target));
        status = Status.COMMITTING;
    }

    /** The session as Treasure Data shows it. */
    synchronized ObjectNode show() {
        ObjectNode shown = JSON.createObjectNode();
        shown.put("name", name)
                .put("database", database)
                .put("table", table)
                .put("status", status().name().toLowerCase(Locale.ROOT))
                .put("upload_frozen", frozen)
                .put("job_id", job == null ? null : Long.toString(job.id()))
                .put("valid_records", check == null ? null : check.count(BulkImportPart::valid))
                .put("error_records", check == null ? null : check.count(BulkImportPart::wrong))
                .put("valid_parts", check == null ? null : check.parts().size())
                .put("error_parts", check == null ? null : check.errorParts());
        return shown;
    }

    private QueryResult check(Job checking) {
        NavigableMap<String, byte[]> uploaded;
        synchronized (this) {
            uploaded = new TreeMap<>(parts);
        }
        Check found = check(uploaded);
        synchronized (this) {
            check = found;
            status = checking.isKilled() ? Status.UPLOADING : Status.READY;
        }
        return new QueryResult(List.of(), List.of());
    }

    private static Check check(NavigableMap<String, byte[]> parts) {
        List<BulkImportPart> readable = new ArrayList<>();
        for (byte[] bytes : parts.values()) {
            try {
                readable.add(BulkImportPart.read(bytes));
            } catch (IOException e) {
                LOG.debug("a part of a bulk import cannot be read", e);
            }
        }
        return new Check(readable, parts.size() - readable.size());
    }

    private void requireColumns(Table target) throws Refusal {
        long columns = target.columns().size()
                + check.parts().stream()
                        .flatMap(part -> part.keys().stream())
                        .distinct()
                        .filter(key -> !target.knows(key))
                        .count();
        if (columns > Schema.MAX_COLUMNS) {
            throw new Refusal(
                    422,
                    "Parameters are invalid: the table would have " + columns + " columns, and " + Schema.MAX_COLUMNS
                            + " is the limit");
        }
    }

    private void commit(Table target) {
        byte[] bytes;
        synchronized (this) {
            bytes = check.gzip(BulkImportPart::valid);
        }
        try {
            target.keep("bulk-" + UUID.randomUUID(), bytes, ImportBody.read(bytes, target::knows), Schema.MAX_COLUMNS);
        } catch (Refusal refusal) {
            throw new IllegalStateException("rows of bulk import " + name + " were checked and are refused", refusal);
        }
        synchronized (this) {
            status = Status.COMMITTED;
        }
    }

    /* A job that was killed before it began leaves the session as it was. */
    private Status status() {
        if (status == Status.PERFORMING && job.isKilled()) {
            status = Status.UPLOADING;
        }
        return status;
    }

    private void requireOpen() throws Refusal {
        if (frozen) {
            throw conflict("is frozen");
        }
        require(status() == Status.UPLOADING);
    }

    private void require(boolean fitting) throws Refusal {
        if (!fitting) {
            throw conflict("is " + status.name().toLowerCase(Locale.ROOT));
        }
    }

    private Refusal conflict(String how) {
        return Refusal.conflict("bulk import " + name + " " + how, name);
    }
}
