package io.footbridge.command;

import io.footbridge.check.Catalogue;
import io.footbridge.check.Mistake;
import io.footbridge.check.Suggestion;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.LanguageValidationResult;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.EipModel;

/** The catalogue of the components that are on the class path, as their own jars describe them. */
final class CamelCatalogue implements Catalogue {

    /** The catalogue takes the scheduler of a poll for a bean; these are names of their own. */
    private static final Set<String> SCHEDULERS = Set.of("none", "spring", "quartz");

    private static final String HIDDEN = "…";

    private final DefaultRuntimeCamelCatalog catalogue = new DefaultRuntimeCamelCatalog(true);
    private final Map<String, ComponentModel> models = new HashMap<>();
    private final Map<String, Optional<String>> javaTypes = new HashMap<>();

    CamelCatalogue() {
        catalogue.setJSonSchemaResolver(new ClassPathDescriptions());
    }

    @Override
    public boolean knows(String scheme) {
        return model(scheme).isPresent();
    }

    @Override
    public Set<String> options(String scheme) {
        return names(scheme, option -> true);
    }

    @Override
    public Set<String> secretOptions(String scheme) {
        return names(scheme, BaseOptionModel::isSecret);
    }

    @Override
    public boolean hasKamelet(String name) {
        return ClassPathDescriptions.has("kamelets", name + ".kamelet.yaml");
    }

    @Override
    public Optional<String> language(String word) {
        boolean abstraction = word.equals("language") || word.equals("expression");
        return abstraction || javaType("language", word).isEmpty()
                ? Optional.empty()
                : Optional.of(word.equals("method") ? "bean" : word);
    }

    @Override
    public boolean hasLanguage(String name) {
        return ClassPathDescriptions.has(ClassPathDescriptions.SERVICES + "language", name);
    }

    @Override
    public Optional<String> dataFormat(String word, String kind) {
        return javaType("dataformat", word)
                .filter(type -> !type.endsWith(".DataFormatsDefinition"))
                .flatMap(type -> DataFormatNames.of(type, kind));
    }

    @Override
    public boolean hasDataFormat(String name) {
        return ClassPathDescriptions.has(ClassPathDescriptions.SERVICES + "dataformat", name);
    }

    @Override
    public String jar(String name) {
        String version = model("direct").map(ComponentModel::getVersion).orElseThrow();
        return "org.apache.camel:" + CamelJars.of(name) + ":" + version;
    }

    /** The class of Camel's model that a word in YAML stands for. */
    private Optional<String> javaType(String kind, String word) {
        return javaTypes.computeIfAbsent(
                kind + "/" + word,
                name -> Optional.ofNullable(catalogue.eipModel(name)).map(EipModel::getJavaType));
    }

    @Override
    public List<OptionMistake> mistakes(String scheme, Map<String, String> options) {
        EndpointValidationResult result = catalogue.validateProperties(scheme, options);
        List<OptionMistake> mistakes = new ArrayList<>();
        boolean lenient = model(scheme).map(ComponentModel::isLenientProperties).orElse(false);
        for (String option : orEmpty(result.getUnknown())) {
            String guess = Suggestion.of(option, options(scheme));
            // Such a component hands on what it does not know, unless that is only misspelt.
            if (!lenient || !guess.isEmpty()) {
                mistakes.add(new OptionMistake(
                        Mistake.UNKNOWN_OPTION, option, scheme + " has no option '" + option + "'" + guess));
            }
        }
        for (String option : orEmpty(result.getRequired())) {
            mistakes.add(
                    new OptionMistake(Mistake.MISSING_OPTION, option, scheme + " needs the option '" + option + "'"));
        }
        Set<String> secret = secretOptions(scheme);
        values(result).forEach((option, expected) -> {
            String value = options.getOrDefault(option, "");
            boolean fine = option.equals("scheduler") && SCHEDULERS.contains(value);
            if (!fine) {
                mistakes.add(new OptionMistake(
                        Mistake.BAD_VALUE,
                        option,
                        option + " is '" + (secret.contains(option) ? HIDDEN : value) + "'; expected " + expected));
            }
        });
        return mistakes;
    }

    @Override
    public Map<String, String> ofUri(String uri) {
        try {
            Map<String, String> options = catalogue.endpointProperties(uri);
            return options == null ? Map.of() : options;
        } catch (URISyntaxException | RuntimeException e) {
            return Map.of(); // The address itself is what is wrong, and Camel says so.
        }
    }

    @Override
    public Optional<String> complaint(String simple, boolean predicate) {
        ClassLoader loader = CamelCatalogue.class.getClassLoader();
        LanguageValidationResult result = predicate
                ? catalogue.validateLanguagePredicate(loader, "simple", simple)
                : catalogue.validateLanguageExpression(loader, "simple", simple);
        if (result.isSuccess()) {
            return Optional.empty();
        }
        String why = result.getShortError() == null ? result.getError() : result.getShortError();
        return Optional.of(String.valueOf(why).strip() + " at character " + (result.getIndex() + 1));
    }

    /** The options whose values are of no use, with what they should have been. */
    private static Map<String, String> values(EndpointValidationResult result) {
        Map<String, String> expected = new HashMap<>();
        orEmpty(result.getInvalidBoolean()).forEach((option, value) -> expected.put(option, "true or false"));
        orEmpty(result.getInvalidInteger()).forEach((option, value) -> expected.put(option, "a whole number"));
        orEmpty(result.getInvalidNumber()).forEach((option, value) -> expected.put(option, "a number"));
        orEmpty(result.getInvalidDuration()).forEach((option, value) -> expected.put(option, "a time such as 5s"));
        orEmpty(result.getInvalidReference()).forEach((option, value) -> expected.put(option, "#bean:name"));
        orEmpty(result.getInvalidEnum())
                .forEach((option, value) ->
                        expected.put(option, "one of " + String.join(", ", result.getEnumChoices(option))));
        return expected;
    }

    /** With the component's own: some, such as the timeouts of http, may stand at an endpoint as well. */
    private Set<String> names(String scheme, Predicate<BaseOptionModel> wanted) {
        return model(scheme).stream()
                .flatMap(model -> Stream.of(
                        model.getEndpointPathOptions(),
                        model.getEndpointParameterOptions(),
                        model.getComponentOptions()))
                .<BaseOptionModel>flatMap(List::stream)
                .filter(wanted)
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
    }

    private Optional<ComponentModel> model(String scheme) {
        return Optional.ofNullable(models.computeIfAbsent(scheme, catalogue::componentModel));
    }

    private static Set<String> orEmpty(Set<String> set) {
        return set == null ? Set.of() : set;
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
