package io.footbridge.benchmark.server;

import io.footbridge.benchmark.measure.ProcessFigures;
import io.footbridge.sandbox.s3.S3Fault;
import io.footbridge.sandbox.s3.S3Faults;
import io.footbridge.sandbox.s3.S3Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The course of one run as the S3 server sees it: holds back the measured objects until those of the warm-up are gone,
 * and takes the time and the watched process's figures at both ends.
 */
final class Course implements S3Faults {

    static final String STUCK = "a-stuck-";
    static final String WARM_UP = "b-warm-up-";
    static final String MEASURED = "c-measured-";

    private static final int MARKS = 20;

    private final Plan plan;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Long> marks = new ArrayList<>();

    private volatile long pid;
    private int warmUpsDeleted;
    private int measuredDeleted;
    private long begun;
    private long ended;
    private long cpuAtBegin;
    private long cpuMillis;
    private long peakBytes;

    Course(Plan plan) {
        this.plan = plan;
    }

    /** The process whose CPU time and memory count. */
    void watch(long watched) {
        pid = watched;
    }

    @Override
    public Optional<S3Fault> decide(S3Operation operation, String key, int attempt) {
        if (operation == S3Operation.GET && key.contains(STUCK)) {
            return Optional.of(S3Fault.accessDenied());
        }
        if (operation == S3Operation.GET && key.contains(MEASURED) && mustWait()) {
            return Optional.of(S3Fault.hold(gate));
        }
        if (operation == S3Operation.DELETE) {
            deleted(key);
        }
        return plan.s3DelayMillis() == 0
                ? Optional.empty()
                : Optional.of(S3Fault.delay(Duration.ofMillis(plan.s3DelayMillis())));
    }

    private synchronized boolean mustWait() {
        if (warmUpsDeleted < plan.warmUp().objects()) {
            return true;
        }
        begin();
        return false;
    }

    private synchronized void deleted(String key) {
        if (key.contains(WARM_UP)) {
            warmUpsDeleted++;
            if (warmUpsDeleted == plan.warmUp().objects()) {
                begin();
                gate.countDown();
            }
        } else if (key.contains(MEASURED)) {
            measuredDeleted++;
            if (measuredDeleted * (long) MARKS / plan.measured().objects() > marks.size()) {
                marks.add(now());
            }
            if (measuredDeleted == plan.measured().objects()) {
                end();
            }
        }
    }

    private void begin() {
        if (begun == 0) {
            cpuAtBegin = pid == 0 ? 0 : ProcessFigures.of(pid).cpuMillis();
            begun = now();
        }
    }

    private void end() {
        ended = now();
        if (pid != 0) {
            ProcessFigures figures = ProcessFigures.of(pid);
            cpuMillis = figures.cpuMillis() - cpuAtBegin;
            peakBytes = figures.peakBytes();
        }
    }

    /** What was seen so far, with what the sink has counted beside it. */
    synchronized Tally tally(Map<String, Integer> requests, ImportSink td) {
        return new Tally(
                begun,
                ended,
                td.firstPost(),
                cpuMillis,
                peakBytes,
                warmUpsDeleted + measuredDeleted,
                List.copyOf(marks),
                requests,
                td.imports(),
                td.importBytes(),
                td.unpackedBytes());
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
