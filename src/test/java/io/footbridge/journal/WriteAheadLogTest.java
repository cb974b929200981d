package io.footbridge.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.footbridge.bucket.PlainS3Client;
import io.footbridge.failure.Failure;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.s3.StrictS3;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log in a strict S3, with entries of any kind. */
@Timeout(60)
class WriteAheadLogTest {

    private static final String BUCKET = "exports";

    private StrictS3 s3;

    @BeforeEach
    void start() throws IOException {
        s3 = StrictS3.start();
        s3.createBucket(BUCKET);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void anEntryIsInTheBucketBeforeAnybodyGetsIt() {
        JournalEntry entry = log().next(() -> Optional.of(entry("a"))).orElseThrow();

        assertThat(s3.keys(BUCKET, "")).containsExactly("log/" + entry);
        assertThat(s3.bytes(BUCKET, "log/" + entry)).isEqualTo(entry.content());
    }

    @Test
    void whatIsNotFinishedComesFirstWithTheSameBytes() {
        JournalEntry entry = log().next(() -> Optional.of(entry("a"))).orElseThrow();

        JournalEntry again = log().next(() -> fail("the log is not empty")).orElseThrow();

        assertThat(again).hasToString(entry.toString());
        assertThat(again.content()).isEqualTo(entry.content());
    }

    @Test
    void afterTheEndOfAnEntryTheNextOneIsMade() {
        WriteAheadLog log = log();
        log.finish(log.next(() -> Optional.of(entry("a"))).orElseThrow());

        assertThat(log.next(() -> Optional.of(entry("b"))))
                .map(Object::toString)
                .hasValue(entry("b").name());
        assertThat(s3.keys(BUCKET, "")).containsExactly("log/" + entry("b"));
    }

    @Test
    void withoutANewEntryNothingIsWritten() {
        assertThat(log().next(Optional::empty)).isEmpty();
        assertThat(s3.keys(BUCKET, "")).isEmpty();
    }

    @Test
    void anEntryWhoseAnswerIsLostIsFoundAgain() {
        s3.onRequest((operation, key, attempt) ->
                operation == S3Operation.PUT ? Optional.of(S3Fault.lostAnswer(() -> {})) : Optional.empty());
        WriteAheadLog log = log();

        assertThatThrownBy(() -> log.next(() -> Optional.of(entry("a")))).isInstanceOf(Failure.class);

        assertThat(log.next(() -> fail("the log is not empty")))
                .map(Object::toString)
                .hasValue(entry("a").name());
    }

    @Test
    void whatSomebodyElsePutThereIsPassedByAndStays() {
        s3.put(BUCKET, "log/", new byte[0]);
        s3.put(BUCKET, "log/notes.txt", "mine".getBytes(UTF_8));
        s3.put(BUCKET, "log/" + entry("a"), "not a".getBytes(UTF_8));

        JournalEntry entry = log().next(() -> Optional.of(entry("b"))).orElseThrow();

        assertThat(entry).hasToString(entry("b").name());
        assertThat(s3.keys(BUCKET, "")).hasSize(4);
    }

    @Test
    void workersDoManyThingsAtATimeAndAnswerInOrder() {
        CyclicBarrier all = new CyclicBarrier(3);

        List<Integer> lengths = new Workers(3, "test").map(List.of("a", "bb", "ccc"), word -> {
            try {
                all.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return word.length();
        });

        assertThat(lengths).containsExactly(1, 2, 3);
    }

    @Test
    void whatAWorkerThrowsIsThrown() {
        Workers workers = new Workers(2, "test");

        assertThatThrownBy(() -> workers.map(List.of(1, 0), divisor -> 1 / divisor))
                .hasCauseInstanceOf(ArithmeticException.class);
    }

    private WriteAheadLog log() {
        BucketFolder folder = new BucketFolder(new PlainS3Client(s3.client()), BUCKET, "log/");
        return new WriteAheadLog(new ContentFolder(folder, Pattern.compile("(?<digest>[0-9a-f]{32})\\.bin")));
    }

    private static JournalEntry entry(String content) {
        byte[] bytes = content.getBytes(UTF_8);
        return new JournalEntry(ContentFolder.digest(bytes) + ".bin", bytes);
    }
}
