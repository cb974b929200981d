package io.footbridge.report;

import java.util.Collection;
import java.util.List;

/** A report was asked of a camera of which there is no object and no row. */
public final class UnknownCameraException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<String> unknown;
    private final List<String> known;

    UnknownCameraException(List<String> unknown, Collection<String> known) {
        super("no object in the bucket is of the camera " + Gaps.named(unknown));
        this.unknown = List.copyOf(unknown);
        this.known = List.copyOf(known);
    }

    /** Those that were asked for. */
    public List<String> unknown() {
        return unknown;
    }

    /** All that there are, in order. */
    public List<String> known() {
        return known;
    }
}
