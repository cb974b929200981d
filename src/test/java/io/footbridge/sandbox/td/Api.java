package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Treasure Data's REST API over the {@link Catalogue}: first the key, then the route, then what the path names. */
final class Api {

    /** Does what one route is for; the path's variables are the matcher's groups. */
    @FunctionalInterface
    private interface Handler {
        JsonNode handle(Matcher path, Request request) throws Refusal;
    }

    private record Route(String method, Pattern path, Handler handler) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern UNIQUE_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");
    private static final String PUBLIC_PATH = "/v3/system/server_status";
    private static final String BEGINNING_OF_TIME = "1970-01-01 00:00:00 UTC";

    private final Set<String> apiKeys = ConcurrentHashMap.newKeySet();
    private final Catalogue catalogue;
    private final ImportAccount account;
    private final List<Route> routes = List.of(
            route("GET", PUBLIC_PATH, this::serverStatus),
            route("GET", "/v3/database/list", this::listDatabases),
            route("GET", "/v3/database/show/{}", this::showDatabase),
            route("POST", "/v3/database/create/{}", this::createDatabase),
            route("POST", "/v3/database/delete/{}", this::deleteDatabase),
            route("GET", "/v3/table/list/{}", this::listTables),
            route("GET", "/v3/table/show/{}/{}", this::showTable),
            route("POST", "/v3/table/create/{}/{}", this::createTable),
            route("POST", "/v3/table/create/{}/{}/log", this::createTable),
            route("POST", "/v3/table/delete/{}/{}", this::deleteTable),
            route("POST", "/v3/table/update/{}/{}", this::updateTable),
            route("POST", "/v3/table/update-schema/{}/{}", this::updateSchema),
            route("POST", "/v3/table/append-schema/{}/{}", this::appendSchema),
            route("PUT", "/v3/table/import/{}/{}/msgpack.gz", this::importOnce),
            route("PUT", "/v3/table/import_with_id/{}/{}/{}/msgpack.gz", this::importWithId));

    Api(Catalogue catalogue, ImportAccount account) {
        this.catalogue = catalogue;
        this.account = account;
    }

    void acceptKey(String apiKey) {
        apiKeys.add(apiKey);
    }

    void refuseKey(String apiKey) {
        apiKeys.remove(apiKey);
    }

    Answer serve(Request request) {
        try {
            requireKey(request);
            for (Route route : routes) {
                Matcher path = route.path().matcher(request.path());
                if (route.method().equals(request.method()) && path.matches()) {
                    return Answer.ok(route.handler().handle(path, request));
                }
            }
            throw new Refusal(404, "no route " + request.method() + " " + request.path());
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private void requireKey(Request request) throws Refusal {
        String header = request.authorization();
        boolean accepted = header.startsWith("TD1 ") && apiKeys.contains(header.substring("TD1 ".length()));
        if (!accepted && !request.path().equals(PUBLIC_PATH)) {
            throw new Refusal(401, "authorization is missing or its key is not known");
        }
    }

    private JsonNode serverStatus(Matcher path, Request request) {
        return JSON.createObjectNode().put("status", "ok");
    }

    /* The answer has one key and no other: the Java client takes the first as the wrapper and fails on a second. */
    private JsonNode listDatabases(Matcher path, Request request) throws Refusal {
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("databases");
        for (String database : catalogue.databases().keySet()) {
            list.add(describe(database));
        }
        return answer;
    }

    private JsonNode showDatabase(Matcher path, Request request) throws Refusal {
        return describe(variable(path, 1));
    }

    private JsonNode createDatabase(Matcher path, Request request) throws Refusal {
        String database = variable(path, 1);
        catalogue.createDatabase(database);
        return JSON.createObjectNode().put("database", database);
    }

    private JsonNode deleteDatabase(Matcher path, Request request) throws Refusal {
        String database = variable(path, 1);
        catalogue.deleteDatabase(database);
        return JSON.createObjectNode().put("database", database);
    }

    private JsonNode listTables(Matcher path, Request request) throws Refusal {
        String database = variable(path, 1);
        ObjectNode answer = JSON.createObjectNode().put("database", database);
        var list = answer.putArray("tables");
        catalogue.database(database).values().forEach(table -> list.add(table.show()));
        return answer;
    }

    private JsonNode showTable(Matcher path, Request request) throws Refusal {
        return table(path).show();
    }

    private JsonNode createTable(Matcher path, Request request) throws Refusal {
        catalogue.createTable(variable(path, 1), variable(path, 2), request.parameters());
        return named(path).put("type", "log");
    }

    private JsonNode deleteTable(Matcher path, Request request) throws Refusal {
        catalogue.deleteTable(variable(path, 1), variable(path, 2));
        return named(path).put("type", "log");
    }

    private JsonNode updateTable(Matcher path, Request request) throws Refusal {
        table(path).update(request.parameters());
        return named(path).put("type", "log");
    }

    private JsonNode updateSchema(Matcher path, Request request) throws Refusal {
        Table table = table(path);
        table.replaceColumns(columns(request));
        return named(path).put("type", "log");
    }

    private JsonNode appendSchema(Matcher path, Request request) throws Refusal {
        Table table = table(path);
        table.appendColumns(columns(request));
        return named(path).put("type", "log");
    }

    private JsonNode importOnce(Matcher path, Request request) throws Refusal {
        return keep(path, UUID.randomUUID().toString().replace("-", ""), request);
    }

    private JsonNode importWithId(Matcher path, Request request) throws Refusal {
        String id = variable(path, 3);
        if (!UNIQUE_ID.matcher(id).matches()) {
            throw new Refusal(400, "unique id " + id + " is not 1 to 128 letters, digits, _ and -");
        }
        return keep(path, id, request);
    }

    private JsonNode keep(Matcher path, String id, Request request) throws Refusal {
        long begun = System.nanoTime();
        Table table = table(path);
        ImportBody body = ImportBody.read(request.body(), table::knows);
        account.add(table.keep(id, request.body(), body));
        return named(path)
                .put("unique_id", id)
                .put("md5_hex", md5(request.body()))
                .put("elapsed_time", (System.nanoTime() - begun) / 1_000_000_000);
    }

    private ObjectNode describe(String database) throws Refusal {
        Map<String, Table> tables = catalogue.database(database);
        ObjectNode described = JSON.createObjectNode();
        described
                .put("id", Integer.toString(Math.floorMod(database.hashCode(), 1_000_000)))
                .put("name", database)
                .put("created_at", BEGINNING_OF_TIME)
                .put("updated_at", BEGINNING_OF_TIME)
                .put("count", tables.size())
                .putNull("organization")
                .put("permission", "administrator")
                .put("delete_protected", false)
                .put("datatank", false);
        return described;
    }

    private Table table(Matcher path) throws Refusal {
        return catalogue.table(variable(path, 1), variable(path, 2));
    }

    private static List<Column> columns(Request request) throws Refusal {
        var schema = request.parameters().json("schema");
        if (schema.isEmpty()) {
            throw new Refusal(422, "Parameters are invalid: schema is missing");
        }
        return Column.listOf(schema.get());
    }

    private static ObjectNode named(Matcher path) {
        return JSON.createObjectNode().put("database", variable(path, 1)).put("table", variable(path, 2));
    }

    private static String variable(Matcher path, int group) {
        return URLDecoder.decode(path.group(group), UTF_8);
    }

    private static Route route(String method, String template, Handler handler) {
        return new Route(method, Pattern.compile(template.replace("{}", "([^/]+)")), handler);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
