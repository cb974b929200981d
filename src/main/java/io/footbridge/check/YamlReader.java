package io.footbridge.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
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
    private static final String TOO_DEEP =
            "nested more than " + DEEPEST + " deep; move some of it to a route of its own";

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
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(source.name())
                    .setAllowNonScalarKeys(true)
                    .build();
            Optional<Node> root = new Compose(settings).composeString(source.text());
            return root.isPresent() ? yaml(root.get(), line(root.get()), 0) : new Yaml.Sequence(1, List.of());
        } catch (StackOverflowError e) {
            throw unreadable(1, TOO_DEEP);
        } catch (YamlEngineException e) {
            throw new UnreadableException(new SyntaxAdvice(source).about(e));
        }
    }

    private Yaml yaml(Node node, int line, int depth) throws UnreadableException {
        if (depth > DEEPEST) {
            throw unreadable(line, TOO_DEEP);
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
        Optional<String> comment =
                scalar.getTag().equals(Tag.NULL) ? new SyntaxAdvice(source).aboutNone(line) : Optional.empty();
        if (comment.isPresent()) {
            throw unreadable(line, comment.get());
        }
        return new Yaml.Scalar(line, value(scalar), scalar.getValue());
    }

    private Yaml mapping(MappingNode mapping, int line, int depth) throws UnreadableException {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw unreadable(keyLine, new SyntaxAdvice(source).aboutKey(keyLine));
            }
            if (entries.put(key.getValue(), yaml(tuple.getValueNode(), keyLine, depth + 1)) != null) {
                throw unreadable(keyLine, "the key '" + key.getValue() + "' is there twice; remove one");
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

    private UnreadableException unreadable(int line, String message) {
        return new UnreadableException(new Finding(source.name(), line, Mistake.YAML_SYNTAX, message));
    }
}
