package io.footbridge.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.export.BatchLimits;
import io.footbridge.export.Columns;
import io.footbridge.export.SourceObject;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Columns COLUMNS = new Columns("datetime:datetime,uid:string");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final BatchLimits LIMITS = new BatchLimits(50_000, 16_777_216);
    private static final Fingerprint FINGERPRINT =
            new Fingerprint(COLUMNS, UTC, true, LIMITS, "footbridge", "sense_video");
    private static final SourceObject SOURCE =
            new SourceObject("exports", "p/LT_1/2019-08-15/texts/a.tgz", "0123456789abcdef0123456789abcdef", 10);

    /** Other ids for the same rows would count half-imported objects twice after an upgrade: think before changing. */
    @Test
    void idsStayWhatTheyAreFromVersionToVersion() {
        assertThat(FINGERPRINT).hasToString("77d2a85a9c734918eb853dcc4e42746b");
        assertThat(FINGERPRINT.batchId(SOURCE, 1)).isEqualTo("19456d006a2ff0f36ef4384c099833b6");
    }

    @Test
    void sameBatchHasTheSameId() {
        Fingerprint other = new Fingerprint(
                new Columns(" datetime:datetime , uid:string"),
                ZoneId.of("UTC"),
                true,
                new BatchLimits(50_000, 16_777_216),
                "footbridge",
                "sense_video");

        assertThat(other).hasToString(FINGERPRINT.toString());
        assertThat(other.batchId(SOURCE, 3)).isEqualTo(FINGERPRINT.batchId(SOURCE, 3));
    }

    @Test
    void sizeIsNoPartOfTheId() {
        SourceObject longer = new SourceObject(SOURCE.bucket(), SOURCE.key(), SOURCE.etag(), 11);

        assertThat(FINGERPRINT.batchId(longer, 1)).isEqualTo(FINGERPRINT.batchId(SOURCE, 1));
    }

    @Test
    void anotherObjectOrBatchHasAnotherId() {
        assertThat(List.of(
                        id("exports", "p/a.tgz", "e", 1),
                        id("export", "sp/a.tgz", "e", 1),
                        id("exports", "p/b.tgz", "e", 1),
                        id("exports", "p/a.tgz", "f", 1),
                        id("exports", "p/a.tgze", "", 1),
                        id("exports", "p/a.tgz", "e", 2),
                        id("exports", "p/a.tgz", "e1", 1),
                        id("exports", "p/a.tgz", "e", 11)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void whateverChangesRowsOrBoundariesChangesTheId() {
        List<Fingerprint> fingerprints = List.of(
                FINGERPRINT,
                new Fingerprint(
                        new Columns("datetime:datetime,uid:long"), UTC, true, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(
                        new Columns("uid:string,datetime:datetime"), UTC, true, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(COLUMNS, ZoneId.of("Asia/Tokyo"), true, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(COLUMNS, UTC, false, LIMITS, "footbridge", "sense_video"),
                new Fingerprint(COLUMNS, UTC, true, new BatchLimits(50_001, 16_777_216), "footbridge", "sense_video"),
                new Fingerprint(COLUMNS, UTC, true, new BatchLimits(50_000, 16_777_217), "footbridge", "sense_video"),
                new Fingerprint(COLUMNS, UTC, true, LIMITS, "footbridge_", "sense_video"),
                new Fingerprint(COLUMNS, UTC, true, LIMITS, "footbridge", "sense_video_"),
                new Fingerprint(COLUMNS, UTC, true, LIMITS, "footbridges", "ense_video"));

        assertThat(fingerprints).extracting(Fingerprint::toString).doesNotHaveDuplicates();
        assertThat(fingerprints).extracting(print -> print.batchId(SOURCE, 1)).doesNotHaveDuplicates();
    }

    private static String id(String bucket, String key, String etag, int number) {
        return FINGERPRINT.batchId(new SourceObject(bucket, key, etag, 10), number);
    }
}
