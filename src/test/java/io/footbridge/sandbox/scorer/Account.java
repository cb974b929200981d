package io.footbridge.sandbox.scorer;

import java.util.Map;

/**
 * What {@link ScorerCloud} made.
 *
 * @param archives how many
 * @param rows the lines of all archives
 * @param rowsByDevice the lines by device id
 * @param visitors how many pedestrians there truly were, each counted once a device
 */
public record Account(int archives, long rows, Map<String, Long> rowsByDevice, Map<Group, Long> visitors) {

    /** People of one age and gender, as the labels in the attributes say them. */
    public record Group(String age, String gender) {}
}
