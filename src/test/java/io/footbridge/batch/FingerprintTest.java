package io.footbridge.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.export.BatchLimits;
import io.footbridge.key.KeyLayout;
import io.footbridge.row.Columns;
import io.footbridge.row.ExportFormat;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Columns COLUMNS = new Columns("datetime:datetime,uid:string");
    private static final String KEYS = KeyLayout.SENSE_VIDEO.toString();
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final BatchLimits LIMITS = new BatchLimits(50_000, 16_777_216);
    private static final Fingerprint FINGERPRINT =
            new Fingerprint(ExportFormat.senseVideo(COLUMNS), UTC, true, LIMITS, "footbridge", "sense_video");

    /** Another one for the same settings would warn of nothing after an upgrade. */
    @Test
    void itStaysWhatItIsFromVersionToVersion() {
        assertThat(FINGERPRINT).hasToString("77d2a85a9c734918eb853dcc4e42746b");
    }

    @Test
    void sameSettingsHaveTheSame() {
        Fingerprint other = new Fingerprint(
                ExportFormat.senseVideo(new Columns(" datetime:datetime , uid:string")),
                ZoneId.of("UTC"),
                true,
                new BatchLimits(50_000, 16_777_216),
                "footbridge",
                "sense_video");

        assertThat(other).hasToString(FINGERPRINT.toString());
    }

    @Test
    void whateverChangesRowsOrBoundariesChangesIt() {
        List<Fingerprint> fingerprints = List.of(
                FINGERPRINT,
                new Fingerprint(
                        ExportFormat.senseVideo(new Columns("datetime:datetime,uid:long")),
                        UTC,
                        true,
                        LIMITS,
                        "footbridge",
                        "sense_video"),
                new Fingerprint(
                        ExportFormat.senseVideo(new Columns("uid:string,datetime:datetime")),
                        UTC,
                        true,
                        LIMITS,
                        "footbridge",
                        "sense_video"),
                new Fingerprint(
                        ExportFormat.senseVideo(COLUMNS),
                        ZoneId.of("Asia/Tokyo"),
                        true,
                        LIMITS,
                        "footbridge",
                        "sense_video"),
                new Fingerprint(
                        ExportFormat.of("csv", false, COLUMNS, KEYS), UTC, true, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(
                        ExportFormat.of("csv", true, COLUMNS, KEYS), UTC, true, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(
                        ExportFormat.of("tsv", false, COLUMNS, "*.tsv"),
                        UTC,
                        true,
                        LIMITS,
                        "footbridge",
                        "sense_video"),
                new Fingerprint(ExportFormat.senseVideo(COLUMNS), UTC, false, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(
                        ExportFormat.senseVideo(COLUMNS),
                        UTC,
                        true,
                        new BatchLimits(50_001, 16_777_216),
                        "footbridge",
                        "sense_video"),
                new Fingerprint(
                        ExportFormat.senseVideo(COLUMNS),
                        UTC,
                        true,
                        new BatchLimits(50_000, 16_777_217),
                        "footbridge",
                        "sense_video"),
                new Fingerprint(ExportFormat.senseVideo(COLUMNS), UTC, true, LIMITS, "footbridge_", "sense_video"),
                new Fingerprint(ExportFormat.senseVideo(COLUMNS), UTC, true, LIMITS, "footbridge", "sense_video_"),
                new Fingerprint(ExportFormat.senseVideo(COLUMNS), UTC, true, LIMITS, "footbridges", "ense_video"));

        assertThat(fingerprints).extracting(Fingerprint::toString).doesNotHaveDuplicates();
    }
}
