package io.footbridge.lint.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what to do about a file that the parser cannot read, whose own words and line often lead astray. */
final class SyntaxAdvice {

    private static final String OPENED = "close what opens here, a ";

    private static final Pattern TABBED = Pattern.compile(" *\t\\s*\\S.*");

    /** A value that begins with a placeholder and is not in quotes. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[^\"'#]*?(?:^ *|: +|, *|\\[ *|- +)(\\{\\{[^{}]*}}[^,\\]}#]*).*");

    /** A reference to a bean that is not in quotes, and thereby a comment. */
    private static final Pattern REFERENCE = Pattern.compile("[^\"'#]*: +(#(?:bean|class|type|property):\\S+).*");

    /** What to do, by a part of what the parser says; the first that fits. */
    private static final List<Map.Entry<String, String>> ADVICE = List.of(
            Map.entry(
                    "mapping values are not allowed",
                    "put a text that has ': ' in it into quotes, or correct the line above, its ':' or its indentation"),
            Map.entry("that cannot start any token", "put the text into quotes"),
            Map.entry("special characters are not allowed", "save the file as UTF-8"),
            Map.entry("found undefined alias", "put a text that begins with '*' into quotes"),
            Map.entry("expected a single document", "write one document per file, without another '---'"),
            Map.entry("scanning a simple key", "write ': ' after the key"),
            Map.entry("scanning a quoted scalar", OPENED + "quote"),
            Map.entry("parsing a flow", OPENED + "bracket"),
            Map.entry("parsing a block", "indent the line as its neighbours in the same list or mapping"));

    private final List<String> lines;

    SyntaxAdvice(String text) {
        this.lines = text.lines().toList();
    }

    /** The mistake behind what the parser says. */
    UnreadableException about(YamlEngineException complaint) {
        for (int i = 0; i < lines.size(); i++) {
            if (TABBED.matcher(lines.get(i)).matches()) {
                return new UnreadableException(i + 1, true, "the line is indented with a tab; indent it with spaces");
            }
        }
        Optional<MarkedYamlEngineException> marked = Optional.of(complaint)
                .filter(MarkedYamlEngineException.class::isInstance)
                .map(MarkedYamlEngineException.class::cast);
        int line = line(marked.flatMap(MarkedYamlEngineException::getProblemMark));
        for (int i = Math.min(line, lines.size()); i > 0 && i >= line - 1; i--) {
            Matcher placeholder = PLACEHOLDER.matcher(lines.get(i - 1));
            if (placeholder.matches()) {
                return new UnreadableException(i, quote(placeholder));
            }
        }
        String words = String.valueOf(complaint.getMessage());
        String problem = marked.map(MarkedYamlEngineException::getProblem)
                .orElse(words.lines().findFirst().orElse(""));
        for (Map.Entry<String, String> advice : ADVICE) {
            if (words.contains(advice.getKey())) {
                boolean opened = advice.getValue().startsWith(OPENED) && marked.isPresent();
                int at = opened ? line(marked.get().getContextMark()) : line;
                return new UnreadableException(at, advice.getValue() + " (" + problem + ")");
            }
        }
        return new UnreadableException(line, problem);
    }

    /** About a key that is not a text: mostly it was to be a placeholder. */
    String aboutKey(int line) {
        Matcher placeholder = PLACEHOLDER.matcher(lines.get(line - 1));
        return placeholder.matches() ? quote(placeholder) : "a key must be a word; write a word, or quote it";
    }

    /** @throws UnreadableException if what stands for the value that is not there is a comment */
    void requireNoComment(int line) throws UnreadableException {
        Matcher reference = REFERENCE.matcher(lines.get(line - 1));
        if (reference.matches()) {
            throw new UnreadableException(line, quote(reference) + "; it is a comment now");
        }
    }

    private static String quote(Matcher found) {
        return "quote it: \"" + found.group(1).strip() + "\"";
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(place -> place.getLine() + 1).orElse(1);
    }
}
