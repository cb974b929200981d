package io.footbridge.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineReaderTest {

    private static final int LIMIT = 2000;
    private static final Entry ENTRY = new Entry("LT_1", "p/LT_1/2019-08-15/texts/a.tgz", "a.tsv");

    @Test
    void noLineThatIsTooLongIsReadThrough() throws IOException {
        Random random = new Random(11);
        int tooLong = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] content = content(random);
            boolean refused = isRefused(content);
            tooLong += refused ? 1 : 0;
            if (refused) {
                assertThat(reader(content, LIMIT).hasLongLine()).isTrue();
            }
        }
        assertThat(tooLong).isBetween(500, 2500);
    }

    @Test
    void linesWithinTheLimitAreNotTakenForLong() throws IOException {
        String line = "x".repeat(LIMIT - 1) + "\n";

        assertThat(reader(line.repeat(500).getBytes(UTF_8), LIMIT).hasLongLine())
                .isFalse();
        assertThat(reader("x".repeat(100_000).getBytes(UTF_8), 1 << 20).hasLongLine())
                .isFalse();
        assertThat(reader(new byte[0], LIMIT).hasLongLine()).isFalse();
    }

    /** Up to a few hundred lines, of which some may be about as long as the limit. */
    private static byte[] content(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(200);
        for (int line = 0; line < lines; line++) {
            boolean wide = random.nextInt(200) == 0;
            text.append("x".repeat(wide ? LIMIT - 3 + random.nextInt(7) : random.nextInt(600)))
                    .append(random.nextBoolean() ? "\r\n" : "\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static boolean isRefused(byte[] content) throws IOException {
        LineReader reader = reader(content, LIMIT);
        try {
            while (reader.next() != null) {}
            return false;
        } catch (Failure e) {
            return true;
        }
    }

    private static LineReader reader(byte[] content, int limit) {
        return new LineReader(new ByteArrayInputStream(content), ENTRY, limit, content.length, 0);
    }
}
