package io.footbridge.lint;

import io.footbridge.text.Suggestion;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.LanguageValidationResult;
import org.apache.camel.catalog.impl.DefaultRuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.DataFormatDefinition;
import org.apache.camel.model.dataformat.AvroDataFormat;
import org.apache.camel.model.dataformat.AvroLibrary;
import org.apache.camel.model.dataformat.BindyDataFormat;
import org.apache.camel.model.dataformat.JsonDataFormat;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.model.dataformat.ProtobufDataFormat;
import org.apache.camel.model.dataformat.ProtobufLibrary;
import org.apache.camel.tooling.model.ArtifactModel;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.EipModel;

/** What is known about the components, languages and data formats on the class path, as their own jars describe them. */
final class Catalogue {

    private static final ClassLoader CLASS_PATH = Catalogue.class.getClassLoader();

    /** The catalogue takes the scheduler of a poll for a bean; these are names of their own. */
    private static final Set<String> SCHEDULERS = Set.of("none", "spring", "quartz");

    /** Names come from files, and shall lead to no other resource. */
    private static final Predicate<String> NAME = Pattern.compile("[\\w.+-]+").asMatchPredicate();

    private static final String HIDDEN = "…";

    private final DefaultRuntimeCamelCatalog catalogue = new DefaultRuntimeCamelCatalog(true);
    private final Map<String, Optional<ComponentModel>> models = new HashMap<>();
    private final Map<String, Optional<String>> javaTypes = new HashMap<>();

    Catalogue() {
        catalogue.setCamelContext(new DefaultCamelContext()); // It only finds the descriptions; it is never started.
    }

    /** Told what is wrong with an option; the message never shows the value of a secret one. */
    interface Complaints {

        /** @param option which one; empty if it is missing altogether */
        void add(String option, Mistake mistake, String message);
    }

    /** Whether endpoints may begin with the scheme. */
    boolean knows(String scheme) {
        return model(scheme).isPresent();
    }

    /** The names of the options that an endpoint may have, those of the path included. */
    Set<String> options(String scheme) {
        return names(scheme, option -> true);
    }

    /** Those of the options whose values nobody may see. */
    Set<String> secretOptions(String scheme) {
        return names(scheme, BaseOptionModel::isSecret);
    }

    /** Whether the class path has a kamelet, beside the files that are checked. */
    boolean hasKamelet(String name) {
        return isThere("kamelets/", name, ".kamelet.yaml");
    }

    /** Whether the jar of what Camel calls by the name is there; the kind is {@code language} or {@code dataformat}. */
    boolean has(String kind, String name) {
        return isThere("META-INF/services/org/apache/camel/" + kind + "/", name, "");
    }

    /** What Camel calls the language that a word in YAML stands for; empty if it stands for none. */
    Optional<String> language(String word) {
        boolean abstraction = word.equals("language") || word.equals("expression");
        return abstraction || javaType("language", word).isEmpty()
                ? Optional.empty()
                : Optional.of(word.equals("method") ? "bean" : word);
    }

    /**
     * What Camel calls the data format that a word in YAML stands for; empty if it stands for none.
     *
     * @param kind its library or type, where there are several; may be empty
     */
    Optional<String> dataFormat(String word, String kind) {
        return javaType("dataformat", word)
                .filter(type -> !type.endsWith(".DataFormatsDefinition"))
                .flatMap(type -> dataFormatName(type, kind));
    }

    /** The jar of Camel's that has what it calls by the name, as Maven coordinates; a guess for what it does not have. */
    String jar(String name) {
        String version = model("direct").map(ComponentModel::getVersion).orElseThrow();
        CamelCatalog all = new DefaultCamelCatalog();
        return Stream.<ArtifactModel<?>>of(all.componentModel(name), all.languageModel(name), all.dataFormatModel(name))
                .filter(Objects::nonNull)
                .findFirst()
                .map(model -> model.getGroupId() + ":" + model.getArtifactId())
                .orElse("org.apache.camel:camel-" + name)
                .concat(":" + version);
    }

