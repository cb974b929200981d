package io.footbridge.sandbox.td;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns of a table beside the reserved ones: no two have the same key, and no two the same name in SQL. */
final class Schema {

    static final Schema EMPTY = new Schema(List.of());

    /** The columns of a table at most, however they come to be there. */
    static final int MAX_COLUMNS = 4096;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Column> columns;
    private final Set<String> keys;

    /* A column as a client asks for it. */
    private record Wish(String key, String type, Optional<String> name) {}

    private Schema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.keys = columns.stream().map(Column::key).collect(toUnmodifiableSet());
    }

    /**
     * Reads a schema as clients send it: pairs of key and type, or triples with the SQL name.
     *
     * @param ignoreDuplicates whether a second column of one key is left out
     * @throws Refusal 422 if it has another shape, an unknown type, a reserved or a doubled name
     */
    static Schema of(JsonNode schema, boolean ignoreDuplicates) throws Refusal {
        return new Schema(columns(wishes(schema, ignoreDuplicates), List.of()));
    }

    /**
     * Adds the columns that are not there yet.
     *
     * @throws Refusal 422 as above, and if one of them is there with another type
     */
    Schema append(JsonNode additions) throws Refusal {
        List<Wish> missing = new ArrayList<>();
        for (Wish wish : wishes(additions, false)) {
            Optional<Column> present = columns.stream()
                    .filter(column -> column.key().equals(wish.key()))
                    .findFirst();
            if (present.isEmpty()) {
                missing.add(wish);
            } else if (!present.get().type().equals(wish.type())) {
                throw invalid("column " + wish.key() + " is " + present.get().type() + ", not " + wish.type());
            }
        }
        return with(columns(missing, columns));
    }

    /** Adds the columns that an import showed, without the ones that came meanwhile. */
    Schema detect(Map<String, String> typesByKey) {
        Map<String, String> missing = new LinkedHashMap<>(typesByKey);
        missing.keySet().removeAll(keys);
        if (missing.isEmpty()) {
            return this;
        }
        Map<String, String> names = new SqlNames(columns).assign(missing.keySet());
        List<Column> detected = new ArrayList<>();
        missing.forEach((key, type) -> detected.add(new Column(key, type, names.get(key))));
        return with(detected);
    }

    List<Column> columns() {
        return columns;
    }

    boolean has(String key) {
        return keys.contains(key);
    }

    ArrayNode toJson() {
        ArrayNode schema = JSON.createArrayNode();
        columns.forEach(column -> column.appendTo(schema));
        return schema;
    }

    private Schema with(List<Column> more) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(more);
        return new Schema(all);
    }

    private static List<Wish> wishes(JsonNode schema, boolean ignoreDuplicates) throws Refusal {
        if (!schema.isArray()) {
            throw invalid("schema is not an array but " + schema);
        }
        if (schema.size() > MAX_COLUMNS) {
            throw invalid("schema has " + schema.size() + " columns, and a table at most " + MAX_COLUMNS);
        }
        Map<String, Wish> wishes = new LinkedHashMap<>();
        for (JsonNode tuple : schema) {
            Wish wish = wish(tuple);
            if (wishes.putIfAbsent(wish.key(), wish) != null && !ignoreDuplicates) {
                throw invalid("column " + wish.key() + " is there twice");
            }
        }
        return List.copyOf(wishes.values());
    }

    private static Wish wish(JsonNode tuple) throws Refusal {
        if (!tuple.isArray() || tuple.size() < 2 || tuple.size() > 3) {
            throw invalid("column " + tuple + " is not [key, type] or with a name");
        }
        String key = tuple.get(0).asText();
        String type = tuple.get(1).asText();
        if (!Column.isType(type)) {
            throw invalid("column " + key + " has the unknown type " + type);
        }
        if (Column.isReserved(key)) {
            throw invalid("column name " + key + " is reserved");
        }
        return new Wish(key, type, Optional.ofNullable(tuple.get(2)).map(JsonNode::asText));
    }

    /* A name that is none in SQL counts as not given: it gets an alias, as the key would. */
    private static List<Column> columns(List<Wish> wishes, Collection<Column> beside) throws Refusal {
        SqlNames taken = new SqlNames(beside);
        Map<String, String> names = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            String name = wish.name().filter(SqlNames::isName).orElse(null);
            if (name != null && !taken.take(name)) {
                throw invalid("column name " + name + " is reserved or there twice");
            }
            if (name != null) {
                names.put(wish.key(), name);
            }
        }
        List<String> nameless = wishes.stream()
                .map(Wish::key)
                .filter(key -> !names.containsKey(key))
                .toList();
        names.putAll(taken.assign(nameless));
        return wishes.stream()
                .map(wish -> new Column(wish.key(), wish.type(), names.get(wish.key())))
                .toList();
    }

    private static Refusal invalid(String message) {
        return new Refusal(422, "Parameters are invalid: " + message);
    }
}
