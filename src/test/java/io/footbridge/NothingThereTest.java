package io.footbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.scorer.ScorerCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prefix and cameras in the settings for which the bucket has nothing. */
class NothingThereTest {

    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    private static final String OTHER = Bridge.DEVICE.replace("ade4d", "ade44");

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws IOException {
        bridge = Bridge.start(folder);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aPrefixUnderWhichNothingLiesWarns() {
        String says = "s3.prefix: empty-prefix: nothing lies under '" + ScorerCloud.PREFIX
                + "' (S3_PREFIX), nor has anything gone from there under 'imported/' or 'failed/'";

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out().lines()).contains(says);
        assertThat(check.status()).isZero();
        assertThat(warnings("import")).containsExactly(says);
        assertThat(warnings("report")).containsExactly(says);
    }

    @Test
    void thatOfAFurtherDatasetIsNamedAsItIsWritten() {
        bridge.export("one", LINE);
        bridge.set("DATASET_DOORS_S3_PREFIX", "doors/").set("DATASET_DOORS_TD_TABLE", "doors");

        String says =
                "dataset.doors.s3.prefix: empty-prefix: nothing lies under 'doors/' (DATASET_DOORS_S3_PREFIX), nor has"
                        + " anything gone from there under 'imported/' or 'failed/'";

        assertThat(bridge.run("check").out().lines()).contains(says);
        assertThat(warnings("import")).containsExactly(says);
    }

    @Test
    void aPrefixThatWasEmptiedDoesNot() {
        bridge.export("one", LINE);
        assertThat(warnings("import")).isEmpty();
        assertThat(bridge.waiting()).isEmpty();

        assertThat(warnings("import")).isEmpty();
        assertThat(bridge.run("check").out()).doesNotContain("empty-prefix");
    }

    @Test
    void aCameraThatNeverExportedIsNamedWithTheOneItLooksLike() {
        bridge.export("one", LINE);
        bridge.set("SCORER_DEVICES", Bridge.DEVICE + ", " + OTHER);
        String says = "scorer.devices: unknown-camera: nothing lies in the bucket of the camera '" + OTHER
                + "' (SCORER_DEVICES); did you mean '" + Bridge.DEVICE + "'?";

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out().lines()).contains(says);
        assertThat(check.status()).isEqualTo(1);
        assertThat(warnings("import")).containsExactly(says);
        assertThat(bridge.waiting()).isEmpty();
        assertThat(warnings("import"))
                .as("the other one has gone under imported/")
                .containsExactly(says);
    }

    @Test
    void aCameraWhoseExportsHaveAllFailedIsKnown() {
        bridge.s3()
                .put(Bridge.BUCKET, "failed/" + Bridge.FOLDER.replace(Bridge.DEVICE, OTHER) + "x.tgz", new byte[] {1});
        bridge.export("one", LINE);
        bridge.set("SCORER_DEVICES", Bridge.DEVICE + "," + OTHER);

        assertThat(warnings("import")).isEmpty();
        assertThat(bridge.run("check").status()).isZero();
    }

    @Test
    void camerasOfABucketWithoutAnyAreNotJudged() {
        bridge.set("SCORER_DEVICES", OTHER);

        Bridge.Answer check = bridge.run("check");

        assertThat(check.out()).contains("empty-prefix").doesNotContain("unknown-camera");
        assertThat(check.status()).isZero();
    }

    @Test
    void aPrefixAboveOrBelowTheFoldersOfTheCamerasIsNotJudged() {
        bridge.export("one", LINE);
        bridge.set("SCORER_DEVICES", Bridge.DEVICE);
        for (String prefix : List.of("AnalyzedData/", Bridge.FOLDER)) {
            Bridge.Answer check = bridge.set("S3_PREFIX", prefix).run("check");

            assertThat(check.out()).doesNotContain("unknown-camera");
            assertThat(check.status()).isZero();
        }
    }

    @Test
    void whoMayNotListTheOtherPrefixesIsToldNothingFalse() {
        bridge.s3()
                .onRequest((operation, key, attempt) -> operation == S3Operation.LIST && key.startsWith("imported/")
                        ? Optional.of(S3Fault.accessDenied())
                        : Optional.empty());

        assertThat(warnings("import")).isEmpty();
        assertThat(bridge.run("check").out()).doesNotContain("empty-prefix");
    }

    private List<String> warnings(String command) {
        try (WarnLog log = new WarnLog()) {
            bridge.run(command);
            return List.copyOf(log.messages());
        }
    }
}
