package io.footbridge.command;

import io.footbridge.failure.Escaped;
import io.footbridge.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a start takes its files from, in words: the one place that the log asks. */
record Origins(String routes, String kamelets, String queries, String settings) {

    private static final String JAR = "the jar";

    /** @param directory where the files are looked for that stand in for those in the jar */
    static Origins of(Path directory, Settings settings) {
        return new Origins(
                isFolder(directory, "routes") ? shown(directory, "routes") : JAR,
                withJar(directory, "kamelets"),
                withJar(directory, "sql"),
                Escaped.of(settings.origins()));
    }

    /** A folder whose files stand in for those of their names only. */
    private static String withJar(Path directory, String folder) {
        return isFolder(directory, folder) ? shown(directory, folder) + " and " + JAR : JAR;
    }

    private static boolean isFolder(Path directory, String folder) {
        return Files.isDirectory(directory.resolve(folder));
    }

    private static String shown(Path directory, String folder) {
        return Escaped.of(directory.resolve(folder).toAbsolutePath().normalize().toString());
    }
}
