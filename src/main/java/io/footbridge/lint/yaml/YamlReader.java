package io.footbridge.lint.yaml;

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

    private final String file;
    private final String text;
    private final SyntaxAdvice advice;

    YamlReader(SourceFile source) {
        this.file = source.name();
        this.text = source.text();
        this.advice = new SyntaxAdvice(text);
    }

    /** @throws UnreadableException if it is not YAML, or a key is in a mapping twice */
    Yaml read() throws UnreadableException {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setAllowNonScalarKeys(true)
                    .build();
            Optional<Node> root = new Compose(settings).composeString(text);
            return root.isPresent()
                    ? node(root.get(), line(root.get()), List.of(), 0)
                    : Yaml.list(file, 1, List.of(), List.of());
        } catch (StackOverflowError e) {
            throw new UnreadableException(1, TOO_DEEP);
        } catch (YamlEngineException e) {
            throw advice.about(e);
        }
    }

    private Yaml node(Node parsed, int line, List<String> keys, int depth) throws UnreadableException {
        if (depth > DEEPEST) {
            throw new UnreadableException(line, TOO_DEEP);
        }
        if (parsed instanceof MappingNode mapping) {
            return mapping(mapping, line, keys, depth);
        }
        if (parsed instanceof SequenceNode sequence) {
            List<Yaml> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(node(item, line(item), keys, depth + 1));
            }
            return Yaml.list(file, line, keys, items);
        }
        ScalarNode scalar = (ScalarNode) parsed;
        if (scalar.getTag().equals(Tag.NULL)) {
            advice.requireNoComment(line);
        }
        return Yaml.scalar(file, line, keys, value(scalar), scalar.getValue());
    }

    private Yaml mapping(MappingNode mapping, int line, List<String> keys, int depth) throws UnreadableException {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        Yaml node = Yaml.mapping(file, line, keys, entries);
        for (NodeTuple tuple : mapping.getValue()) {
            int at = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new UnreadableException(at, advice.aboutKey(at));
            }
            String name = key.getValue();
            if (entries.put(name, node(tuple.getValueNode(), at, node.keysTo(name), depth + 1)) != null) {
                throw new UnreadableException(at, "the key '" + name + "' is there twice; remove one");
            }
        }
        return node;
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
}
