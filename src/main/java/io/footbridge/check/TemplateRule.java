package io.footbridge.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at the routes that are made from templates: whether the template is there, and gets what it needs. */
final class TemplateRule implements Rule {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([^{}:]+)}}");

    /** As many parameters as anybody puts into one name; a value that names itself must not go on for ever. */
    private static final int DEEPEST = 4;

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        List<String> names = routes.templates().stream()
                .flatMap(template -> template.definition().text("id").stream())
                .toList();
        for (Routes.Part route : routes.templatedRoutes()) {
            String name = route.definition().text("routeTemplateRef").orElse("");
            Optional<Routes.Part> template = routes.templates().stream()
                    .filter(each -> each.definition().text("id").orElse("").equals(name))
                    .findFirst();
            if (template.isPresent()) {
                checkParameters(route, template.get(), findings);
            } else if (routes.isComplete() && !Placeholders.isIn(name)) {
                findings.accept(route.document()
                        .finding(
                                route.definition().find("routeTemplateRef").orElse(route.definition()),
                                Mistake.MISSING_TARGET,
                                "there is no routeTemplate '" + name + "'"
                                        + Suggestion.of(name, names, "add it, or correct the name")));
            }
        }
    }

    /** What a text in a template may become: one for every value that a route gives its parameter, or the text itself. */
    static List<String> valuesOf(String text, Routes routes) {
        return valuesOf(text, routes, DEEPEST);
    }

    private static List<String> valuesOf(String text, Routes routes, int depth) {
        Matcher parameter = PARAMETER.matcher(text);
        if (depth == 0 || !parameter.find()) {
            return List.of(text);
        }
        List<String> values = new ArrayList<>();
        Stream.concat(routes.templates().stream(), routes.templatedRoutes().stream())
                .flatMap(part -> part.definition().items("parameters").stream())
                .filter(given -> given.text("name").orElse("").equals(parameter.group(1)))
                .flatMap(given -> given.text("value").or(() -> given.text("defaultValue")).stream())
                .map(value -> text.substring(0, parameter.start())
                        + routes.placeholders().resolve(value)
                        + text.substring(parameter.end()))
                .forEach(value -> values.addAll(valuesOf(value, routes, depth - 1)));
        return values;
    }

    private static void checkParameters(Routes.Part route, Routes.Part template, Consumer<Finding> findings) {
        List<String> given = route.definition().items("parameters").stream()
                .flatMap(parameter -> parameter.text("name").stream())
                .toList();
        for (Yaml parameter : template.definition().items("parameters")) {
            boolean needed = parameter.find("defaultValue").isEmpty()
                    && !parameter.text("required").orElse("true").equals("false");
            String name = parameter.text("name").orElse("");
            if (needed && !given.contains(name)) {
                findings.accept(route.document()
                        .finding(
                                route.definition(),
                                Mistake.MISSING_OPTION,
                                "the template needs the parameter '" + name + "'; add it under 'parameters'"));
            }
        }
    }
}
