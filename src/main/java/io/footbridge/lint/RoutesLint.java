package io.footbridge.lint;

import io.footbridge.lint.yaml.Document;
import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.lint.yaml.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads route and kamelet files and says what is wrong with them; nothing is started and nobody is asked. */
public final class RoutesLint {

    private static final List<BiFunction<Routes, Set<Finding>, Rule>> RULES = List.of(
            SchemaRule::new,
            EndpointRule::new,
            ExtensionRule::new,
            PlaceholderRule::new,
            BeanRule::new,
            TargetRule::new,
            IdRule::new,
            CanonicalRule::new,
            SecretRule::new,
            ExpressionRule::new,
            KameletRule::new);

    private final Placeholders placeholders;
    private final Map<String, Class<?>> bound;

    /** @param bound the beans that are there without being declared in a file, by name */
    public RoutesLint(Placeholders placeholders, Map<String, Class<?>> bound) {
        this.placeholders = placeholders;
        this.bound = Map.copyOf(bound);
    }

    /** Every mistake there is, and every remark on style, in the order of files and lines. */
    public List<Finding> all(List<SourceFile> files) {
        return findings(files, true);
    }

    /**
     * The mistakes that nothing may start with.
     *
     * @param thorough whether to hold what the jar brings against the schema, too, which takes most of the time and was
     *     done when the jar was built
     */
    public List<Finding> broken(List<SourceFile> files, boolean thorough) {
        return findings(files, thorough).stream()
                .filter(finding -> !finding.mistake().isStyle())
                .toList();
    }

    private List<Finding> findings(List<SourceFile> files, boolean thorough) {
        Set<Finding> findings = new TreeSet<>();
        List<Document> documents = new ArrayList<>();
        boolean complete = true;
        for (SourceFile file : files) {
            if (!file.isRead()) {
                String advice = "rename it to " + file.readableName() + ", or move it elsewhere";
                String message = "Footbridge does not read this file; " + advice;
                findings.add(new Finding(file.name(), 1, Mistake.UNREAD_FILE, message));
                continue;
            }
            try {
                documents.add(Document.of(file));
            } catch (UnreadableException e) {
                complete = false;
                Mistake mistake = e.isTabbed() ? Mistake.TAB_INDENTATION : Mistake.YAML_SYNTAX;
                findings.add(new Finding(file.name(), e.line(), mistake, e.getMessage()));
            }
        }
        Routes routes = new Routes(documents, complete, thorough, new Catalogue(), placeholders, bound);
        RULES.forEach(rule -> rule.apply(routes, findings).check());
        return withoutEchoes(findings);
    }

    /** Leaves out what the schema says about a line where another rule says more clearly what is wrong. */
    private static List<Finding> withoutEchoes(Set<Finding> findings) {
        Set<String> explained = findings.stream()
                .filter(finding -> finding.mistake() != Mistake.SCHEMA
                        && !finding.mistake().isStyle())
                .map(Finding::place)
                .collect(Collectors.toSet());
        return findings.stream()
                .filter(finding -> finding.mistake() != Mistake.SCHEMA || !explained.contains(finding.place()))
                .toList();
    }
}
