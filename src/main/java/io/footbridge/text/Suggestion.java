package io.footbridge.text;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestion {

    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

    private Suggestion() {}

    /** To follow a message: {@code ; did you mean 'greedy'?}, or nothing if no word is near. */
    public static String of(String misspelt, Collection<String> words) {
        int nearest = Math.max(1, misspelt.length() / 3) + 1;
        String guess = null;
        for (String word : words.stream().sorted().toList()) {
            int distance = DISTANCE.apply(misspelt.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < nearest) {
                nearest = distance;
                guess = word;
            }
        }
        return guess == null ? "" : "; did you mean '" + guess + "'?";
    }

    /** The same, and what to do if no word is near. */
    public static String of(String misspelt, Collection<String> words, String otherwise) {
        String guess = of(misspelt, words);
        return guess.isEmpty() ? "; " + otherwise : guess;
    }
}
