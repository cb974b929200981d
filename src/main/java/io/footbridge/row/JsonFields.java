package io.footbridge.row;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * The columns of one JSON object, one after the other: a text without its quotes, anything else as it stands in the line.
 * What the parser refuses beyond RFC 8259, such as a depth of more than 1,000, is a bad line as well.
 */
final class JsonFields {

    /** Names come from outside, and are not to stay in memory. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Columns columns;
    private final Line line;
    private final long[] found;
    private final boolean[] seen;
    private final byte[] bytes;
    private int length;

    private JsonFields(Columns columns, Line line, long[] found) {
        this.columns = columns;
        this.line = line;
        this.found = found;
        this.seen = new boolean[found.length];
        this.bytes = new byte[line.length()];
    }

    /**
     * Reads a line.
     *
     * @param found given where each column begins in the bytes that come back, and its length; see {@link Row}
     * @throws BadLine if it is not one JSON object, or a column is there twice or of another type
     */
    static byte[] read(Columns columns, Line line, long[] found) {
        JsonFields fields = new JsonFields(columns, line, found);
        try (JsonParser parser = JSON.createParser(line.buffer(), line.from(), line.length())) {
            fields.read(parser);
        } catch (StreamConstraintsException e) {
            throw new BadLine("its JSON has a number, or is nested, beyond what is read: 1,000 digits or levels");
        } catch (JsonProcessingException e) { // Its message would show what the line holds.
            throw noObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a line is memory", e);
        }
        return fields.bytes;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw noObject();
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            int column = columns.indexOf(name);
            if (column < 0) {
                parser.skipChildren();
            } else {
                if (seen[column]) {
                    throw new BadLine("column " + columns.get(column).name() + " is there twice");
                }
                seen[column] = true;
                if (value != JsonToken.VALUE_NULL) {
                    take(parser, column, value);
                }
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw noObject();
        }
    }

    private void take(JsonParser parser, int column, JsonToken value) throws IOException {
        Column known = columns.get(column);
        switch (known.type()) {
            case LONG, UNIX -> number(parser, column, value == JsonToken.VALUE_NUMBER_INT, "an integer");
            case DOUBLE -> number(parser, column, value.isNumeric(), "a finite number");
            case STRING, DATETIME -> {
                if (value != JsonToken.VALUE_STRING) {
                    throw new BadLine("column " + known.name() + " is not text");
                }
                text(parser.getText(), column);
            }
            case JSON -> {
                int from = line.from() + (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = line.from() + (int) parser.currentLocation().getByteOffset();
                add(column, line.buffer(), from, to - from);
            }
        }
    }

    private void number(JsonParser parser, int column, boolean isOne, String type) throws IOException {
        if (!isOne) {
            throw new BadLine("column " + columns.get(column).name() + " is not " + type);
        }
        byte[] digits = parser.getText().getBytes(US_ASCII);
        add(column, digits, 0, digits.length);
    }

    private void text(String text, int column) {
        if (text.indexOf('\0') >= 0) {
            throw new BadLine("it holds a NUL byte");
        }
        try {
            ByteBuffer utf8 = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            add(column, utf8.array(), utf8.arrayOffset(), utf8.limit());
        } catch (CharacterCodingException e) {
            throw new BadLine("column " + columns.get(column).name() + " holds half of a character");
        }
    }

    private void add(int column, byte[] from, int offset, int size) {
        System.arraycopy(from, offset, bytes, length, size);
        found[column] = (long) length << 32 | size;
        length += size;
    }

    private static BadLine noObject() {
        return new BadLine("it is not one JSON object");
    }
}
