package io.footbridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files where a process might leave some: in the working folder, in the folders above that names with {@code ../}
 * lead to, and in the system's temporary folder.
 */
final class LocalFiles {

    /** What the build and JUnit write, and what other programs keep of their own. */
    private static final Pattern OTHERS =
            Pattern.compile("target|\\.git|\\.m2|junit.*|surefire.*|hsperfdata.*|footbridge-sandbox.*");

    /** Others write to the temporary folder as well: what counts there is what could come out of an archive. */
    private static final Pattern UNPACKED =
            Pattern.compile(".*\\.(tsv|tgz|gz|tar|bin|bmp)|(x|readme)\\.txt|camel.*|authorized_keys");

    private static final int TEMPORARY_DEPTH = 2;
    private static final int LEVELS_UP = 2;

    private final Set<Path> files = new HashSet<>();

    private LocalFiles() {}

    static LocalFiles now() {
        LocalFiles found = new LocalFiles();
        Path folder = Path.of("").toAbsolutePath();
        found.add(folder, Integer.MAX_VALUE, Pattern.compile(".*"));
        for (int level = 0; level < LEVELS_UP && folder.getParent() != null; level++) {
            folder = folder.getParent();
            found.add(folder, 1, UNPACKED);
        }
        found.add(Path.of(System.getProperty("java.io.tmpdir")), TEMPORARY_DEPTH, UNPACKED);
        return found;
    }

    /** The files that were not there before. */
    Set<Path> without(LocalFiles before) {
        Set<Path> added = new TreeSet<>();
        added.addAll(files);
        added.removeAll(before.files);
        return added;
    }

    private void add(Path folder, int depth, Pattern counted) {
        try {
            Files.walkFileTree(folder, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return !directory.equals(folder)
                                    && OTHERS.matcher(name(directory)).matches()
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (counted.matcher(name(file)).matches()) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE; // Somebody else's, deleted meanwhile or not for us to see.
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be listed", e);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
