package io.footbridge.sandbox.sql;

import java.util.List;

/**
 * An answer.
 *
 * @param rows values in the order of the columns: null, Boolean, Long, Double, String, or a List or Map of these;
 *     whatever else the engine knows comes as its text
 */
public record QueryResult(List<Column> columns, List<List<Object>> rows) {

    /**
     * A column of an answer.
     *
     * @param type the engine's word for it, such as varchar or bigint
     */
    public record Column(String name, String type) {}
}
