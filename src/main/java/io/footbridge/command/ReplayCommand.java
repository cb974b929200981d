package io.footbridge.command;

import io.footbridge.application.Application;
import io.footbridge.application.CommandException;
import io.footbridge.application.Feature;
import io.footbridge.application.Invocation;
import io.footbridge.application.StartupChecks;
import io.footbridge.bucket.FailedObjects;
import io.footbridge.bucket.FailedObjects.Candidate;
import io.footbridge.bucket.FailedObjects.Listed;
import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.FailureKind;
import io.footbridge.failure.Reason;
import io.footbridge.intake.Dataset;
import io.footbridge.intake.Datasets;
import io.footbridge.intake.Replay;
import io.footbridge.route.LineToRow;
import io.footbridge.settings.Setting;
import io.footbridge.text.Suggestion;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports what lies under the failed prefix, once what was wrong with it is fixed. */
@Command(
        name = "replay",
        description = "Import what is under the failed prefix again, then exit.",
        exitCodeList = {
            "0:everything that was asked for was imported",
            "1:wrong usage or settings, a target that is down, or objects that were deferred",
            "2:something failed again, or lines are still bad"
        })
public final class ReplayCommand extends DatasetCommand {

    private static final List<Boolean> REJECTS_FIRST = List.of(true, false);

    private static final Logger LOG = LoggerFactory.getLogger(ReplayCommand.class);

    private final AtomicLong looked = new AtomicLong();
    private Datasets worked;
    private FailedObjects failed;

    @Option(
            names = "--prefix",
            defaultValue = "",
            paramLabel = "P",
            description =
                    "Only objects whose original key begins with P; all of a key also takes one without a sidecar.")
    private String prefix;

    @Option(
            names = "--reason",
            paramLabel = "R",
            description = "Only what failed for R, a reason of the sidecars, or " + FailedObjects.REJECTED_LINES + ".")
    private Optional<String> reason;

    @Option(names = "--dry-run", description = "Say what would be replayed, and leave it.")
    private boolean dryRun;

    @Option(
            names = "--even-if-imported",
            description = "Also what was imported since under another ETag, whose rows may then be there twice.")
    private boolean evenIfImported;

