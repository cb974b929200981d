package io.footbridge.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

@DisplayName("What is written of a row is what msgpack's own library writes")
class RowWriterTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final RowWriter writer = new RowWriter(written);
    private final MessageBufferPacker expected = MessagePack.newDefaultBufferPacker();

    @Test
    void everyIntegerAroundEveryPowerOfTwo() throws IOException {
        List<Long> values = new ArrayList<>(List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE));
        for (int bit = 0; bit < Long.SIZE; bit++) {
            for (int off = -2; off <= 2; off++) {
                values.add((1L << bit) + off);
                values.add(-(1L << bit) + off);
            }
        }
        for (long value : values) {
            writer.integer(value);
            expected.packLong(value);
        }
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 0.965, -80, 1e300, Double.MIN_VALUE, Double.MAX_VALUE})
    void real(double value) throws IOException {
        writer.real(value);
        expected.packDouble(value);
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 255, 256, 8182, 8183, 8191, 8192, 8193, 65_535, 65_536, 200_000})
    void text(int length) throws IOException {
        byte[] utf8 = ("-" + "x".repeat(length) + "-").getBytes(StandardCharsets.US_ASCII);
        writer.text(utf8, 1, length);
        expected.packString("x".repeat(length));
        assertSame();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 65_535, 65_536})
    void map(int size) throws IOException {
        writer.map(size);
        expected.packMapHeader(size);
        assertSame();
    }

    @Test
    @DisplayName("100,000 values at random, wherever the end of the buffer falls")
    void anythingAtRandom() throws IOException {
        Random random = new Random(20190815);
        byte[] letters = "abcdefghijklmnopqrstuvwxyz".repeat(20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    int size = random.nextInt(20);
                    writer.map(size);
                    expected.packMapHeader(size);
                }
                case 1 -> {
                    long value = random.nextLong() >> random.nextInt(Long.SIZE);
                    writer.integer(value);
                    expected.packLong(value);
                }
                case 2 -> {
                    double value = random.nextGaussian();
                    writer.real(value);
                    expected.packDouble(value);
                }
                case 3 -> {
                    int length = random.nextInt(300);
                    int from = random.nextInt(26);
                    writer.text(letters, from, length);
                    expected.packRawStringHeader(length);
                    expected.writePayload(letters, from, length);
                }
                default -> {
                    writer.packed(new byte[] {(byte) 0xc0, (byte) i});
                    expected.writePayload(new byte[] {(byte) 0xc0, (byte) i});
                }
            }
        }
        assertSame();
    }

    private void assertSame() throws IOException {
        writer.close();
        assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    }
}
