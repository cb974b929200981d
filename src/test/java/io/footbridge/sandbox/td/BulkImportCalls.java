package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** Leads bulk imports from their first part to their commit. A restart forgets those that were not committed. */
final class BulkImportCalls {

    /** Does something with a session. */
    @FunctionalInterface
    private interface Step {
        void take(BulkImport session) throws Refusal;
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOB_TYPE = "bulk_import_perform";
    private static final int SHORTEST_NAME = 3;
    private static final Pattern PART = Pattern.compile("[^/.]+(\\.[^/.]+)?");

    private final Catalogue catalogue;
    private final JobQueue queue;
    private final NavigableMap<String, BulkImport> sessions = new ConcurrentSkipListMap<>();

    BulkImportCalls(Catalogue catalogue, JobQueue queue) {
        this.catalogue = catalogue;
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                Route.json("POST", "/v3/bulk_import/create/{}/{}/{}", this::create),
                Route.json("GET", "/v3/bulk_import/list", this::list),
                Route.json(
                        "GET", "/v3/bulk_import/show/{}", call -> session(call).show()),
                Route.json("PUT", "/v3/bulk_import/upload_part/{}/{}", this::upload),
                Route.json("GET", "/v3/bulk_import/list_parts/{}", this::listParts),
                Route.json("POST", "/v3/bulk_import/delete_part/{}/{}", this::deletePart),
                Route.json("POST", "/v3/bulk_import/freeze/{}", call -> step(call, BulkImport::freeze)),
                Route.json("POST", "/v3/bulk_import/unfreeze/{}", call -> step(call, BulkImport::unfreeze)),
                Route.json("POST", "/v3/bulk_import/perform/{}", this::perform),
                Route.of("GET", "/v3/bulk_import/error_records/{}", this::errorRecords),
                Route.json("POST", "/v3/bulk_import/commit/{}", this::commit),
                Route.json("POST", "/v3/bulk_import/delete/{}", this::delete));
    }

    private JsonNode create(Call call) throws Refusal {
        String name = call.variable(1);
        if (name.length() < SHORTEST_NAME) {
            throw new Refusal(422, "Parameters are invalid: bulk import name " + name + " is shorter than 3");
        }
        BulkImport created = new BulkImport(name, call.variable(2), call.variable(3));
        table(created);
        if (sessions.putIfAbsent(name, created) != null) {
            throw Refusal.conflict("bulk import " + name + " exists", name);
        }
        return named(call);
    }

    /* As with the databases, no other key may stand beside the list. */
    private JsonNode list(Call call) {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("bulk_imports");
        sessions.values().forEach(session -> list.add(session.show()));
        return answer;
    }

    private JsonNode upload(Call call) throws Refusal {
        String part = call.variable(2);
        if (!PART.matcher(part).matches()) {
            throw new Refusal(422, "Parameters are invalid: part name " + part + " has / or more than one .");
        }
        step(call, session -> session.upload(part, call.request().body()));
        return named(call).put("part_name", part);
    }

    private JsonNode listParts(Call call) throws Refusal {
        ObjectNode answer = named(call);
        var parts = answer.putArray("parts");
        session(call).parts().forEach(parts::add);
        return answer;
    }

    private JsonNode deletePart(Call call) throws Refusal {
        return step(call, session -> session.delete(call.variable(2)));
    }

    private JsonNode perform(Call call) throws Refusal {
        BulkImport session = session(call);
        table(session);
        Job job = session.perform(queue, JobRequest.other(JOB_TYPE, session.database(), call.parameters()));
        return named(call).put("job_id", job.id());
    }

    private Answer errorRecords(Call call) throws Refusal {
        return Answer.binary(
                200, Map.of(), "application/octet-stream", session(call).errorRecords());
    }

    private JsonNode commit(Call call) throws Refusal {
        return step(call, session -> session.commit(queue, table(session)));
    }

    private JsonNode delete(Call call) throws Refusal {
        session(call).job().ifPresent(queue::kill);
        sessions.remove(call.variable(1));
        return named(call);
    }

    /* Whoever deletes the table leaves nothing to do with the session but to delete it. */
    private JsonNode step(Call call, Step step) throws Refusal {
        BulkImport session = session(call);
        table(session);
        step.take(session);
        return named(call);
    }

    private Table table(BulkImport session) throws Refusal {
        return catalogue.table(session.database(), session.table());
    }

    private BulkImport session(Call call) throws Refusal {
        BulkImport session = sessions.get(call.variable(1));
        if (session == null) {
            throw new Refusal(404, "bulk import " + call.variable(1) + " does not exist");
        }
        return session;
    }

    private static ObjectNode named(Call call) {
        return JSON.createObjectNode().put("name", call.variable(1)).put("bulk_import", call.variable(1));
    }
}
