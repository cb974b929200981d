package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.Expressions;
import io.footbridge.sandbox.Tripwire;
import io.footbridge.sandbox.archive.Archives;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that somebody has added to a route, and that write into the bucket under a name made from an object's key. */
class OwnStepTest {

    private static final String STEPS = """
                    - setHeader: {name: CamelAwsS3Key, simple: {expression: "mine/to/${exchangeProperty.CamelAwsS3Key}"}}
                    - setBody: {constant: {expression: mine}}
                    - to: {uri: aws2-s3, parameters: {bucketNameOrArn: "{{s3.bucket}}", amazonS3Client: "#bean:bucket"}}
                    - setHeader: {name: CamelAwsS3Key, simple: {expression: "mine/to-d/${exchangeProperty.CamelAwsS3Key}"}}
                    - toD: {uri: "aws2-s3:${exchangeProperty.object.export.source.bucket}?amazonS3Client=#bean:bucket"}
                    - setHeader: {name: CamelAwsS3Key, simple: {expression: "mine/wire-tap/${exchangeProperty.CamelAwsS3Key}"}}
                    - wireTap: {uri: "aws2-s3:${exchangeProperty.object.export.source.bucket}?amazonS3Client=#bean:bucket"}
                    - setHeader: {name: CamelAwsS3Operation, constant: {expression: headObject}}
                    - setHeader: {name: CamelAwsS3Key, simple: {expression: "mine/to/${exchangeProperty.CamelAwsS3Key}"}}
                    - to: {uri: aws2-s3, parameters: {bucketNameOrArn: "{{s3.bucket}}", amazonS3Client: "#bean:bucket"}}
                    - removeHeaders: {pattern: "*"}
                    - setBody: {constant: {expression: mine}}
                    - to:
                        uri: aws2-s3
                        parameters:
                          bucketNameOrArn: "{{s3.bucket}}"
                          amazonS3Client: "#bean:bucket"
                          keyName: mine/key-name/${exchangeProperty.CamelAwsS3Key}
                    - toD: {uri: "aws2-s3:exports?amazonS3Client=#bean:bucket&keyName=RAW(mine/uri/${exchangeProperty.CamelAwsS3Key})"}
                    - setHeader: {name: CamelAwsS3Key, simple: {expression: "${exchangeProperty.CamelAwsS3Key}"}}
            """;

    @TempDir
    private Path folder;

    @TempDir
    private Path directory;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
        Path routes = RouteFiles.copyTo(directory).resolve("poll.camel.yaml");
        Files.writeString(routes, Files.readString(routes) + STEPS);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aKeyIsTakenAsItIsHoweverItReachesTheStep() {
        List<String> keys = new ArrayList<>();
        for (String text : Expressions.all()) {
            if (!text.contains("{{") && !text.contains("&") && !text.contains("#") && !text.contains(")")) {
                keys.add(ScorerCloud.PREFIX + text + "/2019-08-15/texts/a.tgz");
            }
        }
        byte[] archive = Archives.tgz(Map.of("d.tsv", "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{}\n"));
        keys.forEach(key -> bridge.s3().put(Bridge.BUCKET, key, archive));

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(Tripwire.trips()).as("expressions that were run").isZero();
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(bridge.waiting()).isEmpty();
        for (String way : List.of("to", "to-d", "wire-tap", "key-name", "uri")) {
            String mine = "mine/" + way + "/";
            await().untilAsserted(() -> assertThat(bridge.s3().keys(Bridge.BUCKET, mine))
                    .as(way)
                    .containsExactlyInAnyOrderElementsOf(
                            keys.stream().map(key -> mine + key).toList()));
        }
        assertThat(bridge.s3().keys(Bridge.BUCKET, "mine/")).hasSize(5 * keys.size());
    }
}
