package io.footbridge.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.footbridge.batch.MapBatches;
import io.footbridge.bucket.PlainS3Client;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.sandbox.s3.StrictS3;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/** Batches of counts, killed at each of their steps, and gone on with from what is in a strict S3. */
class CountBatchesTest {

    private static final String BUCKET = "exports";

    /** What the bucket held before this class was written: whoever changes a name or a byte repeats counts. */
    private static final String ONE = "001566198413-1-57e8123f366264e371202eeba1165647.counts.jsonl";

    private static final String TWO = "000000000005-2-d5be612245c6cadf7c55be6b7fdf93d6.counts.jsonl";
    private static final String BATCH = "000000000005-3-79301d4958f2a770c7fff7873f61b576.counts.jsonl";
    private static final String IMPORT_ID = "1509b125ca1fbf6d360c647ee812d188";
    private static final String ONE_LINES = """
            {"time":1566198413,"num_pedestrian":4,"device_id":"LT_1"}
            """;
    private static final String TWO_LINES = """
            {"time":1566198420,"num_pedestrian":0}
            {"time":5,"num_pedestrian":2147483647}
            """;
    private static final String BATCH_LINES = """
            {"time":1566198420,"num_pedestrian":0,"source_key":"edge/counts/TWO","source_line":1}
            {"time":5,"num_pedestrian":2147483647,"source_key":"edge/counts/TWO","source_line":2}
            {"time":1566198413,"num_pedestrian":4,"device_id":"LT_1","source_key":"edge/counts/ONE","source_line":1}
            """.replace("TWO", TWO).replace("ONE", ONE);

    private final Map<String, List<Map<String, Object>>> imports = new LinkedHashMap<>();
    private StrictS3 s3;

    /** What an earlier process left. */
    enum Left {
        NOTHING,
        BATCH_WRITTEN,
        ONE_REQUEST_TAKEN,
        ONE_REQUEST_DELETED,
        ALL_REQUESTS_DELETED
    }

    /** Ends a process where it stands: nothing of ours catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Lets so many steps be made; the next is not, or is and nobody learns of it. */
    private static final class Life {

        private final boolean isLastStepMade;
        private int left;

        Life(int steps, boolean isLastStepMade) {
            this.left = steps;
            this.isLastStepMade = isLastStepMade;
        }

        synchronized <R> R step(Supplier<R> step) {
            boolean isLast = left == 0;
            if (left-- < 0 || (isLast && !isLastStepMade)) {
                throw new Killed();
            }
            R result = step.get();
            if (isLast) {
                throw new Killed();
            }
            return result;
        }
    }

    @BeforeEach
    void start() throws Exception {
        s3 = StrictS3.start();
        s3.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void killedAtAnyStepEveryCountIsImportedOnceUnderOneId(boolean isLastStepMade) {
        int steps = 0;
        while (isKilledAfter(steps, isLastStepMade)) {
            run(process(Function.identity()), endless());

            assertThat(imports).as("killed after %s steps", steps).containsOnlyKeys(IMPORT_ID);
            assertThatAllIsDone();
            steps++;
        }
        // Each of both is looked up, read, noted and deleted; lists, the batch's own two requests, and the import.
        assertThat(steps).isGreaterThanOrEqualTo(2 * 4 + 2 + 2 + 1);
    }

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierVersionLeftIsFinishedUnderItsId(Left left) {
        put("edge/counts/" + TWO, TWO_LINES);
        put("edge/counts/" + ONE, ONE_LINES);
        if (left.compareTo(Left.BATCH_WRITTEN) >= 0) {
            put("edge/batches/" + BATCH, BATCH_LINES);
        }
        if (left.compareTo(Left.ONE_REQUEST_TAKEN) >= 0) {
            put("edge/taken/" + TWO, "edge/batches/" + BATCH);
        }
        if (left.compareTo(Left.ONE_REQUEST_DELETED) >= 0) {
            delete("edge/counts/" + TWO);
        }
        if (left == Left.ALL_REQUESTS_DELETED) {
            put("edge/taken/" + ONE, "edge/batches/" + BATCH);
            delete("edge/counts/" + ONE);
        }

        run(process(Function.identity()), endless());

        assertThat(imports).containsOnlyKeys(IMPORT_ID);
        assertThatAllIsDone();
    }

    @Test
    void namesAndBytesAreThoseOfEarlierVersions() {
        put("edge/counts/" + TWO, TWO_LINES);
        put("edge/counts/" + ONE, ONE_LINES);

        CountBatch batch = process(Function.identity()).next();

        assertThat(batch).hasToString(BATCH);
        assertThat(keys()).containsExactly("edge/batches/" + BATCH, "edge/taken/" + TWO, "edge/taken/" + ONE);
        assertThat(text("edge/batches/" + BATCH)).isEqualTo(BATCH_LINES);
        assertThat(text("edge/taken/" + ONE)).isEqualTo("edge/batches/" + BATCH);
    }

    @Test
    void aRepeatOfWhatWasTakenIsDeletedAndNotImported() {
        put("edge/counts/" + ONE, ONE_LINES);
        put("edge/taken/" + ONE, "edge/batches/" + BATCH);

        assertThat(process(Function.identity()).next()).isNull();

        assertThat(keys()).containsExactly("edge/taken/" + ONE);
    }

    @Test
    void aBatchThatHasToWaitIsTheNextOneToo() {
        put("edge/counts/" + ONE, ONE_LINES);
        CountBatches batches = process(Function.identity());
        CountBatch batch = batches.next();

        batches.notImported(batch, new Failure(Reason.TD_UNAVAILABLE, "Treasure Data answers 503"));

        assertThat(batches.next()).as("it waits").isNull();
        put("edge/counts/" + TWO, TWO_LINES);
        assertThat(process(Function.identity()).next()).hasToString(batch.toString());
        assertThat(keys()).contains("edge/counts/" + TWO);
    }

    @Test
    void theThirdRefusalInARowIsNotTheDatas() {
        CountBatches batches = process(Function.identity(), 1);
        Failure refusal = new Failure(Reason.TD_INVALID, "Treasure Data answers 422");
        for (int i = 1; i <= 3; i++) {
            Lines lines = Lines.of(
                    List.of(JsonNodeFactory.instance.objectNode().put("time", i).put("num_pedestrian", i)));
            put("edge/counts/" + lines, new String(lines.entry().content(), UTF_8));
        }

        for (CountBatch batch = batches.next(); batch != null; batch = batches.next()) {
            batches.notImported(batch, refusal);
        }

        assertThat(s3.keys(BUCKET, "failed/edge/batches/")).hasSize(4);
        assertThat(s3.keys(BUCKET, "edge/batches/")).as("the third").hasSize(1);
    }

    @Test
    void whileTheBucketIsAwayNothingIsBegun() {
        CountBatches batches = process(client -> new DelegatingS3Client(client) {
            @Override
            protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
                throw new Failure(Reason.S3_UNAVAILABLE, "S3 answers 503 SlowDown");
            }
        });

        assertThatThrownBy(batches::next).isInstanceOf(Failure.class);
        batches.notImported(null, new Failure(Reason.S3_UNAVAILABLE, "S3 answers 503 SlowDown"));

        assertThat(batches.next()).isNull();
    }

