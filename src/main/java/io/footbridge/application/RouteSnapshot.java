package io.footbridge.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.lint.yaml.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route and Kamelet files as they were at one time, kept in a folder of their own, and Footbridge running on them.
 *
 * <p>Whatever happens to the files meanwhile, what was checked is what is started, and can be started again.
 */
final class RouteSnapshot implements AutoCloseable {

    private static final String ROUTES = "routes";

    private static final Logger LOG = LoggerFactory.getLogger(RouteSnapshot.class);

    private final Invocation invocation;
    private final Path folder;

    private Application application;
    private Daemon daemon;

    private RouteSnapshot(Invocation invocation, Path folder) {
        this.invocation = invocation;
        this.folder = folder;
    }

    /** @throws CommandException if the files cannot be kept, or there is no route among them */
    static RouteSnapshot of(Invocation invocation, List<SourceFile> files) throws CommandException {
        if (files.stream().noneMatch(file -> file.name().startsWith(ROUTES + "/"))) {
            throw new CommandException(
                    "there is no route in " + invocation.directory().resolve(ROUTES));
        }
        try {
            Path folder = Files.createTempDirectory("footbridge-routes-");
            for (SourceFile file : files) {
                Path kept = folder.resolve(file.name());
                Files.createDirectories(kept.getParent());
                Files.writeString(kept, file.text(), UTF_8);
            }
            return new RouteSnapshot(invocation, folder);
        } catch (IOException e) {
            throw new CommandException("the routes cannot be kept for a restart: " + e, e);
        }
    }

    /** @throws CommandException with a line for every mistake that nothing may start with */
    void requireSound() throws CommandException {
        try (Application unstarted = invocation.application(folder)) {
            new Lint(unstarted).requireSound();
        }
    }

    /** Starts, or starts again after {@link #stop}; there must be no other one running. */
    void start() throws CommandException {
        application = invocation.application(folder);
        try {
            daemon = Daemon.start(application);
        } catch (CommandException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    boolean isRunning() {
        return daemon != null;
    }

    /** Takes no more objects, and waits until those in flight are finished, however long that takes. */
    void drain() throws InterruptedException {
        if (isRunning()) {
            daemon.standBy(); // A poll cycle that begins takes objects again.
            application.stopTaking();
            application.datasets().awaitIdle();
        }
    }

    /** Stops; what is in flight has as long to finish as when the process is told to stop. */
    void stop() {
        if (daemon != null) {
            daemon.close();
            daemon = null;
        }
        if (application != null) {
            application.close();
            application = null;
        }
    }

    /** Stops, and takes the copy of the files away; twice does no harm. */
    @Override
    public void close() {
        stop();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> kept = Files.walk(folder)) {
            for (Path path : kept.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.debug("the copy of the routes in {} stays", folder, e); // A few kilobytes of YAML do no harm.
        }
    }
}
