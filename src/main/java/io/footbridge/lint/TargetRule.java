package io.footbridge.lint;

import io.footbridge.lint.yaml.Endpoint;
import io.footbridge.lint.yaml.Yaml;
import io.footbridge.text.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for what a route goes on in: other routes, configurations, and the templates it is made from. */
record TargetRule(Routes routes, Set<Finding> findings) implements Rule {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([^{}:]+)}}");

    /** As many parameters as anybody puts into one name; a value that names itself must not go on for ever. */
    private static final int DEEPEST = 4;

    @Override
    public void check() {
        if (routes.isComplete()) { // Else, what is missed may be in the file that could not be read.
            checkDirect();
            checkConfigurations();
        }
        checkTemplates();
    }

    private void checkDirect() {
        Set<String> taken = new HashSet<>();
        List<Endpoint> direct = routes.endpoints().stream()
                .filter(endpoint -> routes.scheme(endpoint).equals("direct"))
                .toList();
        direct.stream()
                .filter(Endpoint::isSource)
                .flatMap(source -> valuesOf(option(source, "name"), DEEPEST))
                .forEach(taken::add);
        for (Endpoint endpoint : direct) {
            String name = option(endpoint, "name");
            boolean needed = !endpoint.isSource()
                    && !option(endpoint, "failIfNoConsumers").equals("false");
            if (needed && !name.isEmpty() && !Placeholders.isIn(name) && !taken.contains(name)) {
                String advice = Suggestion.of(name, taken, "add a route from it, or correct the name");
                found(endpoint.at("name"), Mistake.MISSING_TARGET, "no route takes from direct:" + name + advice);
            }
        }
    }

    private String option(Endpoint endpoint, String name) {
        return routes.options(endpoint).getOrDefault(name, "");
    }

    private void checkConfigurations() {
        Set<String> known = routes.elements()
                .filter(element -> element.kind().equals("routeConfiguration"))
                .flatMap(element -> element.definition().text("id").stream())
                .collect(Collectors.toSet());
        routes.elements()
                .flatMap(element -> element.definition().find("routeConfigurationId").stream())
                .forEach(at -> Stream.of(resolve(at.text()).split(",", -1))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty() && !id.contains("*") && !Placeholders.isIn(id))
                        .filter(id -> !known.contains(id))
                        .forEach(id -> found(
                                at,
                                Mistake.UNKNOWN_ROUTE_CONFIGURATION,
                                "there is no routeConfiguration '" + id + "'"
                                        + Suggestion.of(id, known, "add it, or correct the id"))));
    }

    private void checkTemplates() {
        List<Yaml> templates = routes.parts("routeTemplate");
        for (Yaml route : routes.parts("templatedRoute")) {
            String name = route.text("routeTemplateRef").orElse("");
            Optional<Yaml> template = templates.stream()
                    .filter(each -> each.text("id").orElse("").equals(name))
                    .findFirst();
            if (template.isPresent()) {
                checkParameters(route, template.get());
            } else if (routes.isComplete() && !Placeholders.isIn(name)) {
                Yaml at = route.find("routeTemplateRef").orElse(route);
                Stream<String> ids = templates.stream().flatMap(each -> each.text("id").stream());
                unknown(at, Mistake.MISSING_TARGET, "there is no routeTemplate", name, ids.toList(), "add it");
            }
        }
    }

    /** What a text in a template may become: one for every value that a route gives its parameter, or the text itself. */
    private Stream<String> valuesOf(String text, int depth) {
        Matcher parameter = PARAMETER.matcher(text);
        if (depth == 0 || !parameter.find()) {
            return Stream.of(text);
        }
        return Stream.of("routeTemplate", "templatedRoute")
                .flatMap(kind -> routes.parts(kind).stream())
                .flatMap(part -> part.items("parameters").stream())
                .filter(given -> given.text("name").orElse("").equals(parameter.group(1)))
                .flatMap(given -> given.text("value").or(() -> given.text("defaultValue")).stream())
                .map(value -> text.substring(0, parameter.start()) + resolve(value) + text.substring(parameter.end()))
                .flatMap(value -> valuesOf(value, depth - 1));
    }

    private void checkParameters(Yaml route, Yaml template) {
        for (Yaml parameter : template.items("parameters")) {
            boolean needed = parameter.find("defaultValue").isEmpty()
                    && !parameter.text("required").orElse("true").equals("false");
            Optional<String> name = parameter.text("name");
            if (needed
                    && route.items("parameters").stream()
                            .noneMatch(each -> each.text("name").equals(name))) {
                String message =
                        "the template needs the parameter '" + name.orElse("") + "'; add it under 'parameters'";
                found(route, Mistake.MISSING_OPTION, message);
            }
        }
    }
}
