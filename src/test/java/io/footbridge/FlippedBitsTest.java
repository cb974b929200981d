package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.sandbox.Bridge;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits that change on the way: no wrong row, and nothing dead-lettered that is sound where it lies. */
class FlippedBitsTest {

    private static final int SMALL = 30;
    private static final int SEVERAL_BATCHES = 1_300;

    /** More than one block of bytes that a reader holds back. */
    private static final int LARGE = 12_000;

    @TempDir
    private Path folder;

    private Bridge bridge;
    private SoundExports exports;

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("BATCH_MAX_RECORDS", "1000");
        exports = new SoundExports(bridge);
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void twoHundredSoundObjectsAreImportedRightOrWait() {
        Map<String, Integer> flippedIn = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            int lines = i % 25 == 0 ? LARGE : i % 3 == 0 ? SEVERAL_BATCHES : SMALL;
            String key = i % 2 == 0 ? exports.put("o" + i, lines) : exports.putInParts("o" + i, lines);
            flippedIn.put(key, i / 2 % 4);
        }
        bridge.s3().onRequest((operation, key, attempt) -> {
            Integer transfer = operation == S3Operation.GET ? flippedIn.get(key) : null;
            return transfer != null && (transfer == 0 || transfer == attempt) ? flip(key, attempt) : Optional.empty();
        });

        Bridge.Answer answer = bridge.run("import");

