package io.footbridge.sandbox.td;

import java.time.Instant;
import java.util.Optional;

/**
 * What a client asks to be run.
 *
 * @param type presto, trino, or what a bulk import's job is called
 * @param query empty for a job that has none
 * @param priority from -2 to 2
 * @param scheduledTime what TD_SCHEDULED_TIME() gives
 * @param domainKey what the client knows the job by
 */
record JobRequest(
        String type,
        String database,
        String query,
        int priority,
        int retryLimit,
        Optional<Instant> scheduledTime,
        Optional<String> domainKey,
        Optional<String> engineVersion) {

    private static final int URGENT = 2;

    /**
     * Reads the request for a query.
     *
     * @throws Refusal 400 for a resource pool, 422 for what else Treasure Data or this stand-in does not run
     */
    static JobRequest query(String type, String database, Parameters parameters) throws Refusal {
        if (!type.equals("presto") && !type.equals("trino")) {
            throw invalid("jobs of type " + type + " are not run here, only presto and trino");
        }
        String query = parameters.text("query").orElse("");
        if (query.isBlank()) {
            throw invalid("query is missing");
        }
        for (String elsewhere : new String[] {"result", "result_connection_id"}) {
            if (!parameters.text(elsewhere).orElse("").isEmpty()) {
                throw invalid(elsewhere + " is set, and results are not sent elsewhere from here");
            }
        }
        requireNoPool(parameters);
        Optional<String> engine = parameters.text("engine_version").filter(version -> !version.isEmpty());
        if (engine.isPresent() && !engine.get().matches("stable|experimental|[0-9]+")) {
            throw new Refusal(422, "Job engine version is invalid");
        }
        return new JobRequest(
                type,
                database,
                query,
                priority(parameters),
                integer("retry_limit", parameters, 0, Integer.MAX_VALUE),
                Timestamps.scheduled(parameters.text("scheduled_time")),
                parameters.text("domain_key").filter(key -> !key.isEmpty()),
                engine);
    }

    /** The request for a job that is no query. */
    static JobRequest other(String type, String database, Parameters parameters) throws Refusal {
        requireNoPool(parameters);
        return new JobRequest(
                type, database, "", priority(parameters), 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /* Pools are set up for an account; this one has none. */
    private static void requireNoPool(Parameters parameters) throws Refusal {
        String pool = parameters.text("pool_name").orElse("");
        if (!pool.isEmpty()) {
            throw new Refusal(400, "resource pool " + pool + " does not exist");
        }
    }

    private static int priority(Parameters parameters) throws Refusal {
        return integer("priority", parameters, -URGENT, URGENT);
    }

    private static int integer(String name, Parameters parameters, int least, int most) throws Refusal {
        String text = parameters.text(name).filter(given -> !given.isEmpty()).orElse("0");
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(name + " is no integer but " + text);
        }
        throw invalid(name + " is " + text + ", not from " + least + " to " + most);
    }

    private static Refusal invalid(String message) {
        return new Refusal(422, "Parameters are invalid: " + message);
    }
}
