package io.footbridge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A ConfigMap or a Secret as Kubernetes mounts it: the files lie in a folder with a time for its name, {@code ..data}
 * links to that folder, and each visible name links to its file through {@code ..data}.
 */
public final class MountedVolume {

    private static final Path DATA = Path.of("..data");

    private final Path folder;
    private int version;

    /** @param folder where it is mounted; made if it is missing */
    public MountedVolume(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Replaces the content at once, as an update of the ConfigMap or the Secret does. */
    public MountedVolume put(Map<String, String> content) throws IOException {
        Path data = Path.of("..2026_11_24_00_00_00." + ++version);
        Files.createDirectory(folder.resolve(data));
        for (Map.Entry<String, String> file : content.entrySet()) {
            Files.writeString(folder.resolve(data).resolve(file.getKey()), file.getValue());
        }
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), data);
        Files.move(next, folder.resolve(DATA), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        for (String name : content.keySet()) {
            if (Files.notExists(folder.resolve(name))) {
                Files.createSymbolicLink(folder.resolve(name), DATA.resolve(name));
            }
        }
        return this;
    }
}
