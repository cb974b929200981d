package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done for the requests of one method to the paths of one form. */
final class Route {

    /** Does what a route is for. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Call call) throws Refusal;
    }

    /** Does what a route is for, and answers 200 with JSON. */
    @FunctionalInterface
    interface JsonHandler {
        JsonNode handle(Call call) throws Refusal;
    }

    private final String method;
    private final Pattern path;
    private final Handler handler;

    private Route(String method, String template, Handler handler) {
        this.method = method;
        this.path = Pattern.compile(template.replace("{}", "([^/]+)"));
        this.handler = handler;
    }

    /** @param template the path, with {@code {}} for each variable */
    static Route of(String method, String template, Handler handler) {
        return new Route(method, template, handler);
    }

    /** @param template the path, with {@code {}} for each variable */
    static Route json(String method, String template, JsonHandler handler) {
        return new Route(method, template, call -> Answer.ok(handler.handle(call)));
    }

    /** The answer, if the request is one of this route's. */
    Optional<Answer> serve(Request request) throws Refusal {
        Matcher match = path.matcher(request.path());
        boolean asked = method.equals(request.method()) || (method.equals("GET") && request.isHead());
        return asked && match.matches() ? Optional.of(handler.handle(new Call(match, request))) : Optional.empty();
    }
}
