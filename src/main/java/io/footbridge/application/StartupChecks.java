package io.footbridge.application;

import io.footbridge.settings.Setting;
import io.footbridge.td.RetryBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks both ends, and both at once, whether they are there before a command sets out; again and again while what they say
 * may pass.
 */
public final class StartupChecks {

    private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

    private final Application application;
    private final Duration patience;

    /** @param patience how long to go on asking while time may help */
    public StartupChecks(Application application, Duration patience) {
        this.application = application;
        this.patience = patience;
    }

    /** The answers to come. */
    @FunctionalInterface
    public interface Answers {

        /** To nothing asked. */
        Answers NONE = () -> {};

        /** @throws CommandException if one of the two is not there for us */
        void await() throws CommandException;
    }

    /**
     * Why one of the two is not there for us.
     *
     * @param passing whether time may help
     * @param retryAfter how long it asks to wait
     */
    public record Problem(CommandException why, boolean passing, Optional<Duration> retryAfter) {}

    /** Asks without waiting: there is enough else to do at a start. */
    public static Answers ask(Application application) {
        return ask(application, false);
    }

    /** Asks the import server too, unless it is the one that is asked in any case. */
    public static Answers askForImport(Application application) {
        return ask(application, !application.importServer().equals(application.apiServer()));
    }

    private static Answers ask(Application application, boolean importServer) {
        List<BucketStartupCheck> buckets = application.datasets().stream()
                .map(dataset -> new BucketStartupCheck(application, dataset))
                .toList();
        // Where there are several datasets, trouble with one is not to stop the others.
        boolean isOnly = buckets.size() == 1;
        TreasureDataStartupCheck td = new TreasureDataStartupCheck(
                application, application.datasets().iterator().next());
        StartupChecks checks = new StartupChecks(
                application, Duration.ofSeconds(application.settings().integer(Setting.TD_RETRY_SECONDS)));
        List<String> remarks = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> s3 = asked(() -> {
            int refused = 0;
            for (BucketStartupCheck bucket : buckets) {
                try {
                    checks.persist(bucket::ask);
                    remarks.addAll(bucket.remarksIfAny());
                } catch (CommandException e) {
                    refused++;
                    if (refused == buckets.size()) {
                        throw e;
                    }
                    remarks.add(e.getMessage());
                }
            }
        });
        CompletableFuture<Void> treasureData = asked(() -> {
            checks.persist(td::askApi);
            if (importServer && isOnly) {
                checks.persist(td::askImports);
            }
        });
        CompletableFuture<Void> both = CompletableFuture.allOf(s3, treasureData);
        // One that says no is enough: the other may still be waited for.
        s3.exceptionally(no -> failing(both, no));
        treasureData.exceptionally(no -> failing(both, no));
        return () -> {
            try {
                both.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof CommandException found
                        ? found
                        : new CommandException("the targets cannot be asked: " + e.getCause(), e);
            }
            remarks.forEach(remark -> LOG.warn("{}", remark));
        };
    }

    private static CompletableFuture<Void> asked(Answers question) {
        return CompletableFuture.runAsync(() -> {
            try {
                question.await();
            } catch (CommandException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Void failing(CompletableFuture<Void> both, Throwable no) {
        both.completeExceptionally(no instanceof CompletionException ? no.getCause() : no);
        return null;
    }

    /** @throws CommandException if the trouble does not pass */
    public void persist(Supplier<Optional<Problem>> question) throws CommandException {
        RetryBudget budget = new RetryBudget(patience, System.nanoTime());
        for (Optional<Problem> failure = question.get(); failure.isPresent(); failure = question.get()) {
            CommandException why = failure.get().why();
            Optional<Duration> wait =
                    failure.get().passing() ? budget.next(failure.get().retryAfter()) : Optional.empty();
            if (wait.isEmpty()) {
                throw why;
            }
            LOG.info("{}; asking again in {} ms", why.getMessage(), wait.get().toMillis());
            if (application.stopsWithin(wait.get())) {
                throw new CommandException("stopped while waiting: " + why.getMessage(), why);
            }
        }
    }
}
