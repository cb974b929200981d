package io.footbridge.lint;

import io.footbridge.lint.yaml.Yaml;
import io.footbridge.text.Suggestion;
import java.util.Collection;
import java.util.Set;

/** One thing that may be wrong with route files. */
interface Rule {

    /** Tells the findings all that is wrong. */
    void check();

    Routes routes();

    Set<Finding> findings();

    default void found(Yaml at, Mistake mistake, String message) {
        findings().add(new Finding(at.file(), at.line(), mistake, message));
    }

    /**
     * Adds a finding about a name that nothing has, with the nearest one that something has.
     *
     * @param message what follows it is the name
     * @param otherwise what to do if no name is near, besides correcting it
     */
    default void unknown(
            Yaml at, Mistake mistake, String message, String name, Collection<String> names, String otherwise) {
        String advice = Suggestion.of(name, names, otherwise + ", or correct the name");
        found(at, mistake, message + " '" + name + "'" + advice);
    }

    /** The text with every placeholder replaced that stands for something. */
    default String resolve(String text) {
        return routes().placeholders().resolve(text);
    }
}