        System.out.println("flips: " + answer.out().strip() + "; failed "
                + bridge.failed().size() + ", wrong rows " + exports.wrongRows().size());
        assertThat(exports.wrongRows()).isEmpty();
        assertThat(bridge.failed()).isEmpty();
        assertThat(answer.status()).isEqualTo(1);
        assertThat(bridge.waiting()).isNotEmpty();

        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.wrongRows()).isEmpty();
        assertThat(exports.arrived()).isEqualTo(exports.rows());
        assertThat(bridge.waiting()).isEmpty();
        assertThat(bridge.failed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "parts"})
    void aFlipInTheOnlyTransferLeavesTheObjectWithItsReason(String etag) {
        String key = etag.equals("md5") ? exports.put("a", SMALL) : exports.putInParts("a", SMALL);
        int middle = exports.size(key) / 2;
        bridge.s3().onRequest(onTransfer(key, 1, middle));

        Bridge.Answer answer = bridge.run("import");

        System.out.println("only transfer, " + etag + ": " + answer.out().strip());
        assertThat(answer.status()).isEqualTo(1);
        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.waiting()).containsExactly(key);
        assertThat(exports.arrived()).isZero();
        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.wrongRows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aFlipInALaterTransferOfALargeObjectMakesNoWrongRow(int transfer) {
        String key = exports.putInParts("a", LARGE);
        bridge.s3().onRequest(onTransfer(key, transfer, exports.size(key) * 9 / 10));

        Bridge.Answer answer = bridge.run("import");

        System.out.println("transfer " + transfer + ": " + answer.out().strip() + "; wrong rows "
                + exports.wrongRows().size());
        assertThat(exports.wrongRows()).isEmpty();
        assertThat(bridge.failed()).isEmpty();
        bridge.run("import");
        assertThat(exports.arrived()).isEqualTo(LARGE);
        assertThat(exports.wrongRows()).isEmpty();
    }

    @Test
    void anArchiveThatIsBrokenWhereItLiesIsPutAsideAtOnce() {
        byte[] archive = SoundExports.archive("a", SMALL);
        archive[archive.length / 2] ^= 1;
        bridge.export("md5", archive);
        bridge.s3().put(Bridge.BUCKET, Bridge.FOLDER + "parts.tgz", archive, "x-2", Map.of());
        bridge.s3().put(Bridge.BUCKET, Bridge.FOLDER + "random.tgz", archive, "0".repeat(32), Map.of());

        Bridge.Answer answer = bridge.run("import");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.out()).contains("3 failed");
        assertThat(bridge.waiting()).isEmpty();
    }

    @Test
    void aChecksumThatIsNoneIsNotHeldAgainstAnObjectThatReadsAlikeTwice() {
        exports.putAs("random-etag", SMALL, "0123456789abcdef".repeat(2), Map.of());
        exports.putAs("random-etag-large", LARGE, "0123456789abcdef".repeat(2), Map.of());
        exports.putAs("wrong", SMALL, "y-2", Map.of("x-amz-checksum-crc32", "AAAAAA=="));
        exports.putAs("composite", SMALL, "y-2", Map.of("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=-2"));
        exports.putAs("no-base64", SMALL, "y-2", Map.of("x-amz-checksum-sha256", "!"));

        assertThat(bridge.run("import").status()).isZero();
        assertThat(exports.arrived()).isEqualTo(exports.rows());
        assertThat(exports.wrongRows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1", // The ETag is the MD5.
        "x-amz-checksum-crc32, 1",
        "x-amz-checksum-crc32c, 1",
        "x-amz-checksum-crc64nvme, 1",
        "x-amz-checksum-sha1, 1",
        "x-amz-checksum-sha256, 1",
        "x-amz-checksum-xxh3, 2"
    })
    void aBrokenArchiveIsReadOnceIfTheStoreConfirmsItsBytes(String header, int reads) {
        byte[] archive = SoundExports.archive("a", SMALL);
        archive[archive.length / 2] ^= 1;
        if (header.isEmpty()) {
            bridge.export("a", archive);
        } else {
            String sum = StoredSums.of(header, archive);
            bridge.s3().put(Bridge.BUCKET, Bridge.FOLDER + "a.tgz", archive, "z-2", Map.of(header, sum));
        }

        assertThat(bridge.run("import").status()).isEqualTo(2);
        assertThat(gets(Bridge.FOLDER + "a.tgz")).isEqualTo(reads);
    }

    @ParameterizedTest
    @CsvSource({"aws:kms, 1", "aws:kms:dsse, 1", "AES256, 2"})
    void theEtagOfWhatIsEncryptedWithAKeyIsNoMd5(String encryption, int reads) {
        String key = exports.putAs(
                "a", SMALL, "0123456789abcdef".repeat(2), Map.of("x-amz-server-side-encryption", encryption));

        assertThat(bridge.run("import").status()).isZero();
        assertThat(gets(key)).isEqualTo(reads);
    }

    @Test
    void aFileOfRejectsThatChangesOnTheWayMakesNoRow() {
        bridge.export("a", "2019-08-15 01:02:03\tx\t42\t1\t0.95\t1\t2\t3\t4\t{}", SoundExports.line("a", 2));
        assertThat(bridge.run("import").status()).isEqualTo(2);
        String file = bridge.s3().keys(Bridge.BUCKET, "failed/AnalyzedData").get(0);
        int uid = new String(bridge.s3().bytes(Bridge.BUCKET, file), UTF_8).indexOf("42\\t1");
        bridge.set(
                "EXPORT_COLUMNS",
                "datetime:datetime,frame_index:string,uid:string,type:long,confidence:double,"
                        + "x:double,y:double,w:double,h:double,attributes:json");
        bridge.s3().onRequest(onTransfer(file, 1, uid));

        bridge.run("replay");

        System.out.println(
                "rejects: " + bridge.rows().stream().map(row -> row.get("uid")).toList());
        assertThat(bridge.rows()).hasSize(1);
        bridge.s3().onRequest(S3Faults.NONE);
        assertThat(bridge.run("replay").status()).isZero();
        assertThat(bridge.rows())
                .extracting(row -> row.get("uid"))
                .contains("42")
                .hasSize(2);
    }

    private long gets(String key) {
        return bridge.s3().requests().stream()
                .filter(request ->
                        request.operation() == S3Operation.GET && request.key().equals(key))
                .count();
    }

    private static S3Faults onTransfer(String troubled, int transfer, long offset) {
        return (operation, key, attempt) -> operation == S3Operation.GET && key.equals(troubled) && attempt == transfer
                ? Optional.of(S3Fault.flippedBit(offset))
                : Optional.empty();
    }

    private Optional<S3Fault> flip(String key, int attempt) {
        Random random = new Random(Arrays.hashCode((key + attempt).getBytes(UTF_8)));
        return Optional.of(S3Fault.flippedBit(random.nextInt(exports.size(key))));
    }
}
