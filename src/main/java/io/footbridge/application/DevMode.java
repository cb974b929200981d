package io.footbridge.application;

import io.footbridge.lint.yaml.SourceFile;
import io.footbridge.lint.yaml.SourceFiles;
import io.footbridge.settings.Origin;
import io.footbridge.settings.SettingsException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Footbridge staying up while its routes are edited: a sound edit takes the place of what runs, and a broken one changes
 * nothing.
 *
 * <p>Camel's own reload removes all routes before it reads the new ones, and does not recover from a broken file. Here the
 * files are checked first, and then the whole of Camel is started anew: no object is lost, since the bucket is the memory.
 */
public final class DevMode implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(DevMode.class);

    private final Invocation invocation;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread stop = new Thread(this::shutDown, "stop-dev");
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "watch-routes");
        thread.setDaemon(true);
        return thread;
    });

    private List<SourceFile> seen;

    /** What was started or refused last; null to try again. */
    private List<SourceFile> judged;

    private RouteSnapshot lastGood;

    private DevMode(Invocation invocation) {
        this.invocation = invocation;
    }

    /** @throws CommandException if there are no files to edit, or they cannot be started */
    public static DevMode start(Invocation invocation) throws CommandException {
        DevMode devMode = new DevMode(invocation);
        devMode.begin();
        return devMode;
    }

    private void begin() throws CommandException {
        try {
            seen = read();
        } catch (IOException e) {
            throw new CommandException("the routes cannot be read: " + e.getMessage(), e);
        }
        if (seen.isEmpty()) {
            throw new CommandException("there is no folder "
                    + invocation.directory().resolve("routes") + " to watch: copy routes/ there first");
        }
        judged = seen;
        lastGood = RouteSnapshot.of(invocation, seen);
        try {
            lastGood.start();
        } catch (CommandException | RuntimeException e) {
            lastGood.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(stop);
        LOG.info("every edit of routes/ and kamelets/ is taken up; settings are not watched");
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits until the process is told to stop. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The process is being stopped, and the hook does the same.
        }
        shutDown();
    }

    private void shutDown() {
        watch.shutdownNow(); // A reload that waits for objects in flight gives up, and lets go of the lock.
        synchronized (this) {
            lastGood.close();
        }
        stopped.countDown();
    }

    /** Looks at the files; an edit counts when two looks agree, so that no half of a save is taken for one. */
    private synchronized void look() {
        if (watch.isShutdown()) {
            return;
        }
        try {
            List<SourceFile> now = read();
            boolean atRest = now.equals(seen);
            seen = now;
            if (atRest && !now.equals(judged)) {
                judged = now;
                takeUp(now);
            }
        } catch (IOException e) {
            LOG.debug("the routes cannot be read right now", e); // They are being saved: look again.
        } catch (CommandException e) {
            judged = null; // What stands in the files is tried again at the next look.
            LOG.error("nothing is running: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the edited routes could not be taken up", e);
        } catch (InterruptedException e) {
            LOG.debug("stopped before the edited routes were started", e);
        }
    }

    /** @throws CommandException if the last good routes were stopped for it and do not start again */
    private void takeUp(List<SourceFile> files) throws CommandException, InterruptedException {
        RouteSnapshot edited = null;
        try {
            edited = RouteSnapshot.of(invocation, files);
            edited.requireSound();
            replaceLastGood(edited);
        } catch (CommandException | RuntimeException | InterruptedException e) {
            if (edited != null) {
                edited.close();
            }
            if (watch.isShutdown()) {
                throw new InterruptedException("told to stop");
            }
            String.valueOf(e.getMessage()).lines().forEach(LOG::warn);
            goOn();
        }
    }

    private void replaceLastGood(RouteSnapshot edited) throws CommandException, InterruptedException {
        LOG.info("the routes were edited: objects in flight are finished first");
        lastGood.drain();
        lastGood.stop(); // Two at a time would take the same objects, and the same port.
        edited.start();
        lastGood.close();
        lastGood = edited;
        LOG.info("the edited routes are running");
    }

    private void goOn() throws CommandException {
        try {
            if (!lastGood.isRunning()) {
                lastGood.start();
            }
        } catch (CommandException | RuntimeException e) {
            throw new CommandException("the last good routes do not start again: " + e.getMessage(), e);
        }
        LOG.warn("the last good routes go on");
    }

    /** Nothing if there is no folder: the routes in the jar are not what is being edited. */
    private List<SourceFile> read() throws IOException {
        try {
            Origin origin = invocation.origin();
            return origin.find(Origin.Part.ROUTES).isPresent() ? SourceFiles.of(origin) : List.of();
        } catch (SettingsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
