package io.footbridge.benchmark.measure;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.reader.CsvReader;
import io.footbridge.benchmark.party.PlainLoop;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts processes on this machine.
 *
 * <p>Every party runs on the packaged jar: (a) and (b) find their libraries in it, so that no class path is longer than
 * another's.
 */
public final class Machine {

    private static final Path JAR = Path.of("target", "footbridge.jar").toAbsolutePath();

    private final Path work;
    private final List<String> jvmOptions;
    private final Optional<Path> earlierJar;

    /**
     * @param work where processes write what they print; made if it is not there
     * @param jvmOptions of every party alike
     * @param earlierJar a jar of another state of Footbridge, to compare this one with
     */
    public Machine(Path work, List<String> jvmOptions, Optional<Path> earlierJar) throws IOException {
        this.work = requireNonNull(work, "work is null").toAbsolutePath();
        this.jvmOptions = List.copyOf(jvmOptions);
        this.earlierJar = earlierJar.map(Path::toAbsolutePath);
        Files.createDirectories(this.work);
        if (!Files.exists(JAR)) {
            throw new IOException("there is no " + JAR + ": run mvn package first");
        }
        if (this.earlierJar.isPresent() && !Files.exists(this.earlierJar.get())) {
            throw new IOException("there is no " + this.earlierJar.get());
        }
    }

    /** What the figures hold for. */
    public String description() {
        return "%s %s, %d cores, Java %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("java.vm.version"));
    }

    /** Where processes write what they print. */
    public Path work() {
        return work;
    }

    String jar() {
        return JAR.toString();
    }

    /** Whether two states of Footbridge are compared, instead of Footbridge with others. */
    public boolean comparesStates() {
        return earlierJar.isPresent();
    }

    String earlierJar() {
        return earlierJar.orElseThrow().toString();
    }

    String partyClassPath() {
        return String.join(File.pathSeparator, place(PlainLoop.class), jar(), place(CsvReader.class));
    }

    /** The line of a party's process. */
    public List<String> partyLine(Cores cores, Party party, List<String> moreJvmOptions, List<String> arguments) {
        List<String> line = new ArrayList<>(cores.pinParty());
        line.add(java());
        line.addAll(jvmOptions);
        line.addAll(moreJvmOptions);
        line.addAll(party.command(this, arguments));
        return line;
    }

    /** The line of a process that is no party, with all classes of the tests. */
    public List<String> serverLine(Cores cores, Class<?> main, String... options) {
        List<String> line = new ArrayList<>(cores.pinServers());
        line.add(java());
        line.addAll(List.of(options));
        line.addAll(List.of("-cp", wholeClassPath(), main.getName()));
        return line;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Started by Maven, the classes are not on the JVM's own class path. */
    private static String wholeClassPath() {
        return Machine.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(Machine::path).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String place(Class<?> type) {
        return path(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static String path(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
