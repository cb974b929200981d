package io.footbridge.sandbox.sql;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ColumnMetadata;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorPageSource;
import io.trino.spi.connector.ConnectorPageSourceProvider;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplit;
import io.trino.spi.connector.ConnectorSplitManager;
import io.trino.spi.connector.ConnectorSplitSource;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorTableMetadata;
import io.trino.spi.connector.ConnectorTableVersion;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.Constraint;
import io.trino.spi.connector.DynamicFilter;
import io.trino.spi.connector.FixedSplitSource;
import io.trino.spi.connector.RelationColumnsMetadata;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.transaction.IsolationLevel;
import io.trino.spi.type.BigintType;
import io.trino.spi.type.DoubleType;
import io.trino.spi.type.Type;
import io.trino.spi.type.VarcharType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Shows the engine the tables of a {@link Warehouse}, each with its declared columns and {@code time}. */
final class ImportsConnector implements Connector {

    private final Supplier<Warehouse> warehouse;

    enum Transaction implements ConnectorTransactionHandle {
        ONLY
    }

    record TableHandle(SchemaTableName name) implements ConnectorTableHandle {}

    /** A column's name, the key of the records that it shows, and the type in which it is read. */
    record Column(String name, String key, Type type) implements ColumnHandle {

        ColumnMetadata metadata() {
            return new ColumnMetadata(name, type);
        }
    }

    /** All imports of a table: the queries of a sandbox run in one thread. */
    record Imports() implements ConnectorSplit {

        @Override
        public Object getInfo() {
            return "all imports";
        }
    }

    ImportsConnector(Supplier<Warehouse> warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public ConnectorTransactionHandle beginTransaction(IsolationLevel level, boolean readOnly, boolean autoCommit) {
        return Transaction.ONLY;
    }

    @Override
    public ConnectorMetadata getMetadata(ConnectorSession session, ConnectorTransactionHandle transaction) {
        return new Metadata();
    }

    @Override
    public ConnectorSplitManager getSplitManager() {
        return new ConnectorSplitManager() {
            @Override
            public ConnectorSplitSource getSplits(
                    ConnectorTransactionHandle transaction,
                    ConnectorSession session,
                    ConnectorTableHandle table,
                    DynamicFilter filter,
                    Constraint constraint) {
                return new FixedSplitSource(List.of(new Imports()));
            }
        };
    }

    @Override
    public ConnectorPageSourceProvider getPageSourceProvider() {
        return this::pageSource;
    }

    private ConnectorPageSource pageSource(
            ConnectorTransactionHandle transaction,
            ConnectorSession session,
            ConnectorSplit split,
            ConnectorTableHandle table,
            List<ColumnHandle> columns,
            DynamicFilter filter) {
        SchemaTableName name = ((TableHandle) table).name();
        return new ImportsPageSource(
                warehouse.get().imports(name.getSchemaName(), name.getTableName()),
                columns.stream().map(Column.class::cast).toList());
    }

    private List<Column> columns(SchemaTableName name) {
        List<Column> columns = new ArrayList<>();
        warehouse
                .get()
                .columns(name.getSchemaName(), name.getTableName())
                .forEach(column -> columns.add(new Column(column.name(), column.key(), type(column.type()))));
        columns.add(new Column("time", "time", BigintType.BIGINT));
        return columns;
    }

    /** Arrays and maps are read as JSON, which is what Footbridge's own columns hold. */
    private static Type type(String declared) {
        return switch (declared) {
            case "int", "long" -> BigintType.BIGINT;
            case "float", "double" -> DoubleType.DOUBLE;
            default -> VarcharType.VARCHAR;
        };
    }

    private final class Metadata implements ConnectorMetadata {

        @Override
        public List<String> listSchemaNames(ConnectorSession session) {
            return warehouse.get().databases();
        }

        @Override
        public List<SchemaTableName> listTables(ConnectorSession session, Optional<String> schema) {
            List<String> databases =
                    schema.map(List::of).orElseGet(() -> warehouse.get().databases());
            return databases.stream()
                    .flatMap(database -> warehouse.get().tables(database).stream()
                            .map(table -> new SchemaTableName(database, table)))
                    .toList();
        }

        @Override
        public ConnectorTableHandle getTableHandle(
                ConnectorSession session,
                SchemaTableName name,
                Optional<ConnectorTableVersion> start,
                Optional<ConnectorTableVersion> end) {
            return warehouse.get().tables(name.getSchemaName()).contains(name.getTableName())
                    ? new TableHandle(name)
                    : null;
        }

        @Override
        public ConnectorTableMetadata getTableMetadata(ConnectorSession session, ConnectorTableHandle table) {
            SchemaTableName name = ((TableHandle) table).name();
            return new ConnectorTableMetadata(
                    name, columns(name).stream().map(Column::metadata).toList());
        }

        @Override
        public Map<String, ColumnHandle> getColumnHandles(ConnectorSession session, ConnectorTableHandle table) {
            Map<String, ColumnHandle> handles = new LinkedHashMap<>();
            columns(((TableHandle) table).name()).forEach(column -> handles.put(column.name(), column));
            return handles;
        }

        @Override
        public ColumnMetadata getColumnMetadata(
                ConnectorSession session, ConnectorTableHandle table, ColumnHandle column) {
            return ((Column) column).metadata();
        }

        @Override
        public Iterator<RelationColumnsMetadata> streamRelationColumns(
                ConnectorSession session, Optional<String> schema, UnaryOperator<Set<SchemaTableName>> relationFilter) {
            return listTables(session, schema).stream()
                    .filter(name -> !relationFilter.apply(Set.of(name)).isEmpty())
                    .map(name -> RelationColumnsMetadata.forTable(
                            name, columns(name).stream().map(Column::metadata).toList()))
                    .iterator();
        }
    }
}
