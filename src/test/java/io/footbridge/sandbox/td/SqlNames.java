package io.footbridge.sandbox.td;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that a table's columns have in SQL. Keys of records can be any text; one that is not a name, or whose name
 * is taken, gets an alias. The form of an alias is that of Treasure Data's own loader: lower case, every run of other
 * characters becomes {@code _}, and a number follows where that is taken too.
 */
final class SqlNames {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Set<String> taken = new HashSet<>(Column.RESERVED);

    /** @param columns those that have their names already */
    SqlNames(Collection<Column> columns) {
        columns.forEach(column -> taken.add(column.name()));
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Takes a name, unless it is taken. */
    boolean take(String name) {
        return taken.add(name);
    }

    /** Names for keys, each a name of its own. Keys that are names keep them before any alias is made. */
    Map<String, String> assign(Collection<String> keys) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String key : keys) {
            if (isName(key) && take(key)) {
                names.put(key, key);
            }
        }
        for (String key : keys) {
            names.computeIfAbsent(key, this::alias);
        }
        return names;
    }

    private String alias(String key) {
        String squashed = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
        String base = isName(squashed) ? squashed : "_" + squashed;
        String alias = base;
        for (int number = 1; !take(alias); number++) {
            alias = base + "_" + number;
        }
        return alias;
    }
}
