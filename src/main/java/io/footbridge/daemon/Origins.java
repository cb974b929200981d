package io.footbridge.daemon;

import io.footbridge.failure.Escaped;
import io.footbridge.settings.Origin;
import io.footbridge.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Where a start takes its files from, in words: the one place that the log asks. */
record Origins(String routes, String kamelets, String queries, String settings) {

    private static final String JAR = "the jar";

    static Origins of(Settings settings) {
        Origin origin = settings.origin();
        return new Origins(
                shown(origin, Origin.Part.ROUTES).orElse(JAR),
                withJar(origin, Origin.Part.KAMELETS),
                withJar(origin, Origin.Part.QUERIES),
                Escaped.of(settings.origins()));
    }

    /** A folder whose files stand in for those of their names only. */
    private static String withJar(Origin origin, Origin.Part part) {
        return shown(origin, part).map(folder -> folder + " and " + JAR).orElse(JAR);
    }

    private static Optional<String> shown(Origin origin, Origin.Part part) {
        return origin.find(part)
                .map(Path::toAbsolutePath)
                .map(path -> Escaped.of(path.normalize().toString()));
    }
}
