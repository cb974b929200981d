package io.footbridge.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A connection to a server of this machine on which anything can be said, HTTP or not. */
public final class RawConnection implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})");

    private final Socket socket;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    public static RawConnection open(int port) throws IOException {
        return new RawConnection(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Sends characters as bytes of the same number. */
    public RawConnection say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Whether the server has closed the connection, or does so before the time is over. */
    public boolean isClosedWithin(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!listen(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())))) {
                return true;
            }
        }
        return false;
    }

    /** The statuses of so many answers, in their order; fewer if they do not come in time. */
    public List<Integer> statuses(int answers, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Integer> statuses = statuses();
        while (statuses.size() < answers && System.nanoTime() < end && listen(Duration.ofMillis(100))) {
            statuses = statuses();
        }
        return statuses;
    }

    /** All that was answered so far. */
    public String heard() {
        return heard.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private List<Integer> statuses() {
        return STATUS.matcher(heard())
                .results()
                .map((MatchResult result) -> Integer.valueOf(result.group(1)))
                .toList();
    }

    /** Hears what comes next; false if the server has hung up. */
    private boolean listen(Duration time) throws IOException {
        byte[] buffer = new byte[8192];
        socket.setSoTimeout((int) Math.max(1, time.toMillis()));
        try {
            int bytes = socket.getInputStream().read(buffer);
            if (bytes > 0) {
                heard.write(buffer, 0, bytes);
            }
            return bytes >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }
}
