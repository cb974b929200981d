package io.footbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.footbridge.intake.Completion;
import io.footbridge.sandbox.Bridge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Whatever a step that an operator added throws: its object waits with a reason, and nobody else is blamed for it. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FaultyStepTest {

    private static final int GOOD = 8;

    /** After which step, in which file, and how the step that fails is called. */
    private enum Place {
        EVERY_ROW("file", "ref: line-to-row\n", 20, "process"),
        EVERY_ROW_BY_BEAN("file", "ref: line-to-row\n", 20, "bean"),
        EVERY_BATCH("post", "method: accept(", 8, "process"),
        EVERY_OBJECT("poll", "name: file\n", 10, "process"),
        EVERY_OBJECT_AFTER_ITS_COPY("poll", "destinationKey: ", 8, "bean");

        private final String file;
        private final String after;
        private final int indent;
        private final String kind;

        Place(String file, String after, int indent, String kind) {
            this.file = file;
            this.after = after;
            this.indent = indent;
            this.kind = kind;
        }

        void edit(Path routes) throws Exception {
            Path path = routes.resolve(file + ".camel.yaml");
            String text = Files.readString(path, UTF_8);
            int found = text.indexOf(after);
            assertThat(found).as(after).isPositive();
            int end = text.indexOf('\n', found) + 1;
            String margin = " ".repeat(indent);
            String step = margin + "- " + kind + ":\n" + margin + "    id: my-step\n" + margin + "    ref: my-step\n"
                    + (kind.equals("bean") ? margin + "    method: pass(${exchangeProperty.CamelAwsS3Key})\n" : "");
            String bean = "- beans:\n    - name: my-step\n      type: " + FaultyStep.class.getName() + "\n";
            Files.writeString(path, bean + text.substring(0, end) + step + text.substring(end), UTF_8);
        }
    }

    @TempDir
    private Path directory;

    @TempDir
    private Path folder;

    private Bridge bridge;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        bridge = Bridge.start(folder).set("TD_RETRY_SECONDS", "1");
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        bridge.close();
    }

    private static final List<String> INTERNAL = List.of(
            "IOException",
            "ConnectException",
            "S3Exception404",
            "S3Exception403",
            "S3Exception400",
            "AwsServiceException404",
            "AwsServiceException403",
            "AwsServiceException401",
            "AwsServiceException400",
            "NoSuchKeyException",
            "RejectedExecutionException",
            "InterruptedException",
            "StackOverflowError",
            "AssertionError",
            "NoClassDefFoundError");

    @ParameterizedTest
    @EnumSource(Place.class)
    void onlyTheObjectsThatAStepFailsOnWait(Place place) throws Exception {
        place.edit(RouteFiles.copyTo(directory));
        List<String> bad = new ArrayList<>();
        for (String fault : INTERNAL) {
            bad.add(bridge.export("a-" + FaultyStep.BAD + fault, line(100 + bad.size())));
        }
        String hungry = bridge.export("o3-" + FaultyStep.BAD + "OutOfMemoryError", line(200));
        for (int i = 0; i < GOOD; i++) {
            bridge.export("o" + i, line(i));
        }

        Bridge.Answer answer = bridge.run(directory, "import");

        assertThat(answer.out())
                .contains(GOOD + " imported, 0 empty, 0 failed, 0 gone, " + (bad.size() + 1) + " deferred");
        assertThat(answer.status()).as(answer.out() + answer.err()).isEqualTo(1);
        assertThat(bridge.failed()).isEmpty();
        assertThat(bridge.rows()).extracting(row -> row.get("frame_index")).contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(messages()).hasSize(bad.size() + 1);
        assertThat(messages()).anyMatch(message -> message.startsWith("deferred " + hungry + " (out-of-memory): "));
        for (String key : bad) {
            assertThat(messages()).anyMatch(message -> message.startsWith("deferred " + key + " (internal): "));
        }
    }

    private List<String> messages() {
        synchronized (log) {
            return log.list.stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN))
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Completion.class);
    }

    private static String line(int frame) {
        return "2019-08-15 01:02:03\t" + frame + "\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}";
    }
}
