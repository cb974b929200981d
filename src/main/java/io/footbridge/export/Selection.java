package io.footbridge.export;

import java.util.Set;

/** Which keys under the prefix are taken: the exports, and the placeholders of folders. */
public final class Selection {

    private final Set<String> devices;

    /** @param devices the ids of the cameras to take; none for all */
    public Selection(Set<String> devices) {
        this.devices = Set.copyOf(devices);
    }

    public boolean takes(String key) {
        return key.endsWith("/")
                ? isOfDevice(key)
                : ExportKey.of(key)
                        .filter(export -> devices.isEmpty() || devices.contains(export.device()))
                        .isPresent();
    }

    private boolean isOfDevice(String placeholder) {
        if (devices.isEmpty()) {
            return true;
        }
        for (String part : placeholder.split("/", -1)) {
            if (devices.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
