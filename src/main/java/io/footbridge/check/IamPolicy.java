package io.footbridge.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
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
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(policy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings is always JSON", e);
        }
    }

    private void list(ArrayNode statements) {
        ObjectNode statement = statement(statements, "ListExportsAndFailed", "s3:ListBucket");
        statement.put("Resource", bucket());
        statement
                .putObject("Condition")
                .putObject("StringLike")
                .putArray("s3:prefix")
                .add(pattern(Setting.S3_PREFIX))
                .add(pattern(Setting.S3_FAILED_PREFIX));
    }

    private void allow(ArrayNode statements, String id, Setting prefix, String... actions) {
        statement(statements, id, actions).put("Resource", bucket() + "/" + pattern(prefix));
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
        return settings.get(prefix).replaceAll("[$*?]", "\\${$0}") + "*";
    }
}
