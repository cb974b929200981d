package io.footbridge.sandbox.sql;

import static java.util.Objects.requireNonNull;

import io.trino.Session;
import io.trino.operator.Driver;
import io.trino.operator.TaskContext;
import io.trino.spi.Page;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.type.TimeZoneKey;
import io.trino.spi.type.Type;
import io.trino.sql.planner.plan.OutputNode;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.PageConsumerOperator.PageConsumerOutputFactory;
import io.trino.testing.TestingSession;
import io.trino.testing.TestingTaskContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Treasure Data's query engine, in this process. It starts with the first query, which takes a few seconds. */
public final class TrinoEngine implements QueryEngine {

    private final Warehouse warehouse;
    private TrinoRunner runner;
    private int running;

    public TrinoEngine(Warehouse warehouse) {
        this.warehouse = requireNonNull(warehouse, "warehouse is null");
    }

    @Override
    public QueryResult run(Query query, BooleanSupplier cancelled) throws QueryException {
        LocalQueryRunner engine = begin();
        try {
            return execute(engine, session(query), SqlStatement.of(query.sql()).readOnly(), cancelled);
        } catch (CancellationSignal e) {
            throw new QueryException("the query was cancelled", true, e);
        } catch (RuntimeException e) {
            throw new QueryException(e.getMessage() == null ? e.toString() : e.getMessage(), false, e);
        } finally {
            end();
        }
    }

    @Override
    public synchronized void close() {
        if (runner != null && running == 0) {
            runner.release();
        } else if (runner != null) {
            runner.close();
        }
        runner = null;
    }

    private synchronized LocalQueryRunner begin() {
        if (runner == null) {
            runner = TrinoRunner.over(warehouse);
        }
        running++;
        return runner.runner();
    }

    private synchronized void end() {
        running--;
    }

    private static Session session(Query query) {
        return TestingSession.testSessionBuilder()
                .setCatalog(TrinoRunner.CATALOG)
                .setSchema(query.database())
                .setTimeZoneKey(TimeZoneKey.UTC_KEY)
                .setStart(query.now())
                .setTraceToken(Optional.of(QueryClock.of(query).traceToken()))
                .build();
    }

    /* The runner's own loop cannot be stopped. The plan has a transaction of its own; what is looked up in the catalogue
    while the drivers run needs another. */
    private static QueryResult execute(
            LocalQueryRunner engine, Session session, String sql, BooleanSupplier cancelled) {
        List<String> names = engine.inTransaction(
                session, inside -> ((OutputNode) engine.createPlan(inside, sql).getRoot()).getColumnNames());
        List<Type> types = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        engine.inTransaction(session, inside -> {
            PageConsumerOutputFactory output = new PageConsumerOutputFactory(outputTypes -> {
                types.addAll(outputTypes);
                return page -> append(page, outputTypes, inside.toConnectorSession(), rows);
            });
            TaskContext context = TestingTaskContext.builder(engine.getExecutor(), engine.getScheduler(), inside)
                    .build();
            drive(engine.createDrivers(session, sql, output, context), cancelled);
            return null;
        });
        List<QueryResult.Column> columns = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            columns.add(
                    new QueryResult.Column(names.get(column), types.get(column).getDisplayName()));
        }
        return new QueryResult(columns, rows);
    }

    private static void drive(List<Driver> drivers, BooleanSupplier cancelled) {
        try {
            while (!drivers.stream().allMatch(Driver::isFinished)) {
                for (Driver driver : drivers) {
                    if (cancelled.getAsBoolean()) {
                        throw new CancellationSignal();
                    }
                    var unused = driver.isFinished() ? null : driver.processForNumberOfIterations(1);
                }
            }
        } finally {
            drivers.forEach(Driver::close);
        }
    }

    private static void append(Page page, List<Type> types, ConnectorSession session, List<List<Object>> rows) {
        for (int position = 0; position < page.getPositionCount(); position++) {
            List<Object> row = new ArrayList<>(types.size());
            for (int column = 0; column < types.size(); column++) {
                row.add(plain(types.get(column).getObjectValue(session, page.getBlock(column), position)));
            }
            rows.add(row);
        }
    }

    private static Object plain(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return Double.parseDouble(number.toString());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(plain(key), plain(element)));
            return plain;
        }
        return value.toString();
    }

    private static final class CancellationSignal extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
