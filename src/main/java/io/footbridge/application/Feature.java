package io.footbridge.application;

/** What some commands do without. The routes that the jar brings for it alone are left out then, to start sooner. */
public enum Feature {
    /** Counts that cameras send over HTTP. */
    EDGE("routes/edge"),
    /** The report of a day. */
    REPORT("routes/report");

    private final String routes;

    Feature(String routes) {
        this.routes = routes;
    }

    /** @param name such as {@code routes/edge-batch.camel.yaml} */
    boolean has(String name) {
        return name.startsWith(routes);
    }
}
