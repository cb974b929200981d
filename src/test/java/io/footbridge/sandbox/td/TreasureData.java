package io.footbridge.sandbox.td;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.footbridge.sandbox.sql.QueryEngine;
import io.footbridge.sandbox.sql.TrinoEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stand-in for Treasure Data's REST API on 127.0.0.1: databases, tables, schemas and imports, kept in a folder so that
 * a restart finds them. Imports under an id that was there before answer 200 and change nothing. Queries are answered by
 * the engine that Treasure Data itself runs on; the first one takes a few seconds more, and a restart forgets them.
 *
 * <p>It is stricter than Treasure Data is known to be: it reads every import to the end and answers 400 if a record is
 * not a map with a {@code time} in Unix seconds of the years 1970 to 9999. Nor is it published what Treasure Data says to
 * bodies that are too large, or to columns past its limits; here that is 413 over 32 MiB, and 400 past 512 columns.
 */
public final class TreasureData implements AutoCloseable {

    /** A key of the right shape that opens nothing but this server. */
    public static final String API_KEY = "1/" + "5a".repeat(20);

    static {
        // Read when the JDK's server class is loaded; without it small answers wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Logger LOG = LoggerFactory.getLogger(TreasureData.class);
    private static final int BACKLOG = 1024;

    private final ImportAccount account = new ImportAccount();
    private final AtomicInteger arrived = new AtomicInteger();
    private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(TreasureData::daemon);
    private final JobQueue jobs = new JobQueue(() -> this.clock);
    private final Catalogue catalogue;
    private final QueryEngine engine;
    private final Api api;
    private final HttpServer server;
    private volatile Clock clock = Clock.systemUTC();
    private volatile Faults faults = Faults.none();

    private TreasureData(Catalogue catalogue, HttpServer server) {
        this.catalogue = catalogue;
        this.engine = new TrinoEngine(new CatalogueWarehouse(catalogue));
        this.api = new Api(routes());
        this.server = server;
    }

    /**
     * Starts a server on a free port.
     *
     * @param folder where databases are kept; made if it is not there
     * @param apiKey the key that is let in, without {@code TD1}
     */
    public static TreasureData start(Path folder, String apiKey) {
        return start(folder, apiKey, 0);
    }

    /**
     * Starts a server.
     *
     * @param folder where databases are kept; made if it is not there
     * @param apiKey the key that is let in, without {@code TD1}
     * @param port the port on 127.0.0.1, 0 for a free one
     * @throws UncheckedIOException if the port is taken
     */
    public static TreasureData start(Path folder, String apiKey, int port) {
        requireNonNull(folder, "folder is null");
        requireNonNull(apiKey, "apiKey is null");
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("Treasure Data did not start on port " + port, e);
        }
        TreasureData started = new TreasureData(new Catalogue(folder), server);
        started.acceptKey(apiKey);
        server.setExecutor(started.threads);
        server.createContext("/", started::handle);
        server.start();
        return started;
    }

    /** The address to give to clients, for the API and for imports alike. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets one more key in. */
    public void acceptKey(String apiKey) {
        api.acceptKey(apiKey);
    }

    /** Locks a key out. */
    public void refuseKey(String apiKey) {
        api.refuseKey(apiKey);
    }

    /** Makes a database, unless it is there. */
    public void createDatabase(String database) {
        try {
            catalogue.createDatabaseUnlessThere(database);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    /** From now on, asks these faults about every request. */
    public void onRequest(Faults deciding) {
        faults = requireNonNull(deciding, "deciding is null");
    }

    /** From now on, this clock says what the present is to queries; the system's does until then. */
    public void useClock(Clock telling) {
        clock = requireNonNull(telling, "telling is null");
    }

    /** How many imports were accepted since the start, repeats among them. */
    public long imports() {
        return account.imports();
    }

    /** How many of the accepted imports came under an id that was there before. */
    public long repeats() {
        return account.repeats();
    }

    /** How many of the repeats had other bytes than the import that was kept. */
    public long differingRepeats() {
        return account.differingRepeats();
    }

    /** The requests since the start, in the order of their answers. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Whether there is such a table. */
    public boolean hasTable(String database, String table) {
        return catalogue.databases().containsKey(database)
                && catalogue.databases().get(database).containsKey(table);
    }

    /**
     * The columns of a table, without time and v.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public List<Column> columns(String database, String table) {
        return table(database, table).columns();
    }

    /**
     * The rows in a table, counted from what is kept.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public long rowCount(String database, String table) {
        return table(database, table).countRows();
    }

    /**
     * Hands over every row of a table, import by import and in each import in its order: integers come as Long, floats
     * as Double, strings as String.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public void forEachRow(String database, String table, Consumer<Map<String, Object>> consumer) {
        table(database, table).forEachRow(consumer);
    }

    /** Stops at once: requests that wait are dropped, and jobs are killed. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        jobs.close();
        engine.close();
    }

    private List<Route> routes() {
        return Stream.of(
                        List.of(Api.SERVER_STATUS),
                        new DatabaseCalls(catalogue).routes(),
                        new TableCalls(catalogue).routes(),
                        new ImportCalls(catalogue, account).routes(),
                        new JobCalls(catalogue, jobs, engine, () -> clock).routes(),
                        new BulkImportCalls(catalogue, jobs).routes(),
                        new IngestCalls(catalogue, () -> clock).routes())
                .flatMap(List::stream)
                .toList();
    }

    private Table table(String database, String table) {
        try {
            return catalogue.table(database, table);
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = Request.read(exchange);
            Fault fault = faults.on(request.method(), request.path(), arrived.incrementAndGet());
            Answer answer = fault.answer(() -> serve(request));
            requests.add(new RecordedRequest(request.method(), request.path(), answer.status()));
            if (answer.status() != 0) {
                send(answer, request.isHead(), exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer serve(Request request) {
        try {
            return api.serve(request);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", request.method(), request.path(), e);
            return Answer.error(500, e.toString(), Map.of());
        }
    }

    private static void send(Answer answer, boolean bare, HttpExchange exchange)
            throws IOException, InterruptedException {
        byte[] body = answer.bytes();
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.stream().isPresent()) {
            exchange.sendResponseHeaders(answer.status(), 0);
            answer.stream().get().writeTo(exchange.getResponseBody());
            return;
        }
        if (bare) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "sandbox-treasure-data");
        thread.setDaemon(true);
        return thread;
    }
}
