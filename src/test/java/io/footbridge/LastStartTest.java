package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start says about the settings of the one before. */
class LastStartTest {

    private static final String COMMON_NOTE = "failed/.footbridge/fingerprint";
    private static final String LINE = "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";

    @TempDir
    private Path folder;

    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder);
        bridge.export("one", LINE);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void twoTablesInOneBucketDoNotWarnOfOneAnother() {
        for (String table : List.of("entrance", "exit", "entrance", "exit")) {
            bridge.set("TD_TABLE", table);
            assertThat(warnings()).as(table).isEmpty();
        }
    }

    @Test
    void twoPrefixesInOneBucketDoNotWarnOfOneAnother() {
        bridge.s3().put(Bridge.BUCKET, "other/", new byte[0]);
        for (String prefix : List.of(Bridge.FOLDER, "other/", Bridge.FOLDER, "other/")) {
            bridge.set("S3_PREFIX", prefix).set("BATCH_MAX_RECORDS", Integer.toString(prefix.length()));
            assertThat(warnings()).as(prefix).isEmpty();
        }
    }

    @Test
    void otherSettingsForTheSameTableWarn() {
        assertThat(warnings()).isEmpty();
        bridge.set("TD_TABLE", "other");
        assertThat(warnings()).isEmpty();
        bridge.set("TD_TABLE", Bridge.TABLE).set("BATCH_MAX_RECORDS", "7");

        assertThat(warnings()).singleElement().asString().startsWith("columns, zone, lineage, batch limits or routes");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void theNoteOfAVersionBeforeIsReadOnceAndTakenAway() {
        warnings();
        String note = new String(bridge.s3().bytes(Bridge.BUCKET, Bridge.NOTE), UTF_8);
        deleteNote();
        bridge.s3().put(Bridge.BUCKET, COMMON_NOTE, note.getBytes(UTF_8));

        assertThat(warnings()).as("nothing was changed since").isEmpty();
        assertThat(bridge.s3().keys(Bridge.BUCKET, "failed/")).containsExactly(Bridge.NOTE);

        deleteNote();
        bridge.s3().put(Bridge.BUCKET, COMMON_NOTE, note.getBytes(UTF_8));
        bridge.set("SCORER_TIME_ZONE", "Asia/Tokyo");

        assertThat(warnings()).as("the zone was").singleElement().asString().startsWith("columns, zone,");
        bridge.set("TD_TABLE", "new");
        assertThat(warnings()).as("a new table has no last start").isEmpty();
    }

    private void deleteNote() {
        bridge.s3()
                .client()
                .deleteObject(request -> request.bucket(Bridge.BUCKET).key(Bridge.NOTE));
    }

    private List<String> warnings() {
        try (WarnLog log = new WarnLog()) {
            assertThat(bridge.run("import").status()).isZero();
            return List.copyOf(log.messages());
        }
    }
}
