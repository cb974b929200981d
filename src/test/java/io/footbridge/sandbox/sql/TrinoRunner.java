package io.footbridge.sandbox.sql;

import io.trino.metadata.InternalFunctionBundle;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.TestingSession;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Treasure Data's query engine over one warehouse. To start it takes seconds, so one that is no longer needed waits for the
 * next warehouse of this process.
 */
final class TrinoRunner {

    static final String CATALOG = "td";

    /** Held here, or it would be forgotten with its level. */
    private static final Logger QUIET = Logger.getLogger("io");

    private static final Queue<TrinoRunner> IDLE = new ConcurrentLinkedQueue<>();

    static {
        // What measures the size of objects would say on standard output that it may not attach to this process.
        System.setProperty("jol.skipDynamicAttach", "true");
        System.setProperty("jol.skipHotspotSAAttach", "true");
        QUIET.setLevel(Level.WARNING);
    }

    private final LocalQueryRunner runner =
            LocalQueryRunner.create(TestingSession.testSessionBuilder().build());
    private volatile Warehouse warehouse;

    private TrinoRunner() {
        runner.createCatalog(CATALOG, new Factory(), Map.of());
        runner.addFunctions(InternalFunctionBundle.builder()
                .scalars(TdFunctions.class)
                .scalars(TdTimeRange.class)
                .build());
    }

    /** One that nobody else uses until it is released. */
    static TrinoRunner over(Warehouse warehouse) {
        TrinoRunner runner = Optional.ofNullable(IDLE.poll()).orElseGet(TrinoRunner::new);
        runner.warehouse = warehouse;
        return runner;
    }

    LocalQueryRunner runner() {
        return runner;
    }

    /** Leaves it to the next warehouse; no query may be running. */
    void release() {
        warehouse = null;
        IDLE.add(this);
    }

    /** Ends it, with the queries that are running. */
    void close() {
        runner.close();
    }

    private final class Factory implements ConnectorFactory {

        @Override
        public String getName() {
            return "imports";
        }

        @Override
        public Connector create(String catalog, Map<String, String> configuration, ConnectorContext context) {
            return new ImportsConnector(() -> warehouse);
        }
    }
}
