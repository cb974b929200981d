package io.footbridge.lint;

import io.footbridge.lint.yaml.Yaml;
import io.footbridge.text.Suggestion;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for beans that are neither declared nor bound, also in expressions, and for classes and methods that do not exist. */
record BeanRule(Routes routes, Set<Finding> findings) implements Rule {

    private static final String BEAN = "#bean:";

    /** Keys whose value names a bean as it is, besides those that end with Ref. */
    private static final Set<String> NAMES = Set.of(
            "ref", "aggregationStrategy", "aggregationRepository", "idempotentRepository", "onPrepare", "routePolicy");

    private static final Set<String> TYPES = Set.of("beanType", "exception", "exceptionType");

    /** A bean in an expression; after its name may come a method. */
    private static final Pattern FUNCTION = Pattern.compile("\\$\\{bean:(?!type:)([\\w-]+)[^}]*}");

    /** What commas part: in brackets and quotes they do not. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private static final Pattern BRACKETED =
            Pattern.compile("\\([^(){}\\[\\]]*\\)|\\{[^(){}\\[\\]]*}|\\[[^(){}\\[\\]]*]");

    @Override
    public void check() {
        routes.values().filter(Yaml::isScalar).forEach(this::checkNames);
        routes.values()
                .filter(call -> call.key().equals("bean") || call.key().equals("method"))
                .forEach(this::checkMethod);
    }

    private void checkNames(Yaml at) {
        String text = resolve(at.text());
        for (String name : names(at, text)) {
            if (routes.isComplete() && !Placeholders.isIn(name) && !routes.hasBean(name)) {
                Set<String> beans = routes.beans().keySet();
                unknown(at, Mistake.UNKNOWN_BEAN, "there is no bean", name, beans, "declare it under 'beans'");
            }
        }
        if (namesType(at, text) && Routes.type(text).isEmpty()) {
            found(
                    at,
                    Mistake.UNKNOWN_CLASS,
                    "there is no class '" + text + "' on the class path; correct the name, or add its jar");
        }
    }

    /** The beans that a value names. */
    private static List<String> names(Yaml at, String text) {
        String reference = reference(at, text);
        if (reference.isEmpty()) {
            return FUNCTION.matcher(text).results().map(found -> found.group(1)).toList();
        }
        return at.key().equals("routePolicy") ? List.of(reference.split(" *, *")) : List.of(reference);
    }

    /** The bean that a value names; empty if it names none. */
    private static String reference(Yaml at, String text) {
        if (text.startsWith(BEAN)) {
            return text.substring(BEAN.length());
        }
        String owner = at.keyAbove(1);
        if (owner.equals("parameters") || owner.equals("constructors")) {
            // #name is the old way to say #bean:name; the other words after # have a colon.
            return text.matches("(?s)#[^:(]*") ? text.substring(1) : "";
        }
        boolean other = at.key().startsWith("executorService") || at.key().equals("routeTemplateRef");
        boolean ofFormat = owner.equals("custom"); // Or a data format; see ExtensionRule.
        boolean names = !other && !ofFormat && (at.key().endsWith("Ref") || NAMES.contains(at.key()));
        return names && !at.keys().contains("properties") && !text.startsWith("#") ? text : "";
    }

    private static boolean namesType(Yaml at, String text) {
        boolean ofBean = at.keyAbove(1).equals("beans") && at.key().equals("type");
        boolean type = (ofBean || TYPES.contains(at.key())) && !at.isArgument();
        return text.startsWith("#class:") || (type && !text.startsWith("#") && !Placeholders.isIn(text));
    }

    private void checkMethod(Yaml call) {
        Optional<Class<?>> type = call.text("ref")
                .flatMap(ref -> routes.beans().getOrDefault(resolve(ref), Optional.empty()))
                .or(() -> call.text("beanType").flatMap(Routes::type));
        Optional<String> method = call.text("method");
        if (type.isPresent() && method.isPresent()) {
            complaint(type.get(), method.get())
                    .ifPresent(
                            complaint -> found(call.find("method").orElseThrow(), Mistake.UNKNOWN_METHOD, complaint));
        }
    }

    /** Why a class does not have the called method. */
    private static Optional<String> complaint(Class<?> type, String call) {
        String name = call.split("\\(", 2)[0].strip();
        boolean chain = name.contains(".") || name.contains("["); // What comes after is known only at run time.
        if (chain || name.contains("$") || Placeholders.isIn(name)) {
            return Optional.empty();
        }
        List<Method> named = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        String missing = type.getName() + " has no method '" + name + "'";
        if (named.isEmpty()) {
            Stream<String> names = Arrays.stream(type.getMethods()).map(Method::getName);
            return Optional.of(missing + Suggestion.of(name, names.toList()));
        }
        if (call.indexOf('(') < 0 || !call.strip().endsWith(")")) {
            return Optional.empty();
        }
        int given = arguments(call.substring(call.indexOf('(') + 1, call.lastIndexOf(')')));
        boolean fits = named.stream().anyMatch(method -> method.isVarArgs() || method.getParameterCount() == given);
        return fits ? Optional.empty() : Optional.of(missing + " with " + given + " parameters");
    }

    private static int arguments(String list) {
        String plain = QUOTED.matcher(list).replaceAll("_");
        for (String outer = ""; !outer.equals(plain); ) {
            outer = plain;
            plain = BRACKETED.matcher(plain).replaceAll("_");
        }
        return list.isBlank() ? 0 : plain.split(",", -1).length;
    }
}
