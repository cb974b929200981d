package io.footbridge.td;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.footbridge.batch.Batch;
import io.footbridge.batch.BatchPacker;
import io.footbridge.batch.Batches;
import io.footbridge.batch.Destination;
import io.footbridge.export.ArchiveLimits;
import io.footbridge.export.BatchLimits;
import io.footbridge.export.BytesBody;
import io.footbridge.export.Export;
import io.footbridge.export.Progress;
import io.footbridge.export.Reading;
import io.footbridge.export.RejectLimits;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.row.Columns;
import io.footbridge.row.Entry;
import io.footbridge.row.ExportFormat;
import io.footbridge.row.Line;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ImportMetrics metrics = new ImportMetrics(meters, "default");
    private final Answers answers = new Answers(new Outage());
    private final Export export = Export.of(
            new SourceObject("exports", "p/a.tgz", "e", 0),
            new BytesBody(new byte[0]),
            new Reading(
                    ExportFormat.senseVideo(new Columns("at:datetime")),
                    new ArchiveLimits(1, 1, 1, 1, 1),
                    new BatchLimits(1, 1),
                    new RejectLimits(0, 0)),
            Progress.NONE);
    private final Batch batch = batch(7);

    @Test
    void acceptedBatchIsCounted() {
        answers.accept(follow(batch));

        assertThat(export.importedBatches()).isEqualTo(1);
        assertThat(export.importedRows()).isEqualTo(1);
        assertThat(meters.get("footbridge.batches").counter().count()).isEqualTo(1);
        assertThat(metrics.rowsImported()).isEqualTo(1);
        assertThat(meters.get("footbridge.batch.bytes").counter().count()).isEqualTo(batch.length());
    }

    @Test
    void confirmedBatchIsAccepted() {
        assertThatCode(() -> Confirmation.require(
                        batch, 200, ("{\"md5_hex\": \"" + batch.md5() + "\", \"unique_id\": \"x\"}").getBytes(UTF_8)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "<html>Welcome</html>",
                "{\"md5_hex\": null}",
                "{\"md5_hex\": 5}",
                "{\"md5_hex\": \"d41d8cd98f00b204e9800998ecf8427e\"}"
            })
    void batchThatIsNotConfirmedIsNotAccepted(String body) {
        assertThat(refusal(200, body).reason()).isEqualTo(Reason.TD_UNEXPECTED_ANSWER);
    }

    @Test
    void answerWithoutABodyConfirmsNothing() {
        assertThat(catchThrowableOfType(Failure.class, () -> Confirmation.require(batch, 200, null))
                        .reason())
                .isEqualTo(Reason.TD_UNEXPECTED_ANSWER);
        assertThat(catchThrowableOfType(Failure.class, () -> Confirmation.require(batch, 500, null)))
                .hasMessage("Treasure Data answers 500");
    }

    @ParameterizedTest
    @CsvSource({
        "400, TD_BAD_REQUEST",
        "401, TD_UNAUTHORIZED",
        "403, TD_FORBIDDEN",
        "404, TD_NOT_FOUND",
        "413, TD_TOO_LARGE",
        "422, TD_INVALID",
        "429, TD_THROTTLED",
        "500, TD_UNAVAILABLE",
        "502, TD_UNAVAILABLE",
        "503, TD_UNAVAILABLE",
        "504, TD_UNAVAILABLE",
        "599, TD_UNAVAILABLE",
        "201, TD_UNEXPECTED_ANSWER",
        "202, TD_UNEXPECTED_ANSWER",
        "204, TD_UNEXPECTED_ANSWER",
        "302, TD_UNEXPECTED_ANSWER",
        "402, TD_UNEXPECTED_ANSWER",
        "405, TD_UNEXPECTED_ANSWER",
        "409, TD_UNEXPECTED_ANSWER",
        "415, TD_UNEXPECTED_ANSWER"
    })
    void everyOtherStatusIsSorted(int status, Reason reason) {
        Failure failure = refusal(status, "{\"md5_hex\": \"" + batch.md5() + "\"}");

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.getMessage()).startsWith("Treasure Data answers " + status);
    }

    @Test
    void onlyTheSizeOfASingleRowNamesItsLine() {
        Answers.Followed single = follow(batch);
        Failure tooLarge = single.failed(refusal(413, ""));
        assertThat(tooLarge.entry()).contains("a.tsv");
        assertThat(tooLarge.line()).isEqualTo(7);
        assertThat(single.isDivisible()).isFalse();
        assertThat(single.failed(refusal(400, "")).entry()).isEmpty();
    }

    @Test
    void onlyABatchThatCannotHaveBeenStoredIsDivided() {
        Answers.Followed refused = follow(batch(7, 8));
        refused.failed(refusal(400, ""));
        assertThat(refused.isDivisible()).isFalse();
        assertThat(refused.failed(refusal(413, "")).entry()).isEmpty();
        assertThat(refused.isDivisible()).isTrue();

        Answers.Followed unanswered = follow(batch(7, 8));
        unanswered.again(refusal(503, ""));

        assertThat(unanswered.failed(refusal(413, ""))).hasMessageContaining("its rows may be there already");
        assertThat(unanswered.isDivisible()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\": \"no room\"}", "{\"message\": \"no room\"}", "{\"error\": \"no room\"}"})
    void messageHasTreasureDatasOwnWords(String body) {
        assertThat(refusal(422, body)).hasMessage("Treasure Data answers 422: no room");
    }

    @Test
    void longAnswerIsCutAndEscaped() {
        assertThat(refusal(400, "{\"text\": \"a\\nb" + "x".repeat(1000) + "\"}").getMessage())
                .startsWith("Treasure Data answers 400: a\\u000abxxx")
                .hasSizeLessThan(400);
    }

    private Failure refusal(int status, String body) {
        return catchThrowableOfType(Failure.class, () -> Confirmation.require(batch, status, body.getBytes(UTF_8)));
    }

    private Answers.Followed follow(Batch followed) {
        return answers.follow(
                metrics,
                new RefusalStreak(),
                new Batches(new Destination("db_", "table", Map.of()), 1),
                export,
                followed);
    }

    private Batch batch(int... numbers) {
        Batches batches = new Batches(new Destination("db_", "table", Map.of()), 1);
        BatchPacker packer = batches.begin(export);
        for (int number : numbers) {
            packer.add(Map.of("time", 1L), Line.of(new Entry(null, "p/a.tgz", "a.tsv"), number, 1, new byte[0]));
        }
        return batches.seal(packer, export);
    }
}
