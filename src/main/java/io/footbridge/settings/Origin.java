package io.footbridge.settings;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where settings, routes, Kamelets and queries come from: each from the working directory, else from the folder that the
 * jar lies in, else from the jar itself.
 */
public final class Origin {

    public enum Part {
        SETTINGS("settings", "application.properties", ""),
        ROUTES("routes", "routes", ".yaml"),
        KAMELETS("Kamelets", "kamelets", ".yaml"),
        QUERIES("queries", "sql", ".sql");

        private final String title;
        private final String name;
        private final String suffix;

        Part(String title, String name, String suffix) {
            this.title = title;
            this.name = name;
            this.suffix = suffix;
        }

        private boolean isIn(Path folder) {
            Path path = folder.resolve(name);
            // A link that leads nowhere was meant to be something: whoever opens it says so.
            return this == SETTINGS ? Files.exists(path, LinkOption.NOFOLLOW_LINKS) : Files.isDirectory(path);
        }

        private Map<String, byte[]> contents(Path folder) throws IOException {
            Path path = folder.resolve(name);
            if (this == SETTINGS) {
                return Map.of(name, Files.readAllBytes(path));
            }
            Map<String, byte[]> contents = new TreeMap<>();
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.toString().endsWith(suffix)) {
                        contents.put(name + "/" + file.getFileName(), Files.readAllBytes(file));
                    }
                }
            }
            return contents;
        }
    }

    private final Path directory;
    private final Map<Part, Path> folders;

    private Origin(Path directory, Map<Part, Path> folders) {
        this.directory = directory;
        this.folders = folders;
    }

    /**
     * Looks in a working directory, then beside the jar that this class is from; classes in a folder have nothing beside
     * them.
     *
     * @throws SettingsException if both have one, and they differ
     */
    public static Origin of(Path directory) throws SettingsException {
        return of(directory, besideTheJar());
    }

    /** @param besideTheJar the folder that the jar lies in */
    static Origin of(Path directory, Optional<Path> besideTheJar) throws SettingsException {
        Map<Part, Path> folders = new EnumMap<>(Part.class);
        List<String> complaints = new ArrayList<>();
        for (Part part : Part.values()) {
            besideTheJar.filter(part::isIn).ifPresent(folder -> folders.put(part, folder));
            if (part.isIn(directory)) {
                Path other = folders.put(part, directory);
                if (other != null) {
                    difference(part, directory, other).ifPresent(complaints::add);
                }
            }
        }
        if (!complaints.isEmpty()) {
            throw new SettingsException(complaints);
        }
        return new Origin(directory, folders);
    }

    /** Looks in one folder, and nowhere else but in the jar. */
    public static Origin only(Path folder) {
        Map<Part, Path> folders = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (part.isIn(folder)) {
                folders.put(part, folder);
            }
        }
        return new Origin(folder, folders);
    }

    /** The file or folder that is used; nothing if it is the one in the jar. */
    public Optional<Path> find(Part part) {
        return Optional.ofNullable(folders.get(part)).map(folder -> folder.resolve(part.name));
    }

    /** The folder in which the file or folder lies that is used; the working directory if it is the one in the jar. */
    public Path folderOf(Part part) {
        return folders.getOrDefault(part, directory);
    }

    /** Such as {@code settings: application.properties, routes: /opt/routes, Kamelets: the jar, queries: the jar}. */
    @Override
    public String toString() {
        return Arrays.stream(Part.values())
                .map(part -> part.title + ": " + find(part).map(Path::toString).orElse("the jar"))
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> difference(Part part, Path directory, Path beside) throws SettingsException {
        try {
            if (Files.isSameFile(directory.toAbsolutePath(), beside)) {
                return Optional.empty();
            }
            Map<String, byte[]> here = part.contents(directory);
            Map<String, byte[]> there = part.contents(beside);
            TreeSet<String> names = new TreeSet<>(here.keySet());
            names.addAll(there.keySet());
            return names.stream()
                    .filter(name -> !Arrays.equals(here.get(name), there.get(name)))
                    .findFirst()
                    .map(name -> "there are two " + part.name + ": " + absolute(part, directory)
                            + " in the working directory and " + absolute(part, beside)
                            + " beside the jar, and they differ" + (part == Part.SETTINGS ? "" : " in " + name)
                            + "; take one of them away");
        } catch (IOException e) {
            throw new SettingsException(List.of(absolute(part, directory) + " and " + absolute(part, beside)
                    + " cannot be compared: " + e.getClass().getSimpleName()));
        }
    }

    private static Path absolute(Part part, Path folder) {
        return folder.resolve(part.name).toAbsolutePath();
    }

    private static Optional<Path> besideTheJar() {
        try {
            Path jar = Path.of(Origin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(jar)
                    ? Optional.ofNullable(jar.toAbsolutePath().getParent())
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty(); // A jar within a jar has nothing beside it.
        }
    }
}
