package io.footbridge.sandbox.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on 127.0.0.1 that knows where made-up hosts are, and keeps all that it sees of those who ask. */
public final class RecordingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(RecordingProxy::daemon);
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private volatile Optional<String> authorization = Optional.empty();

    private RecordingProxy(ServerSocket server) {
        this.server = server;
    }

    public static RecordingProxy start() throws IOException {
        RecordingProxy proxy = new RecordingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    /** Host and port, to be put into a variable. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** From now on this host, whatever port is asked for, is at this port of 127.0.0.1. */
    public void place(String host, int port) {
        ports.put(host, port);
    }

    /** From now on, only those who say this in Proxy-Authorization are let through. */
    public void require(String proxyAuthorization) {
        authorization = Optional.of(proxyAuthorization);
    }

    /** The first lines of the requests, in the order in which they came. */
    public List<String> requests() {
        return heads.stream().map(head -> head.substring(0, head.indexOf('\r'))).toList();
    }

    /** All bytes that came from those who ask, one character each. */
    public String seen() {
        synchronized (seen) {
            return seen.toString(ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // It is closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            boolean served;
            do {
                String head = readHead(client.getInputStream());
                heads.add(head);
                served = serve(client, head);
            } while (!served);
        } catch (IOException e) {
            // The client or the server went away.
        }
    }

    /** @return whether the connection is used up */
    private boolean serve(Socket client, String head) throws IOException {
        if (authorization.isPresent() && !head.contains("\r\nProxy-Authorization: " + authorization.get() + "\r\n")) {
            write(
                    client.getOutputStream(),
                    "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"sandbox\"\r\nContent-Length: 0\r\n\r\n");
            return false;
        }
        String[] words = head.substring(0, head.indexOf('\r')).split(" ", -1);
        boolean tunnel = words[0].equals("CONNECT");
        URI target = URI.create(tunnel ? "https://" + words[1] : words[1]);
        Integer port = ports.get(target.getHost());
        if (port == null) {
            write(client.getOutputStream(), "HTTP/1.1 502 No such host\r\nContent-Length: 0\r\n\r\n");
            return false;
        }
        try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (tunnel) {
                write(client.getOutputStream(), "HTTP/1.1 200 OK\r\n\r\n");
            } else {
                String path = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
                String plain = head.replaceFirst(" \\S+ ", " " + path.replace("$", "\\$") + " ")
                        .replaceFirst("(?i)\r\nConnection: [^\r]*", "");
                write(behind.getOutputStream(), plain.substring(0, plain.length() - 2) + "Connection: close\r\n\r\n");
            }
            threads.execute(() -> pass(client, behind));
            behind.getInputStream().transferTo(client.getOutputStream());
        }
        return true;
    }

    private void pass(Socket client, Socket behind) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = client.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                see(buffer, read);
                behind.getOutputStream().write(buffer, 0, read);
            }
            behind.shutdownOutput();
        } catch (IOException e) {
            // One of the two went away, and the other will see it.
        }
    }

    private String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no request");
            }
            head.write(next);
        }
        see(head.toByteArray(), head.size());
        return head.toString(ISO_8859_1);
    }

    private void see(byte[] bytes, int length) {
        synchronized (seen) {
            seen.write(bytes, 0, length);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "recording-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
