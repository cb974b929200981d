package io.footbridge.failure;

import java.io.EOFException;

/** Shows a name from outside in a message: control characters, which could forge log lines, as escapes. */
public final class Escaped {

    private static final int MAX_MESSAGE_CHARACTERS = 200;

    private Escaped() {}

    /** What an exception says, which may quote what it did not like, at a length that is fit for a log. */
    public static String messageOf(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return thrown instanceof EOFException
                    ? "it ends too soon"
                    : thrown.getClass().getSimpleName();
        }
        return message.length() > MAX_MESSAGE_CHARACTERS
                ? of(message.substring(0, MAX_MESSAGE_CHARACTERS)) + "…"
                : of(message);
    }

    public static String of(String name) {
        StringBuilder shown = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            if (hidden) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
