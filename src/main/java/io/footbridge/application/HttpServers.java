package io.footbridge.application;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The Vert.x on which Camel opens its HTTP servers. Camel makes them without a limit on what clients may hold open; here
 * every server gets one. Each server also has threads of its own, so that requests to one that wait for S3 do not hold up
 * the other.
 */
public final class HttpServers extends VertxWrapper {

    private static final long STOP_SECONDS = 10;
    private static final long LOOK_MILLIS = 500;

    private final int maxConnections;
    private final Duration patience;
    private final List<Vertx> running = new ArrayList<>();
    private int servers;

    private HttpServers(VertxInternal vertx, int maxConnections, Duration patience) {
        super(vertx);
        this.maxConnections = maxConnections;
        this.patience = patience;
        running.add(vertx);
    }

    /**
     * @param maxConnections how many connections a server keeps open
     * @param patience how long a connection may be without a whole request
     */
    public static HttpServers of(int maxConnections, Duration patience) {
        return new HttpServers((VertxInternal) diskless(), maxConnections, patience);
    }

    @Override
    public synchronized HttpServer createHttpServer(HttpServerOptions options) {
        if (servers++ > 0) {
            running.add(diskless());
        }
        Vertx own = running.get(running.size() - 1);
        OpenConnections connections = new OpenConnections(maxConnections, patience);
        // Clients that need no TLS need no HTTP/2 either, and one of its connections would hold many requests.
        HttpServer server = own.createHttpServer(new HttpServerOptions(options).setHttp2ClearTextEnabled(false));
        server.connectionHandler(connections::opened);
        own.setPeriodic(LOOK_MILLIS, timer -> connections.closeOverdue());
        return watched(server, connections);
    }

    /** What blocks runs on the threads of the server that was asked. */
    @Override
    public ContextInternal getOrCreateContext() {
        ContextInternal current = ContextInternal.current();
        return current == null ? super.getOrCreateContext() : current;
    }

    /** Stops whatever is left, since Camel does so only with what it made itself. */
    public synchronized void stop() {
        CountDownLatch stopped = new CountDownLatch(running.size());
        running.forEach(vertx -> vertx.close().onComplete(end -> stopped.countDown()));
        running.clear();
        try {
            boolean unused = stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing is cached on a disk. */
    private static Vertx diskless() {
        return Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** The same server, whose connections are told of each request. */
    private static HttpServer watched(HttpServer server, OpenConnections connections) {
        return (HttpServer) Proxy.newProxyInstance(
                HttpServers.class.getClassLoader(), new Class<?>[] {HttpServer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("requestHandler") && arguments != null) {
                        @SuppressWarnings("unchecked") // Its only argument
                        Handler<HttpServerRequest> handler = (Handler<HttpServerRequest>) arguments[0];
                        server.requestHandler(request -> {
                            connections.asked(request);
                            handler.handle(request);
                        });
                        return proxy;
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
