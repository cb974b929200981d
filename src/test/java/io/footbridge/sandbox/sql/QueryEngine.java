package io.footbridge.sandbox.sql;

import java.util.function.BooleanSupplier;

/** Answers SQL on a {@link Warehouse}. */
public interface QueryEngine extends AutoCloseable {

    /**
     * Runs a statement to its end, on the calling thread.
     *
     * @param cancelled asked often; once it says true, the statement is given up
     * @throws QueryException if the statement is wrong, fails or is cancelled
     */
    QueryResult run(Query query, BooleanSupplier cancelled) throws QueryException;

    @Override
    void close();
}
