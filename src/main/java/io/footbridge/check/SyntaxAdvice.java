package io.footbridge.check;

import java.util.List;
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
    private static final List<Advice> ADVICE = List.of(
            new Advice(
                    "mapping values are not allowed",
                    "put a text that has ': ' in it into quotes, or correct the line above, its ':' or its indentation"),
            new Advice("that cannot start any token", "put the text into quotes"),
            new Advice("special characters are not allowed", "save the file as UTF-8"),
            new Advice("found undefined alias", "put a text that begins with '*' into quotes"),
            new Advice("expected a single document", "write one document per file, without another '---'"),
            new Advice("scanning a simple key", "write ': ' after the key"),
            new Advice("scanning a quoted scalar", OPENED + "quote"),
            new Advice("parsing a flow", OPENED + "bracket"),
            new Advice("parsing a block", "indent the line as its neighbours in the same list or mapping"));

    private record Advice(String said, String todo) {}

    private final SourceFile source;
    private final List<String> lines;

    SyntaxAdvice(SourceFile source) {
        this.source = source;
        this.lines = source.text().lines().toList();
    }

    /** The mistake behind what the parser says. */
    Finding about(YamlEngineException complaint) {
        int line = complaint instanceof MarkedYamlEngineException marked ? line(marked.getProblemMark()) : 1;
        for (int i = 0; i < lines.size(); i++) {
            if (TABBED.matcher(lines.get(i)).matches()) {
                return finding(
                        i + 1, Mistake.TAB_INDENTATION, "the line is indented with a tab; indent it with spaces");
            }
        }
        for (int i = Math.min(line, lines.size()); i > 0 && i >= line - 1; i--) {
            Matcher placeholder = PLACEHOLDER.matcher(lines.get(i - 1));
            if (placeholder.matches()) {
                return finding(i, Mistake.YAML_SYNTAX, quote(placeholder.group(1)));
            }
        }
        String words = String.valueOf(complaint.getMessage());
        String problem = complaint instanceof MarkedYamlEngineException marked
                ? marked.getProblem()
                : words.lines().findFirst().orElse("");
        for (Advice advice : ADVICE) {
            if (words.contains(advice.said())) {
                boolean opened = advice.todo().startsWith(OPENED);
                int at = opened && complaint instanceof MarkedYamlEngineException marked
                        ? line(marked.getContextMark())
                        : line;
                return finding(at, Mistake.YAML_SYNTAX, advice.todo() + " (" + problem + ")");
            }
        }
        return finding(line, Mistake.YAML_SYNTAX, problem);
    }

    /** About a key that is not a text: mostly it was to be a placeholder. */
    String aboutKey(int line) {
        Matcher placeholder = PLACEHOLDER.matcher(lines.get(line - 1));
        return placeholder.matches() ? quote(placeholder.group(1)) : "a key must be a word; write a word, or quote it";
    }

    /** About a value that is not there: it may be a comment. */
    Optional<String> aboutNone(int line) {
        Matcher reference = REFERENCE.matcher(lines.get(line - 1));
        return reference.matches()
                ? Optional.of(quote(reference.group(1)) + "; it is a comment now")
                : Optional.empty();
    }

    private static String quote(String value) {
        return "quote it: \"" + value.strip() + "\"";
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(place -> place.getLine() + 1).orElse(1);
    }

    private Finding finding(int line, Mistake mistake, String message) {
        return new Finding(source.name(), line, mistake, message);
    }
}
