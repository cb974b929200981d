package io.footbridge.check;

import java.util.Collection;
import java.util.Locale;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestion {

    private Suggestion() {}

    /** To follow a message: {@code ; did you mean 'greedy'?}, or nothing if no word is near. */
    public static String of(String misspelt, Collection<String> words) {
        int nearest = Math.max(1, misspelt.length() / 3) + 1;
        String guess = null;
        for (String word : words.stream().sorted().toList()) {
            int distance = distance(misspelt.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < nearest) {
                nearest = distance;
                guess = word;
            }
        }
        return guess == null ? "" : "; did you mean '" + guess + "'?";
    }

    /** How many letters must be put in, left out or exchanged to make one word of the other. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int exchanged = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                here[column] = Math.min(exchanged, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}
