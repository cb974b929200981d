package io.footbridge.export;

import java.util.Optional;
import java.util.Set;

/** Which keys under the prefix are taken: the exports, and the placeholders of folders. */
public final class Selection {

    private final Set<String> devices;

    /** @param devices the ids of the cameras to take; none for all */
    public Selection(Set<String> devices) {
        this.devices = Set.copyOf(devices);
    }

    /** Whether an object is taken that holds nothing if its key is that of a folder. */
    public boolean takes(String key) {
        return ignores(key, 0).isEmpty();
    }

    /**
     * Why an object is not taken; nothing if it is.
     *
     * @param size in bytes: a folder's placeholder holds nothing
     */
    public Optional<Ignored> ignores(String key, long size) {
        if (key.endsWith("/")) {
            return !isOfDevice(key)
                    ? Optional.of(Ignored.OTHER_CAMERA)
                    : size > 0 ? Optional.of(Ignored.FULL_FOLDER) : Optional.empty();
        }
        Optional<ExportKey> export = ExportKey.of(key);
        if (export.isEmpty()) {
            return Optional.of(ExportKey.isInFolder(key) ? Ignored.OTHER_SUFFIX : Ignored.NOT_IN_TEXTS);
        }
        return devices.isEmpty() || devices.contains(export.get().device())
                ? Optional.empty()
                : Optional.of(Ignored.OTHER_CAMERA);
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
