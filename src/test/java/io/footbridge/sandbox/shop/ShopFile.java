package io.footbridge.sandbox.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.sandbox.archive.Gzips;
import java.util.List;

/**
 * A file of a {@link ShopDataset}.
 *
 * @param entry what its rows call it: its name, without the end that says it is packed
 * @param text what it says
 * @param records the record that begins in each of its lines, empty text where none does
 */
public record ShopFile(String key, String entry, String text, List<String> records) {

    /** Its bytes as they lie in the bucket, packed if its key says so. */
    public byte[] content() {
        byte[] plain = text.getBytes(UTF_8);
        return key.endsWith(".gz") ? Gzips.of(plain) : plain;
    }

    /** How many rows must come of it. */
    public long rows() {
        return records.stream().filter(record -> !record.isEmpty()).count();
    }
}
