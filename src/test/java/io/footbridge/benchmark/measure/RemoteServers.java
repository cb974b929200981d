package io.footbridge.benchmark.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footbridge.benchmark.server.Plan;
import io.footbridge.benchmark.server.ServerProcess;
import io.footbridge.benchmark.server.Tally;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The servers' process, spoken to over its standard input and output. */
public final class RemoteServers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private RemoteServers(Process process) {
        this.process = process;
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    public static RemoteServers start(Machine machine, Cores cores) throws IOException {
        // The options that keep the JVM's own threads, and the connections, from costing more than they must.
        ProcessBuilder builder = new ProcessBuilder(machine.serverLine(
                cores,
                ServerProcess.class,
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-Dsun.net.httpserver.maxIdleConnections=1000"));
        return new RemoteServers(builder.redirectError(
                        Redirect.to(machine.work().resolve("servers.err").toFile()))
                .start());
    }

    /** Fills new servers, and gives the variables that lead to them. */
    public Map<String, String> prepare(Plan plan) throws IOException {
        return JSON.readValue(ask(new ServerProcess.Order(plan, null)), new TypeReference<>() {});
    }

    /** Takes the figures of this process. */
    void watch(long pid) throws IOException {
        ask(new ServerProcess.Order(null, pid));
    }

    public Tally tally() throws IOException {
        return JSON.readValue(ask(new ServerProcess.Order(null, null)), Tally.class);
    }

    @Override
    public void close() throws IOException {
        orders.close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String ask(ServerProcess.Order order) throws IOException {
        orders.write(JSON.writeValueAsString(order));
        orders.newLine();
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new EOFException("the servers' process has ended; see servers.err");
        }
        return answer;
    }
}
