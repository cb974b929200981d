package io.footbridge.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Looks for beans that are neither declared nor bound, also in expressions, and for classes that are not there. */
final class BeanRule implements Rule {

    private static final String BEAN = "#bean:";

    /** Keys whose value names a bean as it is, besides those that end with Ref. */
    private static final Set<String> NAMES = Set.of(
            "ref", "aggregationStrategy", "aggregationRepository", "idempotentRepository", "onPrepare", "routePolicy");

    /** A bean in an expression; after its name may come a method. */
    private static final Pattern FUNCTION = Pattern.compile("\\$\\{bean:(?!type:)([\\w-]+)[^}]*}");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        Map<String, Optional<Class<?>>> beans = routes.beans();
        for (Document document : routes.documents()) {
            for (Document.Place place : document.places()) {
                if (!(place.value() instanceof Yaml.Scalar scalar)) {
                    continue;
                }
                String text = routes.placeholders().resolve(scalar.text());
                for (String name : names(place, text)) {
                    if (routes.isComplete() && !Placeholders.isIn(name) && !routes.hasBean(name)) {
                        findings.accept(document.finding(
                                scalar,
                                Mistake.UNKNOWN_BEAN,
                                "there is no bean '" + name + "'"
                                        + Suggestion.of(
                                                name,
                                                beans.keySet(),
                                                "declare it under 'beans', or correct the name")));
                    }
                }
                if (namesType(place, text) && Routes.type(text).isEmpty()) {
                    findings.accept(document.finding(
                            scalar,
                            Mistake.UNKNOWN_CLASS,
                            "there is no class '" + text + "' on the class path; correct the name, or add its jar"));
                }
            }
        }
    }

    /** The beans that a value names. */
    private static List<String> names(Document.Place place, String text) {
        String reference = reference(place, text);
        if (reference.isEmpty()) {
            return FUNCTION.matcher(text).results().map(found -> found.group(1)).toList();
        }
        return place.key().equals("routePolicy") ? List.of(reference.split(" *, *")) : List.of(reference);
    }

    /** The bean that a value names; empty if it names none. */
    private static String reference(Document.Place place, String text) {
        if (text.startsWith(BEAN)) {
            return text.substring(BEAN.length());
        }
        boolean isArgument =
                place.keyAbove(1).equals("parameters") || place.keyAbove(1).equals("constructors");
        if (isArgument) {
            // #name is the old way to say #bean:name; the other words after # have a colon.
            return text.startsWith("#") && text.indexOf(':') < 0 && text.indexOf('(') < 0 ? text.substring(1) : "";
        }
        boolean other = place.key().startsWith("executorService") || place.key().equals("routeTemplateRef");
        boolean ofFormat = place.keyAbove(1).equals("custom"); // Or a data format; see ExtensionRule.
        boolean names = !other && !ofFormat && (place.key().endsWith("Ref") || NAMES.contains(place.key()));
        return names && !place.keys().contains("properties") && !text.startsWith("#") ? text : "";
    }

    private static boolean namesType(Document.Place place, String text) {
        if (text.startsWith("#class:")) {
            return true;
        }
        boolean ofBean = place.keyAbove(1).equals("beans") && place.key().equals("type");
        boolean type =
                ofBean || Set.of("beanType", "exception", "exceptionType").contains(place.key());
        return type && !place.isArgument() && !text.startsWith("#") && !Placeholders.isIn(text);
    }
}
