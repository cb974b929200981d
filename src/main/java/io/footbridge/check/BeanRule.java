package io.footbridge.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for beans that are neither declared nor bound, and for classes that are not there. */
final class BeanRule implements Rule {

    private static final String BEAN = "#bean:";

    /** Keys whose value names a bean as it is, besides those that end with Ref. */
    private static final Set<String> NAMES = Set.of(
            "ref", "aggregationStrategy", "aggregationRepository", "idempotentRepository", "onPrepare", "routePolicy");

    @Override
    public void check(Routes routes, Consumer<Finding> findings) {
        Map<String, Optional<Class<?>>> beans = routes.beans();
        for (Document document : routes.documents()) {
            for (Document.Place place : document.places()) {
                if (!(place.value() instanceof Yaml.Scalar scalar)) {
                    continue;
                }
                String text = routes.placeholders().resolve(scalar.text());
                String name = reference(place, text);
                if (routes.isComplete() && !name.isEmpty() && !Placeholders.isIn(name) && !beans.containsKey(name)) {
                    findings.accept(document.finding(
                            scalar,
                            Mistake.UNKNOWN_BEAN,
                            "there is no bean '" + name + "'" + Suggestion.of(name, beans.keySet())));
                }
                if (namesType(place, text) && Routes.type(text).isEmpty()) {
                    findings.accept(document.finding(
                            scalar, Mistake.UNKNOWN_CLASS, "there is no class '" + text + "' in the jar"));
                }
            }
        }
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
        boolean endsWithRef = place.key().endsWith("Ref") && !place.key().startsWith("executorService");
        boolean names = endsWithRef || NAMES.contains(place.key());
        return names && !place.keys().contains("properties") && !text.startsWith("#") ? text : "";
    }

    private static boolean namesType(Document.Place place, String text) {
        if (text.startsWith("#class:")) {
            return true;
        }
        boolean ofBean = place.keyAbove(1).equals("beans") && place.key().equals("type");
        return (ofBean || place.key().equals("beanType")) && !text.startsWith("#") && !Placeholders.isIn(text);
    }
}
