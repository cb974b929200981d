package io.footbridge.row;

/**
 * Tells whether bytes are one JSON value, as RFC 8259 has it.
 *
 * <p>A general parser makes tokens, and a parser for every row, of which nothing is wanted here. Whether the bytes are
 * UTF-8 is left to whoever knows the whole line.
 */
final class JsonScanner {

    /** As much as common parsers take, so that whoever reads the rows can. */
    private static final int MAX_DEPTH = 1000;

    private final byte[] bytes;
    private final int end;
    private int at;

    private JsonScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    static boolean isJson(byte[] bytes, int from, int to) {
        JsonScanner scanner = new JsonScanner(bytes, from, to);
        return scanner.value(0) && scanner.at == to;
    }

    /** Passes over a value and the white space around it. */
    private boolean value(int depth) {
        skipWhiteSpace();
        boolean valid = switch (peek()) {
            case '{' -> depth < MAX_DEPTH && object(depth + 1);
            case '[' -> depth < MAX_DEPTH && array(depth + 1);
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        };
        skipWhiteSpace();
        return valid;
    }

    private boolean object(int depth) {
        at++;
        skipWhiteSpace();
        if (accept('}')) {
            return true;
        }
        do {
            skipWhiteSpace();
            if (peek() != '"' || !string()) {
                return false;
            }
            skipWhiteSpace();
            if (!accept(':') || !value(depth)) {
                return false;
            }
        } while (accept(','));
        return accept('}');
    }

    private boolean array(int depth) {
        at++;
        skipWhiteSpace();
        if (accept(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
        } while (accept(','));
        return accept(']');
    }

    private boolean string() {
        at++;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                return true;
            }
            if ((b >= 0 && b < ' ') || (b == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        int kind = peek();
        at++;
        return switch (kind) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            case 'u' -> hexDigits(4);
            default -> false;
        };
    }

    private boolean hexDigits(int count) {
        int last = at + count;
        while (at < last && Character.digit(peek(), 16) >= 0) {
            at++;
        }
        return at == last;
    }

    private boolean number() {
        accept('-');
        if (!accept('0') && !digits()) {
            return false;
        }
        if (accept('.') && !digits()) {
            return false;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            return digits();
        }
        return true;
    }

    /** Passes over one digit or more. */
    private boolean digits() {
        int first = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > first;
    }

    private boolean literal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!accept(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean accept(int expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** The byte at the position; none that JSON knows if there is none. */
    private int peek() {
        return at < end ? bytes[at] : -1;
    }

    private void skipWhiteSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r')) {
            at++;
        }
    }
}
