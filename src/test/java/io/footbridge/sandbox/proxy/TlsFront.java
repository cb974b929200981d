package io.footbridge.sandbox.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Ends TLS on 127.0.0.1 for a server that speaks plain HTTP, with a certificate that it makes for itself. */
public final class TlsFront implements AutoCloseable {

    /** The password of the store, which holds nothing of value. */
    public static final String PASSWORD = "sandbox";

    private final SSLServerSocket server;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool(TlsFront::daemon);

    private TlsFront(SSLServerSocket server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Makes a key, and a certificate for these hosts, with the JDK's own tool.
     *
     * @param store the file to make; it is a trust store at the same time
     */
    public static void makeStore(Path store, String... hosts) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "sandbox",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=sandbox",
                        "-ext",
                        "san=dns:" + String.join(",dns:", hosts),
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!tool.waitFor(60, TimeUnit.SECONDS) || tool.exitValue() != 0) {
            tool.destroyForcibly();
            throw new IOException("no certificate could be made");
        }
    }

    /** @param port of the plain server on 127.0.0.1 */
    public static TlsFront start(Path store, int port) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        TlsFront front = new TlsFront(
                (SSLServerSocket)
                        context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                port);
        front.threads.execute(front::accept);
        return front;
    }

    /** The port that speaks TLS. */
    public int port() {
        return server.getLocalPort();
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
        try (client;
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
            threads.execute(() -> pass(client, behind));
            behind.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    private static void pass(Socket client, Socket behind) {
        try {
            client.getInputStream().transferTo(behind.getOutputStream());
            behind.shutdownOutput();
        } catch (IOException e) {
            // One of the two went away, and the other will see it.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "tls-front");
        thread.setDaemon(true);
        return thread;
    }
}
