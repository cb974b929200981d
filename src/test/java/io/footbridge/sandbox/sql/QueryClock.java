package io.footbridge.sandbox.sql;

import io.trino.spi.connector.ConnectorSession;
import java.time.Instant;
import java.util.Locale;

/**
 * The times that Treasure Data's functions go by. They reach a function through the session's trace token, since the
 * session has no other place for what is not Trino's own.
 *
 * @param reference what TD_INTERVAL counts from: the present, or the scheduled time in a query that calls for that
 * @param scheduledTime what TD_SCHEDULED_TIME gives
 */
record QueryClock(Instant reference, Instant scheduledTime) {

    private static final String SEPARATOR = "/";

    static QueryClock of(Query query) {
        Instant scheduled = query.scheduledTime().orElse(query.now());
        boolean callsForIt = query.sql().toLowerCase(Locale.ROOT).contains("td_scheduled_time");
        return new QueryClock(callsForIt ? scheduled : query.now(), scheduled);
    }

    static QueryClock of(ConnectorSession session) {
        String token = session.getTraceToken().orElseThrow();
        int separator = token.indexOf(SEPARATOR);
        return new QueryClock(
                Instant.parse(token.substring(0, separator)), Instant.parse(token.substring(separator + 1)));
    }

    String traceToken() {
        return reference + SEPARATOR + scheduledTime;
    }
}