    /** Whether a process that does what is to be done is killed after so many steps; the bucket is as at the beginning before. */
    private boolean isKilledAfter(int steps, boolean isLastStepMade) {
        s3.keys(BUCKET, "").forEach(this::delete);
        imports.clear();
        put("edge/counts/" + TWO, TWO_LINES);
        put("edge/counts/" + ONE, ONE_LINES);
        Life life = new Life(steps, isLastStepMade);
        try {
            run(
                    process(client -> new DelegatingS3Client(client) {
                        @Override
                        protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
                            return life.step(() -> operation.apply(request));
                        }
                    }),
                    life);
            return false;
        } catch (Killed | CompletionException e) {
            assertThat(e instanceof Killed || e.getCause() instanceof Killed).isTrue();
            return true;
        }
    }

    private static Life endless() {
        return new Life(Integer.MAX_VALUE, false);
    }

    private CountBatches process(Function<S3Client, S3Client> client) {
        return process(client, 10);
    }

    /** One request to S3 at a time, so that each step is the same one every time. */
    private CountBatches process(Function<S3Client, S3Client> client, int counts) {
        S3Client bucket = client.apply(new PlainS3Client(s3.client()));
        return new CountBatches(bucket, BUCKET, "edge/", "failed/", new Schedule(counts, 3600), 1);
    }

    /** As the route does. */
    private void run(CountBatches batches, Life life) {
        for (CountBatch batch = batches.next(); batch != null; batch = batches.next()) {
            List<Map<String, Object>> rows = batch.rows();
            life.step(() -> imports.put(
                    new MapBatches("", 1).pack(rows, "shop", "scorer_edge", "").id(), rows));
            batches.imported(batch);
        }
    }

    private void assertThatAllIsDone() {
        List<Map<String, Object>> rows = new ArrayList<>();
        imports.values().forEach(rows::addAll);
        assertThat(rows)
                .extracting(row -> row.get("source_key") + " " + row.get("source_line"))
                .containsExactly("edge/counts/" + TWO + " 1", "edge/counts/" + TWO + " 2", "edge/counts/" + ONE + " 1");
        assertThat(keys()).containsExactly("edge/taken/" + TWO, "edge/taken/" + ONE);
    }

    private List<String> keys() {
        return s3.keys(BUCKET, "edge/");
    }

    private void put(String key, String content) {
        s3.put(BUCKET, key, content.getBytes(UTF_8));
    }

    private void delete(String key) {
        s3.client().deleteObject(delete -> delete.bucket(BUCKET).key(key));
    }

    private String text(String key) {
        return new String(s3.bytes(BUCKET, key), UTF_8);
    }
}
