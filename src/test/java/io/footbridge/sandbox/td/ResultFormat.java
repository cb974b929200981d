package io.footbridge.sandbox.td;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.footbridge.sandbox.sql.QueryResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** The forms in which a job's result can be had. */
enum ResultFormat {
    CSV("csv", "text/csv; charset=utf-8"),
    TSV("tsv", "text/tab-separated-values; charset=utf-8"),
    /** An array a line. */
    JSON("json", "application/json; charset=utf-8"),
    /** Arrays that follow one another. */
    MESSAGE_PACK("msgpack", "application/x-msgpack"),
    MESSAGE_PACK_GZ("msgpack.gz", "application/octet-stream");

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final CsvMapper LINES = CsvMapper.builder()
            .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private final String word;
    private final String contentType;

    ResultFormat(String word, String contentType) {
        this.word = word;
        this.contentType = contentType;
    }

    /**
     * The format of that name.
     *
     * @throws Refusal 406 if there is none
     */
    static ResultFormat of(String word) throws Refusal {
        for (ResultFormat format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        throw new Refusal(406, "result format " + word + " is none of csv, tsv, json, msgpack and msgpack.gz");
    }

    String contentType() {
        return contentType;
    }

    /**
     * Writes a result.
     *
     * @param header whether the names of the columns come first; MessagePack never has them
     * @param nullifySpecial whether infinite numbers and NaN become null; MessagePack has them as they are
     */
    byte[] render(QueryResult result, boolean header, boolean nullifySpecial) {
        try {
            return switch (this) {
                case CSV -> lines(rows(result, header, nullifySpecial), ',');
                case TSV -> lines(rows(result, header, nullifySpecial), '\t');
                case JSON -> json(rows(result, header, nullifySpecial));
                case MESSAGE_PACK -> messagePack(result);
                case MESSAGE_PACK_GZ -> Bodies.gzip(messagePack(result));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a result cannot be written as " + word, e);
        }
    }

    private static List<ArrayNode> rows(QueryResult result, boolean header, boolean nullifySpecial) {
        List<String> names =
                result.columns().stream().map(QueryResult.Column::name).toList();
        Stream<ArrayNode> head = header ? Stream.of(TREES.valueToTree(names)) : Stream.empty();
        Stream<ArrayNode> rows = result.rows().stream().map(row -> {
            ArrayNode values = TREES.valueToTree(row);
            if (nullifySpecial) {
                nullify(values);
            }
            return values;
        });
        return Stream.concat(head, rows).toList();
    }

    private static void nullify(ArrayNode values) {
        for (int position = 0; position < values.size(); position++) {
            JsonNode value = values.get(position);
            if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
                values.set(position, NullNode.getInstance());
            }
        }
    }

    private static byte[] json(List<ArrayNode> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ArrayNode row : rows) {
            out.writeBytes(TREES.writeValueAsString(row).getBytes(UTF_8));
            out.write('\n');
        }
        return out.toByteArray();
    }

    /* Arrays and maps are written as JSON, and null as nothing. */
    private static byte[] lines(List<ArrayNode> rows, char separator) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        try (SequenceWriter lines = LINES.writer(schema).writeValues(out)) {
            for (ArrayNode row : rows) {
                List<String> values = new ArrayList<>();
                row.forEach(value -> values.add(value.isContainerNode() ? value.toString() : value.asText("")));
                lines.write(values);
            }
        }
        return out.toByteArray();
    }

    private static byte[] messagePack(QueryResult result) throws IOException {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            for (List<Object> row : result.rows()) {
                MessagePackJson.pack(TREES.valueToTree(row), packer);
            }
            return packer.toByteArray();
        }
    }
}
