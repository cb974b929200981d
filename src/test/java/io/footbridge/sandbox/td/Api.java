package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Treasure Data's REST API: first the key, then the route, then what the path names. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PUBLIC_PATH = "/v3/system/server_status";

    /** What every client may ask without a key. */
    static final Route SERVER_STATUS =
            Route.json("GET", PUBLIC_PATH, call -> JSON.createObjectNode().put("status", "ok"));

    private final Set<String> apiKeys = ConcurrentHashMap.newKeySet();
    private final List<Route> routes;

    /** @param routes in the order in which they are tried */
    Api(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    void acceptKey(String apiKey) {
        apiKeys.add(apiKey);
    }

    void refuseKey(String apiKey) {
        apiKeys.remove(apiKey);
    }

    Answer serve(Request request) {
        try {
            requireKey(request);
            requirePlainBody(request);
            for (Route route : routes) {
                Optional<Answer> answer = route.serve(request);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            throw new Refusal(404, "no route " + request.method() + " " + request.path());
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    /* No client is known to compress a whole body, nor is it published whether Treasure Data would take one. */
    private static void requirePlainBody(Request request) throws Refusal {
        String encoding = request.header("Content-Encoding").orElse("identity").strip();
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new Refusal(415, "Content-Encoding " + encoding + " is not taken here: send the body as it is");
        }
    }

    private void requireKey(Request request) throws Refusal {
        String header = request.authorization();
        boolean accepted = header.startsWith("TD1 ") && apiKeys.contains(header.substring("TD1 ".length()));
        if (!accepted && !request.path().equals(PUBLIC_PATH)) {
            throw new Refusal(401, "authorization is missing or its key is not known");
        }
    }
}
