package io.footbridge.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a file with the parser that Camel uses, and keeps the lines. */
final class YamlReader {

    private static final int DEEPEST = 100;
    private static final Pattern TABBED = Pattern.compile(" *\t\\s*\\S.*");

    private final SourceFile source;

    private YamlReader(SourceFile source) {
        this.source = source;
    }

    /** What keeps a file from being read. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        UnreadableException(Finding finding) {
            super(finding.toString());
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    /** @throws UnreadableException if it is no YAML, or a key is in a mapping twice */
    static Yaml read(SourceFile source) throws UnreadableException {
        return new YamlReader(source).read();
    }

    private Yaml read() throws UnreadableException {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(source.name()).build();
            Optional<Node> root = new Compose(settings).composeString(source.text());
            return root.isPresent() ? yaml(root.get(), line(root.get()), 0) : new Yaml.Sequence(1, List.of());
        } catch (MarkedYamlEngineException e) {
            throw tabbed().orElseGet(() -> unreadable(
                    Mistake.YAML_SYNTAX,
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
                    e.getProblem()));
        } catch (YamlEngineException e) {
            throw unreadable(
                    Mistake.YAML_SYNTAX,
                    1,
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private Yaml yaml(Node node, int line, int depth) throws UnreadableException {
        if (depth > DEEPEST) {
            throw unreadable(Mistake.YAML_SYNTAX, line, "nested more than " + DEEPEST + " deep");
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, line, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<Yaml> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(yaml(item, line(item), depth + 1));
            }
            return new Yaml.Sequence(line, List.copyOf(items));
        }
        ScalarNode scalar = (ScalarNode) node;
        return new Yaml.Scalar(line, value(scalar), scalar.getValue());
    }

    private Yaml mapping(MappingNode mapping, int line, int depth) throws UnreadableException {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw unreadable(Mistake.YAML_SYNTAX, keyLine, "a key must be a word");
            }
            if (entries.put(key.getValue(), yaml(tuple.getValueNode(), keyLine, depth + 1)) != null) {
                throw unreadable(Mistake.YAML_SYNTAX, keyLine, "the key '" + key.getValue() + "' is there twice");
            }
        }
        return new Yaml.Mapping(line, entries);
    }

    private static Object value(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.NULL)) {
                return null;
            } else if (tag.equals(Tag.BOOL)) {
                return Boolean.valueOf(text);
            } else if (tag.equals(Tag.INT)) {
                return Long.valueOf(text);
            } else if (tag.equals(Tag.FLOAT)) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            return text; // Larger than any option takes; a number all the same, but for the schema it is text.
        }
        return text;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The parser's own words for a tab help nobody. */
    private Optional<UnreadableException> tabbed() {
        List<String> lines = source.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (TABBED.matcher(lines.get(i)).matches()) {
                return Optional.of(unreadable(
                        Mistake.TAB_INDENTATION, i + 1, "the line is indented with a tab; YAML takes spaces only"));
            }
        }
        return Optional.empty();
    }

    private UnreadableException unreadable(Mistake mistake, int line, String message) {
        return new UnreadableException(new Finding(source.name(), line, mistake, message));
    }
}
