package io.footbridge.sandbox.td;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;

/** A request, wholly read. */
final class Request {

    private final String method;
    private final RequestTarget target;
    private final Headers headers;
    private final byte[] body;

    private Request(HttpExchange exchange) throws IOException {
        this.method = exchange.getRequestMethod();
        this.target = RequestTarget.of(exchange.getRequestURI());
        this.headers = exchange.getRequestHeaders();
        this.body = exchange.getRequestBody().readAllBytes();
    }

    static Request read(HttpExchange exchange) throws IOException {
        return new Request(exchange);
    }

    String method() {
        return method;
    }

    /** The path, still encoded, with single slashes and none at its end. */
    String path() {
        return target.path();
    }

    /** Whether the answer is to be left without its body. */
    boolean isHead() {
        return method.equals("HEAD");
    }

    /** The Authorization header, empty if there is none. */
    String authorization() {
        return header("Authorization").orElse("");
    }

    /** The first header of this name. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    byte[] body() {
        return body;
    }

    Parameters parameters() throws Refusal {
        return Parameters.of(target.query(), headers.getFirst("Content-Type"), body);
    }
}
