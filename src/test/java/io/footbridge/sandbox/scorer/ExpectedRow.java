package io.footbridge.sandbox.scorer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a row must hold for a line, worked out the plain way and without a word of the application's own code, so that a
 * mistake there does not excuse itself here.
 */
@FunctionalInterface
public interface ExpectedRow {

    /**
     * The row for a line. A value that is a {@link JsonNode} stands for every text that says the same in JSON.
     *
     * @param number of the line, from 1
     */
    Map<String, Object> of(String key, String entry, long number, String line);
}
