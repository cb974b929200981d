package io.footbridge.sandbox.td;

import io.footbridge.sandbox.sql.Warehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Shows the catalogue to the query engine. */
final class CatalogueWarehouse implements Warehouse {

    private final Catalogue catalogue;

    CatalogueWarehouse(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public List<String> databases() {
        return List.copyOf(catalogue.databases().keySet());
    }

    @Override
    public List<String> tables(String database) {
        Map<String, Table> tables = catalogue.databases().get(database);
        return tables == null ? List.of() : List.copyOf(tables.keySet());
    }

    @Override
    public List<Column> columns(String database, String table) {
        return table(database, table).columns().stream()
                .map(column -> new Column(column.name(), column.key(), column.type()))
                .toList();
    }

    @Override
    public List<Path> imports(String database, String table) {
        return table(database, table).imports();
    }

    private Table table(String database, String table) {
        try {
            return catalogue.table(database, table);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }
}