    void checkOptions(String scheme, Map<String, String> options, Complaints complaints) {
        EndpointValidationResult result = catalogue.validateProperties(scheme, options);
        boolean lenient = model(scheme).map(ComponentModel::isLenientProperties).orElse(false);
        for (String option : Objects.requireNonNullElse(result.getUnknown(), Set.<String>of())) {
            String guess = Suggestion.of(option, options(scheme));
            // Such a component hands on what it does not know, unless that is only misspelt.
            if (!lenient || !guess.isEmpty()) {
                complaints.add(option, Mistake.UNKNOWN_OPTION, scheme + " has no option '" + option + "'" + guess);
            }
        }
        for (String option : Objects.requireNonNullElse(result.getRequired(), Set.<String>of())) {
            complaints.add(option, Mistake.MISSING_OPTION, scheme + " needs the option '" + option + "'");
        }
        Set<String> secret = secretOptions(scheme);
        expected(result).forEach((option, expected) -> {
            String value = options.getOrDefault(option, "");
            if (!option.equals("scheduler") || !SCHEDULERS.contains(value)) {
                String shown = secret.contains(option) ? HIDDEN : value;
                complaints.add(option, Mistake.BAD_VALUE, option + " is '" + shown + "'; expected " + expected);
            }
        });
    }

    /** The options that the path and the query of an endpoint's address give. */
    Map<String, String> ofUri(String uri) {
        try {
            return knows(uri.split("[:?]", 2)[0]) ? orEmpty(catalogue.endpointProperties(uri)) : Map.of();
        } catch (URISyntaxException | RuntimeException e) {
            return Map.of(); // The address itself is what is wrong, and Camel says so.
        }
    }

    /** Why a text in Camel's simple language cannot be read. */
    Optional<String> complaint(String simple, boolean predicate) {
        LanguageValidationResult result = predicate
                ? catalogue.validateLanguagePredicate(CLASS_PATH, "simple", simple)
                : catalogue.validateLanguageExpression(CLASS_PATH, "simple", simple);
        if (result.isSuccess()) {
            return Optional.empty();
        }
        String why = result.getShortError() == null ? result.getError() : result.getShortError();
        return Optional.of(String.valueOf(why).strip() + " at character " + (result.getIndex() + 1));
    }

    /** The options whose values are of no use, with what they should have been. */
    private static Map<String, String> expected(EndpointValidationResult result) {
        Map<String, String> expected = new HashMap<>();
        orEmpty(result.getInvalidBoolean()).keySet().forEach(option -> expected.put(option, "true or false"));
        orEmpty(result.getInvalidInteger()).keySet().forEach(option -> expected.put(option, "a whole number"));
        orEmpty(result.getInvalidNumber()).keySet().forEach(option -> expected.put(option, "a number"));
        orEmpty(result.getInvalidDuration()).keySet().forEach(option -> expected.put(option, "a time such as 5s"));
        orEmpty(result.getInvalidReference()).keySet().forEach(option -> expected.put(option, "#bean:name"));
        orEmpty(result.getInvalidEnum())
                .keySet()
                .forEach(option -> expected.put(option, "one of " + String.join(", ", result.getEnumChoices(option))));
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
        return models.computeIfAbsent(
                scheme, name -> Optional.of(name).filter(NAME).map(catalogue::componentModel));
    }

    /** Some have several implementations, which only Camel's model knows; empty if there is no such library. */
    private static Optional<String> dataFormatName(String type, String kind) {
        try {
            DataFormatDefinition format = Class.forName(type)
                    .asSubclass(DataFormatDefinition.class)
                    .getDeclaredConstructor()
                    .newInstance();
            if (format instanceof BindyDataFormat bindy) {
                bindy.setType(kind);
            } else if (!kind.isEmpty() && format instanceof JsonDataFormat json) {
                json.setLibrary(JsonLibrary.valueOf(kind));
            } else if (!kind.isEmpty() && format instanceof AvroDataFormat avro) {
                avro.setLibrary(AvroLibrary.valueOf(kind));
            } else if (!kind.isEmpty() && format instanceof ProtobufDataFormat protobuf) {
                protobuf.setLibrary(ProtobufLibrary.valueOf(kind));
            }
            return Optional.ofNullable(format.getDataFormatName());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // The schema knows the libraries.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " of Camel's model cannot be made", e);
        }
    }

    /** The class of Camel's model that a word in YAML stands for. */
    private Optional<String> javaType(String kind, String word) {
        return javaTypes.computeIfAbsent(
                kind + "/" + word,
                name -> Optional.of(name)
                        .filter(each -> NAME.test(word))
                        .map(catalogue::eipModel)
                        .map(EipModel::getJavaType));
    }

    private static boolean isThere(String folder, String name, String ending) {
        return NAME.test(name) && CLASS_PATH.getResource(folder + name + ending) != null;
    }

    private static Map<String, String> orEmpty(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
