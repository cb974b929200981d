package io.footbridge.report;

import java.util.List;

/** A day has no report, since no object of it was imported; the message says so of each camera. */
public final class NoDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String summary;
    private final List<String> cameras;

    /** @param cameras what there is of each, one line per camera */
    NoDataException(String summary, List<String> cameras) {
        super(cameras.isEmpty() ? summary : summary + ": " + String.join("; ", cameras));
        this.summary = summary;
        this.cameras = List.copyOf(cameras);
    }

    /** What is missing, without the cameras. */
    public String summary() {
        return summary;
    }

    /** What there is of each camera, one line per camera. */
    public List<String> cameras() {
        return cameras;
    }
}
