package io.footbridge.key;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which keys under the prefix are taken: the exports, and the placeholders of folders. */
public final class Selection {

    /** What Footbridge calls files of its own under the failed prefix; data of such a name could not be told from them. */
    private static final List<String> OWN = List.of(".error.json", ".rejects.jsonl", ".counts.jsonl");

    private final KeyLayout layout;
    private final Set<String> devices;

    /** @param devices the ids of the cameras to take; none for all */
    public Selection(KeyLayout layout, Set<String> devices) {
        this.layout = layout;
        this.devices = Set.copyOf(devices);
    }

    public KeyLayout layout() {
        return layout;
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
        Optional<ExportKey> export = layout.match(key);
        if (export.isEmpty()) {
            return Optional.of(layout.isInFolder(key) ? Ignored.OTHER_NAME : Ignored.OTHER_FOLDER);
        }
        if (OWN.stream().anyMatch(key::endsWith)) {
            return Optional.of(Ignored.OWN_NAME);
        }
        return devices.isEmpty() || devices.contains(export.get().device())
                ? Optional.empty()
                : Optional.of(Ignored.OTHER_CAMERA);
    }

    private boolean isOfDevice(String placeholder) {
        return devices.isEmpty() || Stream.of(placeholder.split("/", -1)).anyMatch(devices::contains);
    }
}
