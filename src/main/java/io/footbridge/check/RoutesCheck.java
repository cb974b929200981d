package io.footbridge.check;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads route and kamelet files and says what is wrong with them; nothing is started and nobody is asked. */
public final class RoutesCheck {

    private static final List<Rule> RULES = List.of(
            new SchemaRule(),
            new EndpointRule(),
            new ExtensionRule(),
            new IncompleteRule(),
            new CronRule(),
            new PlaceholderRule(),
            new BeanRule(),
            new MethodRule(),
            new TargetRule(),
            new TemplateRule(),
            new IdRule(),
            new CanonicalRule(),
            new SecretRule(),
            new ExpressionRule(),
            new KameletRule());

    private final Catalogue catalogue;
    private final Placeholders placeholders;
    private final Map<String, Class<?>> bound;

    /** @param bound the beans that are there without being declared in a file, by name */
    public RoutesCheck(Catalogue catalogue, Placeholders placeholders, Map<String, Class<?>> bound) {
        this.catalogue = requireNonNull(catalogue, "catalogue is null");
        this.placeholders = requireNonNull(placeholders, "placeholders is null");
        this.bound = Map.copyOf(bound);
    }

    /** Every mistake there is, and every remark on style, in the order of files and lines. */
    public List<Finding> all(List<SourceFile> files) {
        return findings(files, true);
    }

    /**
     * The mistakes that nothing may start with. What the jar brings has been held against the schema when it was built,
     * which takes most of the time.
     */
    public List<Finding> broken(List<SourceFile> files) {
        return findings(files, false).stream()
                .filter(finding -> !finding.mistake().isStyle())
                .toList();
    }

    private List<Finding> findings(List<SourceFile> files, boolean thorough) {
        Set<Finding> findings = new TreeSet<>();
        List<Document> documents = new ArrayList<>();
        for (SourceFile file : files) {
            try {
                if (file.isRead()) {
                    documents.add(new Document(file, YamlReader.read(file)));
                } else {
                    findings.add(new Finding(
                            file.name(),
                            1,
                            Mistake.UNREAD_FILE,
                            "Footbridge does not read this file; rename it to " + file.readableName()
                                    + ", or move it elsewhere"));
                }
            } catch (YamlReader.UnreadableException e) {
                findings.add(e.finding());
            }
        }
        boolean complete =
                documents.size() == files.stream().filter(SourceFile::isRead).count();
        Routes routes = new Routes(documents, complete, thorough, catalogue, placeholders, bound);
        RULES.forEach(rule -> rule.check(routes, findings::add));
        return withoutEchoes(findings);
    }

    /** The schema complains about the consequences of much that another rule says more clearly. */
    private static List<Finding> withoutEchoes(Set<Finding> findings) {
        Set<String> said = new HashSet<>();
        for (Finding finding : findings) {
            if (finding.mistake() != Mistake.SCHEMA && !finding.mistake().isStyle()) {
                said.add(finding.file() + ":" + finding.line());
            }
        }
        return findings.stream()
                .filter(finding ->
                        finding.mistake() != Mistake.SCHEMA || !said.contains(finding.file() + ":" + finding.line()))
                .toList();
    }
}
