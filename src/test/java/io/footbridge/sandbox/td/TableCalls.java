package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Lists, shows, makes, changes and deletes tables. */
final class TableCalls {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Treasure Data's own number is not published; clients say how many they want. */
    private static final String DEFAULT_TAIL = "20";

    private final Catalogue catalogue;

    TableCalls(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Route> routes() {
        return List.of(
                Route.json("GET", "/v3/table/list/{}", this::list),
                Route.json("GET", "/v3/table/show/{}/{}", call -> table(call).show()),
                Route.json("POST", "/v3/table/create/{}/{}", this::create),
                Route.json("POST", "/v3/table/create/{}/{}/log", this::create),
                Route.json("POST", "/v3/table/delete/{}/{}", this::delete),
                Route.json("POST", "/v3/table/rename/{}/{}/{}", this::rename),
                Route.json("POST", "/v3/table/change_database/{}/{}", this::changeDatabase),
                Route.of("GET", "/v3/table/tail/{}/{}", this::tail),
                Route.json("POST", "/v3/table/swap/{}/{}/{}", this::swap),
                Route.json("POST", "/v3/table/update/{}/{}", this::update),
                Route.json("POST", "/v3/table/update-schema/{}/{}", this::updateSchema),
                Route.json("POST", "/v3/table/append-schema/{}/{}", this::appendSchema));
    }

    private JsonNode list(Call call) throws Refusal {
        String database = call.variable(1);
        ObjectNode answer = JSON.createObjectNode().put("database", database);
        var list = answer.putArray("tables");
        catalogue.database(database).values().forEach(table -> list.add(table.show()));
        return answer;
    }

    private JsonNode create(Call call) throws Refusal {
        catalogue.createTable(call.variable(1), call.variable(2), call.parameters());
        return done(call);
    }

    private JsonNode delete(Call call) throws Refusal {
        catalogue.deleteTable(call.variable(1), call.variable(2));
        return done(call);
    }

    private JsonNode rename(Call call) throws Refusal {
        boolean overwrite =
                call.parameters().text("overwrite").map(Boolean::parseBoolean).orElse(false);
        catalogue.renameTable(call.variable(1), call.variable(2), call.variable(3), overwrite);
        return done(call);
    }

    private JsonNode swap(Call call) throws Refusal {
        catalogue.swapTables(call.variable(1), call.variable(2), call.variable(3));
        return done(call);
    }

    private JsonNode changeDatabase(Call call) throws Refusal {
        String destination = call.parameters().text("dest_database_name").orElse("");
        catalogue.moveTable(call.variable(1), call.variable(2), destination);
        return JSON.createObjectNode()
                .put("database", destination)
                .put("table", call.variable(2))
                .put("type", "log");
    }

    private Answer tail(Call call) throws Refusal {
        Table table = table(call);
        String format = call.parameters().text("format").orElse("msgpack");
        if (!format.equals("msgpack")) {
            throw new Refusal(406, "a tail comes as msgpack, not as " + format);
        }
        String count = call.parameters().text("count").orElse(DEFAULT_TAIL);
        if (!count.matches("\\d{1,6}")) {
            throw new Refusal(422, "Parameters are invalid: count is no number of records but " + count);
        }
        byte[] records = new Tail(Integer.parseInt(count)).of(table.imports());
        return Answer.binary(200, Map.of(), "application/x-msgpack", records);
    }

    private JsonNode update(Call call) throws Refusal {
        table(call).update(call.parameters());
        return done(call);
    }

    private JsonNode updateSchema(Call call) throws Refusal {
        Table table = table(call);
        boolean ignoreDuplicates = call.parameters()
                .text("ignore_duplicate_schema")
                .map(Boolean::parseBoolean)
                .orElse(false);
        table.replaceColumns(Schema.of(schema(call), ignoreDuplicates));
        return done(call);
    }

    private JsonNode appendSchema(Call call) throws Refusal {
        Table table = table(call);
        table.appendColumns(schema(call));
        return done(call);
    }

    private Table table(Call call) throws Refusal {
        return catalogue.table(call.variable(1), call.variable(2));
    }

    private static JsonNode schema(Call call) throws Refusal {
        var schema = call.parameters().json("schema");
        if (schema.isEmpty()) {
            throw new Refusal(422, "Parameters are invalid: schema is missing");
        }
        return schema.get();
    }

    private static JsonNode done(Call call) {
        return call.aboutTable().put("type", "log");
    }
}
