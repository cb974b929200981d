package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Lists, shows, makes and deletes databases. */
final class DatabaseCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGINNING_OF_TIME = "1970-01-01 00:00:00 UTC";

    private final Catalogue catalogue;

    DatabaseCalls(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Route> routes() {
        return List.of(
                Route.json("GET", "/v3/database/list", this::list),
                Route.json("GET", "/v3/database/show/{}", call -> describe(call.variable(1))),
                Route.json("POST", "/v3/database/create/{}", this::create),
                Route.json("POST", "/v3/database/delete/{}", this::delete));
    }

    /* The answer has one key and no other: the Java client takes the first as the wrapper and fails on a second. */
    private JsonNode list(Call call) throws Refusal {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("databases");
        for (String database : catalogue.databases().keySet()) {
            list.add(describe(database));
        }
        return answer;
    }

    private JsonNode create(Call call) throws Refusal {
        String database = call.variable(1);
        catalogue.createDatabase(database);
        return JSON.createObjectNode().put("database", database);
    }

    private JsonNode delete(Call call) throws Refusal {
        String database = call.variable(1);
        catalogue.deleteDatabase(database);
        return JSON.createObjectNode().put("database", database);
    }

    private ObjectNode describe(String database) throws Refusal {
        Map<String, Table> tables = catalogue.database(database);
        ObjectNode described = JSON.createObjectNode();
        described
                .put("id", Integer.toString(Math.floorMod(database.hashCode(), 1_000_000)))
                .put("name", database)
                .put("created_at", BEGINNING_OF_TIME)
                .put("updated_at", BEGINNING_OF_TIME)
                .put("count", tables.values().stream().mapToLong(Table::rows).sum())
                .putNull("organization")
                .put("permission", "administrator")
                .put("delete_protected", false)
                .put("datatank", false);
        return described;
    }
}
