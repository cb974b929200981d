package io.footbridge.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The columns of a line, in order, as the setting {@code export.columns} lists them. */
public final class Columns {

    /** The columns that every row has besides those of its line. */
    public static final List<String> LINEAGE = List.of("device_id", "source_key", "source_entry", "source_line");

    public static final String TIME = "time";

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * @param list {@code name:type,…}, such as {@code datetime:datetime,uid:string}
     * @throws IllegalArgumentException if the list is not of that form; the message says where
     */
    public Columns(String list) {
        this.columns = parse(list);
        checkTime(columns, list);
        columns.forEach(column -> positions.put(column.name(), positions.size()));
    }

    public int size() {
        return columns.size();
    }

    public Column get(int index) {
        return columns.get(index);
    }

    public List<Column> all() {
        return columns;
    }

    /** The position of a column, whose name may be in capitals; -1 if there is none of that name. */
    public int indexOf(String name) {
        return positions.getOrDefault(name.toLowerCase(Locale.ROOT), -1);
    }

    /** The list in its one canonical form. */
    @Override
    public String toString() {
        return columns.stream()
                .map(column -> column.name() + ":" + column.type())
                .collect(Collectors.joining(","));
    }

    private static List<Column> parse(String list) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>(LINEAGE);
        names.add(TIME);
        names.add("v"); // Reserved by TD, as time is.
        for (String part : list.split(",", -1)) {
            Column column = column(part.strip());
            boolean isTime = column.type() == ColumnType.UNIX && column.name().equals(TIME);
            if (!names.add(isTime ? "" : column.name())) {
                throw new IllegalArgumentException("column '" + column.name() + "' is listed twice or reserved");
            }
            columns.add(column);
        }
        return List.copyOf(columns);
    }

    private static Column column(String part) {
        int colon = part.indexOf(':');
        String name = colon < 0 ? part : part.substring(0, colon);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is not a name of lower-case letters, digits and '_'");
        }
        String type = colon < 0 ? "" : part.substring(colon + 1);
        return ColumnType.named(type)
                .map(known -> new Column(name, known))
                .orElseThrow(() -> new IllegalArgumentException("column '" + name + "' has the type '" + type
                        + "', not one of datetime, unix, long, double, string, json" + meant(type)));
    }

    /** What other systems call our types. */
    private static String meant(String type) {
        String ours = switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "int", "integer", "bigint", "smallint", "int64", "int32", "long" -> "long";
            case "float", "real", "decimal", "numeric", "number", "float64", "double" -> "double";
            case "text", "varchar", "char", "str", "string" -> "string";
            case "timestamp", "date", "time", "datetime" -> "datetime";
            case "epoch", "unixtime", "unix_time", "unix" -> "unix";
            case "object", "map", "json" -> "json";
            default -> "";
        };
        return ours.isEmpty() ? "" : "; did you mean '" + ours + "'?";
    }

    private static void checkTime(List<Column> columns, String list) {
        long times = columns.stream().filter(Column::isTime).count();
        if (times != 1) {
            throw new IllegalArgumentException(
                    (times > 1 ? "more than one column" : "no column") + " of type datetime in '" + list + "'");
        }
    }
}
