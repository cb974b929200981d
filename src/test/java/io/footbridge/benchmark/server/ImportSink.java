package io.footbridge.benchmark.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Treasure Data that takes every import and answers with its MD5, as cheaply as that can be done: on a machine with two
 * cores, what it uses is missing to what is measured.
 */
final class ImportSink implements AutoCloseable {

    private static final int BACKLOG = 512;
    private static final int TRAILER_BYTES = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "import-sink");
        thread.setDaemon(true);
        return thread;
    });
    private final int delayMillis;
    private final boolean keeping;
    private final List<byte[]> kept = new CopyOnWriteArrayList<>();
    private final AtomicLong firstPost = new AtomicLong();
    private final AtomicLong imports = new AtomicLong();
    private final AtomicLong importBytes = new AtomicLong();
    private final AtomicLong unpackedBytes = new AtomicLong();

    /** @param keeping whether to keep the bodies, in memory */
    ImportSink(int delayMillis, boolean keeping) throws IOException {
        this.delayMillis = delayMillis;
        this.keeping = keeping;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    long firstPost() {
        return firstPost.get();
    }

    long imports() {
        return imports.get();
    }

    long importBytes() {
        return importBytes.get();
    }

    long unpackedBytes() {
        return unpackedBytes.get();
    }

    List<byte[]> kept() {
        return List.copyOf(kept);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String answer = "{\"databases\":[]}";
            if (exchange.getRequestMethod().equals("PUT")) {
                firstPost.compareAndSet(0, Course.now());
                count(body);
                answer = "{\"md5_hex\":\"" + md5(body) + "\"}";
            }
            delay();
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void count(byte[] body) {
        imports.incrementAndGet();
        importBytes.addAndGet(body.length);
        // A gzip member ends with the size of what is in it.
        unpackedBytes.addAndGet(Integer.toUnsignedLong(ByteBuffer.wrap(body, body.length - TRAILER_BYTES, TRAILER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt()));
        if (keeping) {
            kept.add(body);
        }
    }

    private void delay() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("server closed");
        }
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has MD5", e);
        }
    }
}
