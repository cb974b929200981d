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

    /** Why a text in Camel's simple language cannot be read. */
    Optional<String> complaint(String simple, boolean predicate);

    /** @param option which one; empty if it is missing altogether */
    record OptionMistake(Mistake mistake, String option, String message) {}
}
