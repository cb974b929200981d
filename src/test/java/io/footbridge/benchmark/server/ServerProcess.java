package io.footbridge.benchmark.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;

/**
 * The servers as a process of their own, so that what they use is not taken for a party's: reads a command a line from
 * standard input and writes an answer a line, both JSON, until the input ends.
 */
public final class ServerProcess {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ServerProcess() {}

    /** One order: a plan to prepare, a process to watch, or neither to be told the tally. */
    public record Order(Plan plan, Long pid) {}

    public static void main(String[] args) throws IOException {
        try (Servers servers = new Servers(false);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(JSON.writeValueAsString(obey(JSON.readValue(line, Order.class), servers)));
            }
        }
    }

    private static Object obey(Order order, Servers servers) throws IOException {
        if (order.plan() != null) {
            return servers.prepare(order.plan());
        }
        if (order.pid() != null) {
            servers.watch(order.pid());
            return Map.of();
        }
        return servers.tally();
    }
}
