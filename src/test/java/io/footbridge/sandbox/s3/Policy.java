package io.footbridge.sandbox.s3;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of an IAM policy as one bucket needs: statements that allow, with actions, resources and, for listings, prefixes.
 *
 * @param grants one for each action, resource and prefix of each statement
 */
public record Policy(List<Grant> grants) {

    private static final Pattern WILDCARD = Pattern.compile("\\$\\{([$*?])}|([*?])");

    /**
     * One thing that is allowed.
     *
     * @param prefix a pattern for the prefix of a listing; empty where none is asked for
     */
    public record Grant(String statement, String action, String resource, String prefix) {}

    private record Need(String action, String resource, String prefix) {}

    public Policy {
        grants = List.copyOf(requireNonNull(grants, "grants is null"));
    }

    /** Reads a policy's JSON. */
    public static Policy of(String json) throws JsonProcessingException {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode statement : new ObjectMapper().readTree(json).path("Statement")) {
            if (!statement.path("Effect").asText().equals("Allow")) {
                throw new IllegalArgumentException("a statement does not allow: " + statement);
            }
            for (String action : texts(statement.path("Action"))) {
                for (String resource : texts(statement.path("Resource"))) {
                    for (String prefix : prefixes(statement)) {
                        grants.add(new Grant(statement.path("Sid").asText(), action, resource, prefix));
                    }
                }
            }
        }
        return new Policy(grants);
    }

    /** The policy without one of its grants. */
    public Policy without(Grant grant) {
        return new Policy(grants.stream().filter(each -> !each.equals(grant)).toList());
    }

    /** Whether AWS would serve a request; a copy needs its source too. */
    public boolean allows(S3Request request) {
        String bucket = "arn:aws:s3:::" + request.bucket();
        String object = bucket + "/" + request.key();
        List<Need> needs = switch (request.operation()) {
            case LIST -> List.of(new Need("s3:ListBucket", bucket, request.key()));
            case GET, HEAD -> List.of(new Need("s3:GetObject", object, ""));
            case PUT -> List.of(new Need("s3:PutObject", object, ""));
            case DELETE -> List.of(new Need("s3:DeleteObject", object, ""));
            case COPY ->
                List.of(
                        new Need("s3:GetObject", bucket + "/" + request.source(), ""),
                        new Need("s3:PutObject", object, ""));
            case HEAD_BUCKET, CREATE_BUCKET, OTHER -> List.of(new Need("s3:*", bucket, ""));
        };
        return needs.stream().allMatch(this::covers);
    }

    private boolean covers(Need need) {
        return grants.stream()
                .anyMatch(grant -> grant.action().equals(need.action())
                        && like(grant.resource(), need.resource())
                        && (grant.prefix().isEmpty() || like(grant.prefix(), need.prefix())));
    }

    /** Matches as IAM does: a star is any text, a question mark any character, and both can be quoted. */
    private static boolean like(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        Matcher wildcards = WILDCARD.matcher(pattern);
        int from = 0;
        while (wildcards.find()) {
            regex.append(Pattern.quote(pattern.substring(from, wildcards.start())));
            if (wildcards.group(1) != null) {
                regex.append(Pattern.quote(wildcards.group(1)));
            } else {
                regex.append(wildcards.group(2).equals("*") ? ".*" : ".");
            }
            from = wildcards.end();
        }
        regex.append(Pattern.quote(pattern.substring(from)));
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static List<String> prefixes(JsonNode statement) {
        List<String> prefixes =
                texts(statement.path("Condition").path("StringLike").path("s3:prefix"));
        return prefixes.isEmpty() ? List.of("") : prefixes;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
