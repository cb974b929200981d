package io.footbridge.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.util.List;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** What Footbridge must be allowed in the bucket that the settings name, and no more. */
public final class IamPolicy {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;

    public IamPolicy(Settings settings) {
        this.settings = settings;
    }

    /** The policy in the JSON that AWS takes. */
    public String toJson() {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        list(statements);
        allow(statements, "TakeExports", Setting.S3_PREFIX, "s3:GetObject", "s3:DeleteObject");
        allow(statements, "KeepImported", Setting.S3_IMPORTED_PREFIX, "s3:PutObject");
        // The sidecars, the rejects, the note of the last start, and what a replay takes away again.
        allow(statements, "KeepFailed", Setting.S3_FAILED_PREFIX, "s3:GetObject", "s3:PutObject", "s3:DeleteObject");
        allow(statements, "PublishReports", Setting.S3_REPORTS_PREFIX, "s3:PutObject");
        if (settings.flag(Setting.EDGE_ENABLED)) {
            allow(
                    statements,
                    "ImportCounts",
                    List.of(counts("counts/"), counts("batches/")),
                    "s3:GetObject",
                    "s3:PutObject",
                    "s3:DeleteObject");
            allow(statements, "RememberCounts", List.of(counts("taken/")), "s3:GetObject", "s3:PutObject");
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings is always JSON", e);
        }
    }

    private void list(ArrayNode statements) {
        ObjectNode statement = statement(statements, "ListExportsAndFailed", "s3:ListBucket");
        statement.put("Resource", bucket());
        ArrayNode prefixes = statement
                .putObject("Condition")
                .putObject("StringLike")
                .putArray("s3:prefix")
                .add(pattern(Setting.S3_PREFIX))
                .add(pattern(Setting.S3_FAILED_PREFIX))
                // A replay asks whether a key was imported since, and a report what there is of a day.
                .add(pattern(Setting.S3_IMPORTED_PREFIX));
        if (settings.flag(Setting.EDGE_ENABLED)) {
            // The last one to find out whether a request was taken before: without it S3 would not say that it was not.
            prefixes.add(counts("counts/")).add(counts("batches/")).add(counts("taken/"));
        }
    }

    private void allow(ArrayNode statements, String id, Setting prefix, String... actions) {
        allow(statements, id, List.of(pattern(prefix)), actions);
    }

    private void allow(ArrayNode statements, String id, List<String> patterns, String... actions) {
        ArrayNode resources = statement(statements, id, actions).putArray("Resource");
        patterns.forEach(pattern -> resources.add(bucket() + "/" + pattern));
    }

    private static ObjectNode statement(ArrayNode statements, String id, String... actions) {
        ObjectNode statement = statements.addObject().put("Sid", id).put("Effect", "Allow");
        ArrayNode list = statement.putArray("Action");
        for (String action : actions) {
            list.add(action);
        }
        return statement;
    }

    private String bucket() {
        String partition =
                PartitionMetadata.of(Region.of(settings.get(Setting.S3_REGION))).id();
        return "arn:" + partition + ":s3:::" + settings.get(Setting.S3_BUCKET);
    }

    /** Everything under a prefix, in which what IAM would take for a wildcard stands for itself. */
    private String pattern(Setting prefix) {
        return pattern(settings.get(prefix));
    }

    private String counts(String folder) {
        return pattern(settings.get(Setting.EDGE_PREFIX) + folder);
    }

    private static String pattern(String prefix) {
        return prefix.replaceAll("[$*?]", "\\${$0}") + "*";
    }
}
