package io.footbridge.lint;

import io.footbridge.lint.yaml.Yaml;
import io.footbridge.text.Suggestion;
import java.util.Collection;

/** One thing that may be wrong with route files. */
interface Rule {

    /** Tells the findings all that is wrong. */
    void check();

    /** What is checked. */
    Routes routes();

    Findings findings();

    default void found(Yaml at, Mistake mistake, String message) {
        findings().add(at, mistake, message);
    }

    /** The same, with what a misspelt word may have been meant to be, or what to do if no word is near. */
    default void found(
            Yaml at, Mistake mistake, String message, String misspelt, Collection<String> words, String otherwise) {
        found(at, mistake, message + Suggestion.of(misspelt, words, otherwise));
    }

    /** The text with every placeholder replaced that stands for something. */
    default String resolve(String text) {
        return routes().placeholders().resolve(text);
    }
}
