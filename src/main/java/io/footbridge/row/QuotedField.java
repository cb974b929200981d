package io.footbridge.row;

import java.util.Arrays;

/** A field in the quotes that CSV puts around one. */
final class QuotedField {

    private QuotedField() {}

    /**
     * Takes the quotes off.
     *
     * @return what was inside, or null if the bytes are not one quoted field
     */
    static byte[] unquote(byte[] bytes, int from, int to) {
        if (to - from < 2 || bytes[from] != '"' || bytes[to - 1] != '"') {
            return null;
        }
        byte[] inside = new byte[to - from - 2];
        int length = 0;
        for (int i = from + 1; i < to - 1; i++) {
            if (bytes[i] == '"') {
                i++;
                if (i == to - 1 || bytes[i] != '"') {
                    return null;
                }
            }
            inside[length++] = bytes[i];
        }
        return Arrays.copyOf(inside, length);
    }
}
