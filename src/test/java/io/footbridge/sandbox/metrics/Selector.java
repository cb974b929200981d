package io.footbridge.sandbox.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression asks for: a metric's name, with the matchers and the grouping labels that its series must have.
 *
 * <p>It finds selectors and does not evaluate: functions, operators and ranges are passed over.
 */
public record Selector(String name, List<LabelMatcher> matchers, Set<String> grouping) {

    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern TOKEN =
            Pattern.compile("(?<![a-zA-Z0-9_:.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*}|\\()?");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** Labels that Prometheus adds when it scrapes. */
    private static final Set<String> ADDED = Set.of("instance", "job", "namespace");

    /** One matcher, such as {@code area="heap"}. */
    public record LabelMatcher(String label, String operator, String value) {

        boolean accepts(Series series) {
            String found = series.labels().getOrDefault(label, "");
            return switch (operator) {
                case "=" -> found.equals(value);
                case "!=" -> !found.equals(value);
                case "=~" -> found.matches(value);
                default -> !found.matches(value);
            };
        }
    }

    /** Every selector of an expression. */
    public static List<Selector> of(String expression) {
        Set<String> grouping = new TreeSet<>();
        Matcher groups = GROUPING.matcher(expression);
        while (groups.find()) {
            for (String label : groups.group(1).split(",", -1)) {
                if (!ADDED.contains(label.strip())) {
                    grouping.add(label.strip());
                }
            }
        }
        String rest =
                RANGE.matcher(GROUPING.matcher(expression).replaceAll(" ")).replaceAll(" ");
        List<Selector> selectors = new ArrayList<>();
        Matcher token = TOKEN.matcher(rest);
        while (token.find()) {
            boolean function = "(".equals(token.group(2)) || isAggregation(rest, token.end());
            if (!function && !WORDS.contains(token.group(1))) {
                selectors.add(new Selector(
                        token.group(1), matchers(token.group(2) == null ? "" : token.group(2)), Set.copyOf(grouping)));
            }
        }
        return selectors;
    }

    /** Whether a process shows a series for it. */
    public boolean isAnsweredBy(List<Series> scrape) {
        return scrape.stream()
                .anyMatch(series -> series.name().equals(name)
                        && matchers.stream().allMatch(matcher -> matcher.accepts(series))
                        && series.labels().keySet().containsAll(grouping));
    }

    /** {@code sum by (x) (…)}: the grouping was taken out before, and the parenthesis follows. */
    private static boolean isAggregation(String rest, int end) {
        return rest.substring(end).stripLeading().startsWith("(");
    }

    private static List<LabelMatcher> matchers(String braces) {
        List<LabelMatcher> matchers = new ArrayList<>();
        Matcher matcher = MATCHER.matcher(braces);
        while (matcher.find()) {
            matchers.add(new LabelMatcher(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return matchers;
    }
}
