package io.footbridge.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds in a text what may not be in it, and shows it with little around it: a log at DEBUG has megabytes. */
public final class Leaks {

    private static final int AROUND = 160;

    private Leaks() {}

    /**
     * @param text everything that was said
     * @param secrets what may be nowhere in it
     * @return a piece of the text for each place where one of them is
     */
    public static List<String> in(String text, String... secrets) {
        Pattern any = Pattern.compile(Stream.of(secrets)
                .map(Objects::requireNonNull)
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
        return any.matcher(text)
                .results()
                .map(found -> text.substring(
                        Math.max(0, found.start() - AROUND), Math.min(text.length(), found.end() + AROUND)))
                .toList();
    }
}
