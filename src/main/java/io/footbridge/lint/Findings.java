package io.footbridge.lint;

import io.footbridge.lint.yaml.Yaml;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was found, each once, in the order of files and lines. */
final class Findings {

    private final Set<Finding> all = new TreeSet<>();

    void add(Yaml at, Mistake mistake, String message) {
        add(at.file(), at.line(), mistake, message);
    }

    void add(String file, int line, Mistake mistake, String message) {
        all.add(new Finding(file, line, mistake, message));
    }

    /** All but what the schema complains about where another rule says more clearly what it is the consequence of. */
    List<Finding> withoutEchoes() {
        Set<String> said = new HashSet<>();
        for (Finding finding : all) {
            if (finding.mistake() != Mistake.SCHEMA && !finding.mistake().isStyle()) {
                said.add(finding.place());
            }
        }
        return all.stream()
                .filter(finding -> finding.mistake() != Mistake.SCHEMA || !said.contains(finding.place()))
                .toList();
    }
}
