package io.footbridge.sandbox;

import static java.util.Objects.requireNonNull;

import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import io.footbridge.sandbox.td.Answer;
import io.footbridge.sandbox.td.Fault;
import io.footbridge.sandbox.td.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Kills a Footbridge, as {@code kill -9} does, at a request that it has made, before it gets the answer. It slows all
 * other requests, so that much is under way at any time.
 */
public final class KillSwitch implements S3Faults, Faults {

    /** The first listing is the one that asks whether the bucket is there; the second is the poll's. */
    private static final int FIRST_POLL = 2;

    private final Bridge bridge;
    private final Random random;
    private final Set<String> deleted = new HashSet<>();

    private Process process;
    private Aim aim;
    private Kill kill;
    private int asked;
    private int listings;
    private int requests;
    private int matches;
    private String object = "";
    private int batch;

    /**
     * Which request a process does not survive.
     *
     * @param match how many requests at this point it takes, counted from the poll's first listing
     * @param effect whether the request does what it asks for
     */
    public record Aim(KillPoint point, int match, boolean effect) {}

    /**
     * How things stood when a process was killed.
     *
     * @param polls listings of the process's own poll
     * @param requests what it had asked for since then
     * @param waiting objects whose deletion it had not asked for
     * @param last the request that it did not survive
     */
    public record Kill(Aim aim, int polls, int requests, int waiting, String last) {}

    /** Takes its place at both ends of a bridge. */
    public KillSwitch(Bridge bridge, Random random) {
        this.bridge = requireNonNull(bridge, "bridge is null");
        this.random = requireNonNull(random, "random is null");
        bridge.s3().onRequest(this);
        bridge.td().onRequest(this);
    }

    /** Lets a process live until then. */
    public synchronized void aim(Process victim, Aim at) {
        process = victim;
        aim = at;
        kill = null;
        listings = 0;
        requests = 0;
        matches = 0;
        object = "";
        batch = 0;
        deleted.clear();
    }

    /** Kills no more. */
    public synchronized void rest() {
        aim = null;
    }

    /** Whether the servers are through with every request. */
    public synchronized boolean isIdle() {
        int arrived =
                Arrays.stream(S3Operation.values()).mapToInt(bridge.s3()::count).sum();
        return arrived == bridge.s3().requests().size()
                && asked == bridge.td().requests().size();
    }

    /** What came of the last aim; nothing if the process did not get there. */
    public synchronized Optional<Kill> kill() {
        return Optional.ofNullable(kill);
    }

    @Override
    public Optional<S3Fault> decide(S3Operation operation, String key, int attempt) {
        if (!isTheEnd(operation, key)) {
            return Optional.of(S3Fault.delay(between(5, 20)));
        }
        if (aim.effect()) {
            return Optional.of(S3Fault.lostAnswer(this::destroy));
        }
        destroy();
        return Optional.of(S3Fault.internalError());
    }

    @Override
    public Fault on(String method, String path, int number) {
        count(number);
        if (!method.equals("PUT") || !isTheEnd(path)) {
            return Fault.delay(between(20, 50));
        }
        return service -> {
            if (aim.effect()) {
                service.serve();
            }
            destroy();
            return Answer.DROPPED;
        };
    }

    private synchronized void count(int number) {
        asked = Math.max(asked, number);
    }

    private synchronized boolean isTheEnd(S3Operation operation, String key) {
        if (aim == null || kill != null) {
            return false;
        }
        if (operation == S3Operation.LIST) {
            listings++;
            return false;
        }
        if (operation == S3Operation.GET && !key.equals(object)) {
            object = key;
            batch = 0;
        }
        if (operation == S3Operation.DELETE) {
            deleted.add(key);
        }
        return isTheEnd(aim.point().isAt(operation, key), operation + " " + key);
    }

    private synchronized boolean isTheEnd(String path) {
        if (aim == null || kill != null) {
            return false;
        }
        batch++;
        return isTheEnd(aim.point().isAtImport(batch), "PUT " + path);
    }

    private boolean isTheEnd(boolean match, String request) {
        if (listings < FIRST_POLL) {
            return false;
        }
        requests++;
        if (!match || ++matches < aim.match()) {
            return false;
        }
        long waiting =
                bridge.waiting().stream().filter(key -> !deleted.contains(key)).count();
        kill = new Kill(aim, listings - 1, requests, Math.toIntExact(waiting), request);
        return true;
    }

    /** Nobody is there any more to hear an answer once this returns. */
    private void destroy() {
        process.destroyForcibly().onExit().join();
    }

    private Duration between(int least, int most) {
        return Duration.ofMillis(least + (long) random.nextInt(most - least + 1));
    }
}
