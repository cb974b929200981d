package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * Takes records as JSON, one or a few at a time, as Treasure Data's ingestion servers do. What those answer to records
 * that are wrong, and the form of their success, is not published: the statuses and the body are this stand-in's own.
 */
final class IngestCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BATCH = "application/vnd.treasuredata.v1+json";
    private static final String SINGLE = "application/vnd.treasuredata.v1.single+json";
    private static final int MAX_RECORDS = 500;
    private static final int MAX_RECORD_BYTES = 1 << 20;
    private static final int MAX_BATCH_BYTES = 5 << 20;

    private final Catalogue catalogue;
    private final Supplier<Clock> clock;

    IngestCalls(Catalogue catalogue, Supplier<Clock> clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** The last to be tried: its path could be any. */
    List<Route> routes() {
        return List.of(Route.json("POST", "/{}/{}", this::ingest));
    }

    private JsonNode ingest(Call call) throws Refusal {
        Table table = catalogue.table(call.variable(1), call.variable(2));
        String type = call.request()
                .header("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip();
        byte[] body = call.request().body();
        if (body.length > MAX_BATCH_BYTES) {
            throw new Refusal(413, "body of " + body.length + " bytes is larger than " + MAX_BATCH_BYTES);
        }
        if (type.equals(SINGLE)) {
            keep(List.of(row(parse(body), 1)), table);
            return receipt();
        }
        if (!type.equals(BATCH)) {
            throw new Refusal(415, "Content-Type is neither " + BATCH + " nor " + SINGLE + " but " + type);
        }
        List<ObjectNode> rows = rows(parse(body));
        keep(rows, table);
        ObjectNode answer = JSON.createObjectNode();
        var receipts = answer.putArray("records");
        rows.forEach(row -> receipts.add(receipt()));
        return answer;
    }

    private List<ObjectNode> rows(JsonNode body) throws Refusal {
        JsonNode records = body.has("events") ? body.get("events") : body.path("records");
        if (!records.isArray() || records.isEmpty() || records.size() > MAX_RECORDS) {
            throw new Refusal(
                    400, "body has not 1 to " + MAX_RECORDS + " records in events or records but " + records.size());
        }
        List<ObjectNode> rows = new ArrayList<>();
        for (JsonNode record : records) {
            rows.add(row(record, rows.size() + 1));
        }
        return rows;
    }

    /* A column of this name is never stored: it stands for the id in the answer. */
    private ObjectNode row(JsonNode record, int number) throws Refusal {
        if (!(record instanceof ObjectNode row)) {
            throw new Refusal(400, "record " + number + " is no object");
        }
        int bytes = record.toString().getBytes(UTF_8).length;
        if (bytes > MAX_RECORD_BYTES) {
            throw new Refusal(413, "record " + number + " of " + bytes + " bytes is larger than " + MAX_RECORD_BYTES);
        }
        row.remove("uuid");
        if (!row.hasNonNull("time")) {
            row.put("time", clock.get().instant().getEpochSecond());
        } else if (!row.get("time").isIntegralNumber()) {
            throw new Refusal(400, "record " + number + " has a time that is no integer");
        } else if (!ImportTime.isValid(row.get("time").bigIntegerValue())) {
            throw new Refusal(400, "record " + number + " has a time that is no Unix seconds up to the year 9999");
        }
        return row;
    }

    private static void keep(List<ObjectNode> rows, Table table) throws Refusal {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            for (ObjectNode row : rows) {
                MessagePackJson.pack(row, packer);
            }
            byte[] bytes = Bodies.gzip(packer.toByteArray());
            table.keep(
                    "ingest-" + UUID.randomUUID(),
                    bytes,
                    ImportBody.read(bytes, table::knows),
                    ImportCalls.MAX_COLUMNS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(byte[] body) throws Refusal {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Refusal(400, "body is not JSON: " + e.getMessage());
        }
    }

    private static ObjectNode receipt() {
        return JSON.createObjectNode().put("uuid", UUID.randomUUID().toString());
    }
}
