package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Takes imports, with an id or without. */
final class ImportCalls {

    /** Columns of a table that is imported to in this way, as far as Treasure Data promises. */
    static final int MAX_COLUMNS = 512;

    /**
     * What Treasure Data's agent sends at most. The server's own limit is not published; this one tells a client that
     * passes it before Treasure Data does.
     */
    static final int MAX_BODY_BYTES = 32 << 20;

    private static final Pattern UNIQUE_ID = Pattern.compile("[0-9A-Za-z_-]{1,128}");

    private final Catalogue catalogue;
    private final ImportAccount account;

    ImportCalls(Catalogue catalogue, ImportAccount account) {
        this.catalogue = catalogue;
        this.account = account;
    }

    List<Route> routes() {
        return List.of(
                Route.json("PUT", "/v3/table/import/{}/{}/msgpack.gz", this::importOnce),
                Route.json("PUT", "/v3/table/import_with_id/{}/{}/{}/msgpack.gz", this::importWithId));
    }

    private JsonNode importOnce(Call call) throws Refusal {
        return keep(call, UUID.randomUUID().toString().replace("-", ""));
    }

    private JsonNode importWithId(Call call) throws Refusal {
        String id = call.variable(3);
        if (!UNIQUE_ID.matcher(id).matches()) {
            throw new Refusal(400, "unique id " + id + " is not 1 to 128 letters, digits, _ and -");
        }
        return keep(call, id);
    }

    private JsonNode keep(Call call, String id) throws Refusal {
        long begun = System.nanoTime();
        byte[] bytes = call.request().body();
        Table table = catalogue.table(call.variable(1), call.variable(2));
        if (bytes.length > MAX_BODY_BYTES) {
            throw new Refusal(413, "body of " + bytes.length + " bytes is larger than " + MAX_BODY_BYTES);
        }
        ImportBody body = ImportBody.read(bytes, table::knows);
        account.add(table.keep(id, bytes, body, MAX_COLUMNS));
        return call.aboutTable()
                .put("unique_id", id)
                .put("md5_hex", md5(bytes))
                .put("elapsed_time", (System.nanoTime() - begun) / 1_000_000_000);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
