package io.footbridge.sandbox;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often somebody who should take a text as a text has run it instead. */
public final class Tripwire {

    private static final AtomicInteger TRIPS = new AtomicInteger();

    /** What an evaluated expression calls. */
    public static String trip() {
        TRIPS.incrementAndGet();
        return "tripped";
    }

    public static int trips() {
        return TRIPS.get();
    }
}
