package io.footbridge.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known about the components and languages that are there. */
public interface Catalogue {

    /** Whether endpoints may begin with the scheme. */
    boolean knows(String scheme);

    /** The names of the options that an endpoint may have, those of the path included. */
    Set<String> options(String scheme);

    /** Those of the options whose values nobody may see. */
    Set<String> secretOptions(String scheme);

    /**
     * What is wrong with the options of an endpoint; the message never shows the value of a secret option.
     *
     * @param options with the path's, their placeholders resolved
     */
    List<OptionMistake> mistakes(String scheme, Map<String, String> options);

    /** The options that the path and the query of an endpoint's address give. */
    Map<String, String> ofUri(String uri);

    /** Whether the class path has a kamelet, beside the files that are checked. */
    boolean hasKamelet(String name);

    /** What Camel calls the language that a word in YAML stands for; empty if it stands for none. */
    Optional<String> language(String word);

    /** Whether the jar of a language is there. */
    boolean hasLanguage(String name);

    /**
     * What Camel calls the data format that a word in YAML stands for; empty if it stands for none.
     *
     * @param kind its library or type, where there are several; may be empty
     */
    Optional<String> dataFormat(String word, String kind);

    /** Whether the jar of a data format is there. */
    boolean hasDataFormat(String name);

    /** The jar of Camel's that probably has what it calls by the name, as Maven coordinates. */
    String jar(String name);

    /** Why a text in Camel's simple language cannot be read. */
    Optional<String> complaint(String simple, boolean predicate);

    /** @param option which one; empty if it is missing altogether */
    record OptionMistake(Mistake mistake, String option, String message) {}
}
