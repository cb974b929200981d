package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lists, shows, makes, changes and deletes tables. */
final class TableCalls {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    private JsonNode update(Call call) throws Refusal {
        table(call).update(call.parameters());
        return done(call);
    }

    private JsonNode updateSchema(Call call) throws Refusal {
        Table table = table(call);
        table.replaceColumns(columns(call));
        return done(call);
    }

    private JsonNode appendSchema(Call call) throws Refusal {
        Table table = table(call);
        table.appendColumns(columns(call));
        return done(call);
    }

    private Table table(Call call) throws Refusal {
        return catalogue.table(call.variable(1), call.variable(2));
    }

    private static List<Column> columns(Call call) throws Refusal {
        var schema = call.parameters().json("schema");
        if (schema.isEmpty()) {
            throw new Refusal(422, "Parameters are invalid: schema is missing");
        }
        return Column.listOf(schema.get());
    }

    private static JsonNode done(Call call) {
        return call.aboutTable().put("type", "log");
    }
}
