package io.footbridge.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Looking for a byte in eight at once")
class ByteSearchTest {

    @Test
    @DisplayName("finds every byte where it is and nowhere else, in 100,000 words of few different bytes")
    void findsWhatIsThere() {
        Random random = new Random(20190815);
        byte[] alphabet = {0, 1, '\t', '\n', 0x7f, -1, -128, '\t' | -128};
        byte[] bytes = new byte[ByteSearch.BYTES + 3];
        for (int round = 0; round < 100_000; round++) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            byte wanted = alphabet[random.nextInt(alphabet.length)];
            int position = random.nextInt(4);

            long matches = ByteSearch.matches(ByteSearch.at(bytes, position), ByteSearch.repeated(wanted));

            int first = ByteSearch.BYTES;
            for (int i = ByteSearch.BYTES - 1; i >= 0; i--) {
                boolean found = (matches >>> (8 * i) & 0xff) == 0x80;
                assertThat(found).isEqualTo(bytes[position + i] == wanted);
                first = found ? i : first;
            }
            assertThat(matches & ByteSearch.repeated(0x7f)).isZero();
            assertThat(ByteSearch.first(matches)).isEqualTo(first);
        }
    }

    @Test
    void tellsWhatIsNotAscii() {
        assertThat(ByteSearch.hasHighBit(ByteSearch.repeated(0x7f))).isFalse();
        assertThat(ByteSearch.hasHighBit(0x0000_8000_0000_0000L)).isTrue();
    }
}
