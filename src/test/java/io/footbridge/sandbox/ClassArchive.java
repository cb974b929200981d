package io.footbridge.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** An archive of the packaged jar's classes, as the README has it, which the processes of all tests share. */
final class ClassArchive {

    private static final Path FILE = Jar.PACKAGED.resolveSibling("footbridge-test.jsa");
    private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private ClassArchive() {}

    /** The options of a JVM that uses it, and stays quiet if it is of no use to that JVM. */
    static List<String> options() {
        try {
            writeOnce();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return options("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:SharedArchiveFile=" + FILE);
    }

    /** Tests run in several processes: one of them writes it, and the others wait. */
    private static synchronized void writeOnce() throws IOException, InterruptedException {
        Path lockFile = FILE.resolveSibling(FILE.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isNewerThanTheJar()) {
                write();
            }
        }
    }

    private static boolean isNewerThanTheJar() throws IOException {
        return Files.exists(FILE)
                && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(Jar.PACKAGED)) >= 0;
    }

    /** It holds the classes that one import takes. */
    private static void write() throws IOException, InterruptedException {
        Path folder = World.temporaryFolder();
        try (Bridge bridge = Bridge.start(folder.resolve("td"))) {
            bridge.export("one", "2019-08-15 01:02:03\t1\t42\t1\t0.95\t1\t2\t3\t4\t{\"Age\": \"Adult\"}");
            List<String> options = options("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + FILE);
            Jar.Ended ended = new Jar(bridge.environment(), folder, options.toArray(String[]::new)).run("import");
            if (ended.status() != 0) {
                throw new IOException("the import that is to be archived ended with " + ended);
            }
        } finally {
            World.delete(folder);
        }
    }

    private static List<String> options(String... more) {
        return Stream.of(SHORT_LIVED, List.of(more)).flatMap(List::stream).toList();
    }
}
