package io.footbridge.sandbox.sql;

import java.time.Instant;
import java.util.Optional;

/**
 * A statement and what it is to be run with.
 *
 * @param database where tables without a database's name are looked for
 * @param now what the engine's clock shows
 * @param scheduledTime what {@code TD_SCHEDULED_TIME()} gives; now if there is none
 */
public record Query(String database, String sql, Instant now, Optional<Instant> scheduledTime) {}