    public ReplayCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        requireReason();
        try (Application application = invocation.application(datasets)) {
            StartupChecks.askForImport(application).await();
            worked = application.datasets();
            failed = new FailedObjects(
                    application.services().bucket(),
                    application.settings().get(Setting.S3_BUCKET),
                    application.settings().get(Setting.S3_FAILED_PREFIX),
                    application.settings().get(Setting.S3_IMPORTED_PREFIX));
            return dryRun ? show() : replay(application);
        }
    }

    /** Any other would replay nothing, and say that all is done. */
    private void requireReason() throws CommandException {
        List<String> reasons = Stream.concat(
                        Arrays.stream(Reason.values())
                                .filter(each -> each.kind() == FailureKind.DATA)
                                .map(Reason::word),
                        Stream.of(FailedObjects.REJECTED_LINES))
                .toList();
        if (reason.isPresent() && !reasons.contains(reason.get())) {
            throw new CommandException("--reason is '" + Escaped.of(reason.get()) + "'"
                    + Suggestion.of(reason.get(), reasons) + "\nobjects fail for: " + String.join(", ", reasons));
        }
    }

    private int show() {
        long count = 0;
        boolean unread = false;
        for (boolean rejects : REJECTS_FIRST) {
            for (Listed listed : (Iterable<Listed>) failed.list(prefix, rejects)::iterator) {
                try {
                    Optional<Candidate> candidate = wanted(listed);
                    candidate.ifPresent(shown ->
                            invocation.out().println(Escaped.of(shown.object().key()) + "  " + shown.reason()));
                    count += candidate.isPresent() ? 1 : 0;
                } catch (Failure e) {
                    invocation.err().println(Escaped.of(listed.object().key()) + ": " + e.getMessage());
                    unread = true;
                }
            }
        }
        invocation.out().printf("%,d to replay%n", count);
        return unread ? Summary.LEFT_BEHIND : Summary.DONE;
    }

    private int replay(Application application) throws CommandException, InterruptedException {
        Replay replay = new Replay(failed, evenIfImported);
        int parallel = application.settings().integer(Setting.IMPORT_PARALLEL_OBJECTS);
        ProgressLine progress =
                ProgressLine.of(invocation, worked, looked::get, () -> failed.count(prefix, ProgressLine.MOST));
        return work(
                application,
                StartupChecks.Answers.NONE,
                progress,
                camel -> {
                    try (ProducerTemplate template = camel.createProducerTemplate()) {
                        // What a replay of archives rejects is not a replay's any more: so the rejects first, and all
                        // of them.
                        for (boolean rejects : REJECTS_FIRST) {
                            replayAll(failed.list(prefix, rejects).iterator(), parallel, replay, template);
                        }
                    } catch (IOException e) {
                        throw new CommandException("the replay did not end well: " + e.getMessage(), e);
                    }
                },
                Feature.REPLAY);
    }

    private void replayAll(Iterator<Listed> listed, int parallel, Replay replay, ProducerTemplate template)
            throws InterruptedException {
        Semaphore free = new Semaphore(parallel); // No more are listed than are worked on.
        ExecutorService threads = Executors.newFixedThreadPool(parallel, ReplayCommand::daemon);
        try {
            while (!worked.areAllPaused() && listed.hasNext()) {
                Listed next = listed.next();
                free.acquire();
                threads.execute(() -> {
                    try {
                        replayOne(next, replay, template);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | Error e) {
                        LOG.error("an object is deferred", e);
                    } finally {
                        looked.incrementAndGet();
                        free.release();
                    }
                });
            }
            free.acquire(parallel);
        } finally {
            threads.shutdown();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "replay");
        thread.setDaemon(true);
        return thread;
    }

    private void replayOne(Listed listed, Replay replay, ProducerTemplate template) throws InterruptedException {
        Optional<Candidate> wanted;
        try {
            wanted = wanted(listed);
        } catch (Failure e) {
            // Whose it is cannot be told, and somebody has to count it.
            replay.defer(listed, worked.iterator().next().intake(), e);
            return;
        }
        if (wanted.isPresent()) {
            Candidate candidate = wanted.get();
            Dataset dataset = datasetOf(candidate).orElseThrow();
            String route = listed.rejects() ? "direct:replay-rejects" : "direct:replay";
            replay.replay(candidate, dataset.intake(), object -> {
                Exchange ended = template.send(route, exchange -> {
                    exchange.setProperty(LineToRow.OBJECT, object);
                    exchange.setProperty("CamelAwsS3Key", object.key()); // As the consumer has it.
                });
                return new Replay.Ended(
                        ended.getProperty("failure", Exception.class),
                        ended.getProperty("unwritten", ended.getException(), Exception.class));
            });
        }
    }

    /** @throws Failure if it cannot be read, or its dataset is not in the settings: its rows would go into another table */
    private Optional<Candidate> wanted(Listed listed) {
        if (reason.isPresent() && listed.rejects() != reason.get().equals(FailedObjects.REJECTED_LINES)) {
            return Optional.empty(); // Nothing needs to be read to know that.
        }
        Optional<Candidate> candidate = failed.candidate(listed, prefix)
                .filter(found -> reason.isEmpty() || reason.get().equals(found.reason()));
        if (candidate.isEmpty()) {
            return candidate;
        }
        Optional<Dataset> dataset = datasetOf(candidate.get());
        if (dataset.isEmpty() && datasets.isEmpty()) {
            throw new Failure(
                    Reason.UNKNOWN_DATASET,
                    candidate.get().dataset().isEmpty()
                            ? "its key lies under no dataset's prefix"
                            : "it is of the dataset '"
                                    + Escaped.of(candidate.get().dataset()) + "', which is not in the settings");
        }
        return candidate.filter(found -> dataset.filter(worked::has).isPresent());
    }

    /** The dataset whose prefix an object's key has, else the one that its sidecar names. */
    private Optional<Dataset> datasetOf(Candidate candidate) {
        String key = candidate.source().key();
        return worked.having(key)
                .or(() -> worked.find(candidate.dataset()))
                .or(() -> Optional.of(worked.first())
                        .filter(first -> candidate.dataset().isEmpty()
                                && first.selection().takes(key)));
    }
}
