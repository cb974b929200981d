package io.footbridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checkout's route files, to be edited elsewhere. */
public final class RouteFiles {

    private RouteFiles() {}

    /** Copies them to {@code routes/} in a directory, and gives that folder. */
    public static Path copyTo(Path directory) throws IOException {
        Path target = Files.createDirectory(directory.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }
}
