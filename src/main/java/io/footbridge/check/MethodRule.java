package io.footbridge.check;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks for methods that the called bean does not have. */
final class MethodRule implements Rule {

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        Map<String, Optional<Class<?>>> beans = routes.beans();
        for (Document document : routes.documents()) {
            for (Document.Place place : document.places()) {
                boolean call = place.key().equals("bean") || place.key().equals("method");
                Yaml value = place.value();
                if (call && value.text("method").isPresent()) {
                    value.text("ref")
                            .map(routes.placeholders()::resolve)
                            .flatMap(ref -> beans.getOrDefault(ref, Optional.empty()))
                            .or(() -> value.text("beanType").flatMap(Routes::type))
                            .flatMap(
                                    type -> complaint(type, value.text("method").orElseThrow()))
                            .ifPresent(message -> findings.accept(document.finding(
                                    value.find("method").orElseThrow(), Mistake.UNKNOWN_METHOD, message)));
                }
            }
        }
    }

    private static Optional<String> complaint(Class<?> type, String call) {
        int open = call.indexOf('(');
        String name = (open < 0 ? call : call.substring(0, open)).strip();
        boolean chain = name.contains(".") || name.contains("["); // What comes after is known only at run time.
        if (chain || name.contains("$") || Placeholders.isIn(name)) {
            return Optional.empty();
        }
        List<Method> named = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        if (named.isEmpty()) {
            List<String> names =
                    Arrays.stream(type.getMethods()).map(Method::getName).toList();
            return Optional.of(type.getName() + " has no method '" + name + "'" + Suggestion.of(name, names));
        }
        if (open < 0 || !call.strip().endsWith(")")) {
            return Optional.empty();
        }
        int given = arguments(call.strip().substring(open + 1, call.strip().length() - 1));
        boolean fits = named.stream().anyMatch(method -> method.isVarArgs() || method.getParameterCount() == given);
        return fits
                ? Optional.empty()
                : Optional.of(type.getName() + " has no method '" + name + "' with " + given + " parameters");
    }

    /** Counts what commas part, save those in brackets and quotes. */
    private static int arguments(String list) {
        if (list.isBlank()) {
            return 0;
        }
        int count = 1;
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < list.length(); i++) {
            char letter = list.charAt(i);
            if (letter == '\'' || letter == '"') {
                quoted = !quoted;
            } else if ("({[".indexOf(letter) >= 0) {
                depth++;
            } else if (")}]".indexOf(letter) >= 0) {
                depth--;
            } else if (letter == ',' && depth == 0 && !quoted) {
                count++;
            }
        }
        return count;
    }
}
