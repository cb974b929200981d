package io.footbridge.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.footbridge.text.Count;
import java.util.Iterator;
import java.util.List;

/**
 * The fields of one record of CSV, one after the other and without their quotes.
 *
 * <p>Each byte is a character to the parser, so that a field has the very bytes that it has in the record.
 */
public final class CsvFields extends AbstractBaseCsvCallbackHandler<CsvFields> {

    private static final CsvReader.CsvReaderBuilder CSV =
            CsvReader.builder().skipEmptyLines(false).allowUnclosedQuote(false);

    private final byte[] bytes;
    private final long[] found;
    private int count;
    private int length;

    private CsvFields(int length, long[] found) {
        this.bytes = new byte[length];
        this.found = found;
    }

    /**
     * Reads a record.
     *
     * @param found given where each field begins in the bytes that come back, and its length; see {@link Row}
     * @throws BadLine if it is not one record, or not of as many fields
     */
    public static byte[] read(Line record, long[] found) {
        CsvFields fields = new CsvFields(record.length(), found);
        only(CSV.build(fields, new String(record.buffer(), record.from(), record.length(), ISO_8859_1))
                .iterator());
        if (fields.count != found.length) {
            throw new BadLine("it has " + Count.of(fields.count, "column") + "; " + Count.of(found.length, "is", "are")
                    + " expected");
        }
        return fields.bytes;
    }

    /** The fields of a record, as text. */
    static List<String> texts(String record) {
        return only(CSV.ofCsvRecord(record).iterator()).getFields();
    }

    private static <T> T only(Iterator<T> records) {
        try {
            T first = records.next();
            if (records.hasNext()) { // To the parser, a CR alone is a line end.
                throw bad();
            }
            return first;
        } catch (CsvParseException e) { // Its message would show what the line holds.
            throw bad();
        }
    }

    private static BadLine bad() {
        return new BadLine(
                "it is not CSV: a quote is not closed, something follows a closed one, or a CR is neither in quotes"
                        + " nor before a LF");
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int size, boolean quoted) {
        if (count < found.length) {
            found[count] = (long) length << 32 | size;
        }
        count++;
        for (int i = 0; i < size; i++) {
            bytes[length++] = (byte) buffer[offset + i];
        }
    }

    @Override
    protected CsvFields buildRecord() {
        return this;
    }
}
