package io.footbridge.settings;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** What Footbridge must be allowed in the bucket that the settings name, and no more. */
public final class IamPolicy {

    private final Settings settings;
    private final software.amazon.awssdk.policybuilder.iam.IamPolicy.Builder policy =
            software.amazon.awssdk.policybuilder.iam.IamPolicy.builder();

    public IamPolicy(Settings settings) {
        this.settings = settings;
    }

    public String toJson() {
        List<String> exports = settings.datasets().stream()
                .map(dataset -> pattern(dataset.get(Setting.S3_PREFIX)))
                .toList();
        String imported = pattern(settings.get(Setting.S3_IMPORTED_PREFIX));
        String failed = pattern(settings.get(Setting.S3_FAILED_PREFIX));
        List<String> counts = Stream.of("counts/", "batches/", "taken/")
                .map(folder -> pattern(settings.get(Setting.EDGE_PREFIX) + folder))
                .toList();
        boolean edge = settings.flag(Setting.EDGE_ENABLED);
        // A replay asks whether a key was imported since, and a report what there is of a day. The last one of counts
        // is
        // to find out whether a request was taken before: without it S3 would not say that it was not.
        policy.addStatement(statement("ListExportsAndFailed", "s3:ListBucket")
                .addResource(bucket())
                .addConditions(
                        IamConditionOperator.STRING_LIKE,
                        "s3:prefix",
                        Stream.of(exports, List.of(failed, imported), edge ? counts : List.<String>of())
                                .flatMap(List::stream)
                                .toList())
                .build());
        allow("TakeExports", exports, "s3:GetObject", "s3:DeleteObject");
        allow("KeepImported", List.of(imported), "s3:PutObject");
        // The sidecars, the rejects, the note of the last start, and what a replay takes away again.
        allow("KeepFailed", List.of(failed), "s3:GetObject", "s3:PutObject", "s3:DeleteObject");
        allow("PublishReports", List.of(pattern(settings.get(Setting.S3_REPORTS_PREFIX))), "s3:PutObject");
        if (edge) {
            allow("ImportCounts", counts.subList(0, 2), "s3:GetObject", "s3:PutObject", "s3:DeleteObject");
            allow("RememberCounts", counts.subList(2, 3), "s3:GetObject", "s3:PutObject");
        }
        return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
    }

    private void allow(String id, List<String> patterns, String... actions) {
        IamStatement.Builder statement = statement(id, actions);
        patterns.forEach(pattern -> statement.addResource(bucket() + "/" + pattern));
        policy.addStatement(statement.build());
    }

    private static IamStatement.Builder statement(String id, String... actions) {
        IamStatement.Builder statement = IamStatement.builder().sid(id).effect(IamEffect.ALLOW);
        Stream.of(actions).forEach(statement::addAction);
        return statement;
    }

    private String bucket() {
        String partition =
                PartitionMetadata.of(Region.of(settings.get(Setting.S3_REGION))).id();
        return "arn:" + partition + ":s3:::" + settings.get(Setting.S3_BUCKET);
    }

    /** Everything under a prefix, in which what IAM would take for a wildcard stands for itself. */
    private static String pattern(String prefix) {
        return prefix.replaceAll("[$*?]", "\\${$0}") + "*";
    }
}
