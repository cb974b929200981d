package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpException;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.Check;

/** Asks TD for the table: the smallest question for which it looks at the key. */
public final class KeyCheck implements Check {

    private final TDClient td;
    private final String database;
    private final String table;

    public KeyCheck(TDClient td, String database, String table) {
        this.td = requireNonNull(td, "td is null");
        this.database = requireNonNull(database, "database is null");
        this.table = requireNonNull(table, "table is null");
    }

    @Override
    public void ask() {
        try {
            var unused = td.showTable(database, table);
        } catch (TDClientHttpException e) {
            refused(e);
        } catch (OversizedAnswer e) {
            throw new Failure(Reason.TD_UNEXPECTED_ANSWER, e.getMessage(), e);
        } catch (TDClientException e) {
            throw new Failure(Reason.TD_UNAVAILABLE, "Treasure Data does not answer", e);
        }
    }

    private static void refused(TDClientHttpException e) {
        switch (e.getStatusCode()) {
            case 401 ->
                throw new Failure(
                        Reason.TD_UNAUTHORIZED,
                        "Treasure Data does not accept the key; check td.api-key (TD_API_KEY)",
                        e);
            case 403, 404 -> {
                // A key may well be good for importing and no more, and a table that is missing is made.
            }
            case 429 -> throw new Failure(Reason.TD_THROTTLED, "Treasure Data answers 429", e);
            default -> throw new Failure(Reason.TD_UNAVAILABLE, "Treasure Data answers " + e.getStatusCode(), e);
        }
    }
}
