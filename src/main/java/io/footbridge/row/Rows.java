package io.footbridge.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.text.Count;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.ZoneId;
import java.util.Arrays;

/** The bean that turns a line into a row. */
public final class Rows {

    private static final long TABS = ByteSearch.repeated('\t');

    private static final byte[] NO_FRACTION = {'.', '0', '0', '0'};

    private final Format format;
    private final Columns columns;
    private final boolean lineage;
    private final Timestamps timestamps;

    /**
     * @param zone the time zone of the export's own clock
     * @param lineage whether rows say which line they come from
     */
    public Rows(ExportFormat format, ZoneId zone, boolean lineage) {
        this.format = format.format();
        this.columns = format.columns();
        this.timestamps = new Timestamps(zone);
        this.lineage = lineage;
    }

    /**
     * Reads one line.
     *
     * @throws BadLine if it does not hold what the columns say
     */
    public Row row(Line line) {
        return new LineParser(line).row();
    }

    /** The state of reading one line. */
    private final class LineParser {

        private final Line line;
        private byte[] bytes;
        private final long[] values = new long[columns.size()];
        private final boolean[] present = new boolean[columns.size()];
        private byte[][] replaced;
        private long time;

        LineParser(Line line) {
            this.line = line;
            this.bytes = line.buffer();
        }

        Row row() {
            boolean ascii = read();
            for (int column = 0; column < values.length; column++) {
                int from = (int) (values[column] >>> 32);
                field(column, from, from + (int) values[column]);
            }
            if (!ascii) {
                checkEncoding();
            }
            return new Row(columns, line, bytes, time, lineage, values, present, replaced);
        }

        /**
         * Notes where the columns are.
         *
         * @return whether the encoding needs no check any more
         */
        private boolean read() {
            if (format == Format.JSON) {
                checkEncoding();
                bytes = JsonFields.read(columns, line, values);
                return true;
            }
            Header header = line.entry().header();
            long[] fields = header == null ? values : new long[header.width()];
            boolean checked = format == Format.CSV ? readCsv(fields) : split(fields);
            if (header != null) {
                header.sort(fields, values);
            }
            return checked;
        }

        private boolean readCsv(long[] fields) {
            checkEncoding();
            for (int i = line.from(); i < line.to(); i++) {
                if (bytes[i] == 0) {
                    throw nul();
                }
            }
            bytes = CsvFields.read(line, fields);
            return true;
        }

        /**
         * Notes where the fields are. A loop of its own, so short that it is soon compiled: every byte passes through it.
         *
         * @return whether all of the line is ASCII
         */
        private boolean split(long[] fields) {
            int to = line.to();
            int from = line.from();
            int count = 0;
            long seen = 0;
            long nuls = 0;
            int i = from;
            for (; i <= to - ByteSearch.BYTES; i += ByteSearch.BYTES) {
                long word = ByteSearch.at(bytes, i);
                seen |= word;
                nuls |= ByteSearch.matches(word, 0);
                for (long tabs = ByteSearch.matches(word, TABS); tabs != 0; tabs &= tabs - 1) {
                    int tab = i + ByteSearch.first(tabs);
                    text(fields, count++, from, tab);
                    from = tab + 1;
                }
            }
            for (; i < to; i++) {
                byte b = bytes[i];
                seen |= b;
                if (b == '\t') {
                    text(fields, count++, from, i);
                    from = i + 1;
                } else if (b == 0) {
                    nuls = 1;
                }
            }
            text(fields, count++, from, to);
            if (count != fields.length) { // A field too many or too few explains all that follows from it.
                throw new BadLine("it has " + Count.of(count, "column") + "; " + Count.of(fields.length, "is", "are")
                        + " expected");
            }
            if (nuls != 0) {
                throw nul();
            }
            return !ByteSearch.hasHighBit(seen);
        }

        private void field(int column, int from, int to) {
            Column known = columns.get(column);
            if (from == to) {
                if (known.isTime()) {
                    throw new BadLine("column " + known.name() + " is empty");
                }
                return;
            }
            present[column] = true;
            switch (known.type()) {
                case LONG -> values[column] = Numbers.parseLong(bytes, from, to, known.name());
                case DOUBLE ->
                    values[column] = Double.doubleToRawLongBits(Numbers.parseDouble(bytes, from, to, known.name()));
                case STRING -> {} // It is where it was found.
                case JSON -> json(column, from, to);
                case DATETIME -> datetime(column, from, to);
                case UNIX -> {
                    time = Timestamps.inRange(Numbers.parseLong(bytes, from, to, known.name()), known.name());
                    values[column] = time;
                    present[column] = !known.isOnlyTime();
                }
            }
        }

        private void text(long[] fields, int column, int from, int to) {
            if (column < fields.length) {
                fields[column] = (long) from << 32 | (to - from);
            }
        }

        private void replacedText(int column, byte[] text) {
            if (replaced == null) {
                replaced = new byte[columns.size()][];
            }
            replaced[column] = text;
            values[column] = text.length;
        }

        private void json(int column, int from, int to) {
            byte[] unquoted = format == Format.TSV ? unquote(bytes, from, to) : null;
            if (unquoted != null && JsonScanner.isJson(unquoted, 0, unquoted.length)) {
                replacedText(column, unquoted);
            } else if (!JsonScanner.isJson(bytes, from, to)) {
                throw new BadLine("column " + columns.get(column).name() + " is not JSON");
            }
        }

        /** What is inside the quotes that CSV puts around a field; null if the bytes are not one such field. */
        private static byte[] unquote(byte[] bytes, int from, int to) {
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

        private void datetime(int column, int from, int to) {
            String name = columns.get(column).name();
            time = format == Format.TSV
                    ? timestamps.epochSecond(bytes, from, to, name)
                    : timestamps.isoEpochSecond(bytes, from, to, name);
            if (Timestamps.lacksFraction(bytes, from, to)) {
                // The vendor's query parses this column with a format that demands a fraction.
                byte[] withFraction = Arrays.copyOfRange(bytes, from, to + NO_FRACTION.length);
                System.arraycopy(NO_FRACTION, 0, withFraction, to - from, NO_FRACTION.length);
                replacedText(column, withFraction);
            }
        }

        private static BadLine nul() {
            return new BadLine("it holds a NUL byte");
        }

        private void checkEncoding() {
            try {
                UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, line.from(), line.length()));
            } catch (CharacterCodingException e) {
                throw new BadLine("it is not UTF-8");
            }
        }
    }
}
