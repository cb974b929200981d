package io.footbridge.sandbox.td;

import io.footbridge.sandbox.sql.QueryException;
import io.footbridge.sandbox.sql.QueryResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs, a few at a time, and remembers them all. */
final class JobQueue implements AutoCloseable {

    /** What a job does. */
    @FunctionalInterface
    interface Work {

        /** @param job tells whether it was killed meanwhile */
        QueryResult run(Job job) throws QueryException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
    private static final int THREADS = 4;
    private static final int CLOSE_SECONDS = 30;

    private final Supplier<Clock> clock;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, TreasureData::daemon);
    private final Map<Long, Job> jobs = new TreeMap<>();
    private final Map<String, Job> jobsByDomainKey = new HashMap<>();

    JobQueue(Supplier<Clock> clock) {
        this.clock = clock;
    }

    /**
     * Takes a job.
     *
     * @throws Refusal 409 if there is a job with its domain key
     */
    synchronized Job submit(JobRequest request, Work work) throws Refusal {
        if (request.domainKey().isPresent()) {
            Job first = jobsByDomainKey.get(request.domainKey().get());
            if (first != null) {
                throw Refusal.conflict(
                        "Domain key " + request.domainKey().get() + " is taken by job " + first.id(),
                        Long.toString(first.id()));
            }
        }
        Job job = new Job(jobs.size() + 1L, request, clock.get().instant());
        execute(() -> run(job, work));
        jobs.put(job.id(), job);
        request.domainKey().ifPresent(key -> jobsByDomainKey.put(key, job));
        return job;
    }

    /**
     * Has something done between the jobs that is none itself.
     *
     * @throws Refusal 503 if the server is being closed
     */
    void execute(Runnable task) throws Refusal {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new Refusal(503, "the server is being closed");
        }
    }

    /**
     * A job.
     *
     * @throws Refusal 404 if there is none of this id
     */
    synchronized Job job(String id) throws Refusal {
        Job job = id.matches("\\d{1,18}") ? jobs.get(Long.parseLong(id)) : null;
        if (job == null) {
            throw new Refusal(404, "job " + id + " does not exist");
        }
        return job;
    }

    /**
     * A job.
     *
     * @throws Refusal 404 if there is none of this domain key
     */
    synchronized Job jobOfDomainKey(String key) throws Refusal {
        Job job = jobsByDomainKey.get(key);
        if (job == null) {
            throw new Refusal(404, "no job has the domain key " + key);
        }
        return job;
    }

    /** All jobs, the newest first. */
    synchronized List<Job> newestFirst() {
        List<Job> all = new ArrayList<>(jobs.values());
        Collections.reverse(all);
        return all;
    }

    /** Ends a job, if it has not ended, and tells how far it was. */
    Job.Status kill(Job job) {
        return job.kill(clock.get().instant());
    }

    /** Kills every job, and waits until none runs. */
    @Override
    public void close() {
        threads.shutdown();
        newestFirst().forEach(this::kill);
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("jobs still run {} s after they were killed", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Job job, Work work) {
        if (!job.begin(clock.get().instant())) {
            return;
        }
        try {
            job.succeed(work.run(job), clock.get().instant());
        } catch (QueryException e) {
            job.fail(e.getMessage(), clock.get().instant());
        } catch (RuntimeException e) {
            LOG.error("job {} failed", job.id(), e);
            job.fail(e.toString(), clock.get().instant());
        }
    }
}
