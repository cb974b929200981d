package io.footbridge.application;

import io.footbridge.settings.Setting;
import io.footbridge.td.RetryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks both ends, and both at once, whether they are there before a command sets out; again and again while what they say
 * may pass.
 *
 * @param patience how long to go on asking while time may help
 */
public record StartupChecks(Application application, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(StartupChecks.class);

    /** What is asked, or the answers to come. */
    @FunctionalInterface
    public interface Answers {

        Answers NONE = () -> {};

        /** @throws CommandException if one of the two is not there for us */
        void await() throws CommandException;
    }

    /** Why one of the two is not there for us now, though time may help. */
    static final class NotYetException extends CommandException {

        private static final long serialVersionUID = 1L;

        /** How long it asks to wait; null if it does not say. */
        private final Duration retryAfter;

        NotYetException(String message, Duration retryAfter, Throwable cause) {
            super(message, cause);
            this.retryAfter = retryAfter;
        }
    }

    /** Asks without waiting: there is enough else to do at a start. */
    public static Answers ask(Application application) {
        return ask(application, false);
    }

    /** Asks the import server too, unless it is the one that is asked in any case. */
    public static Answers askForImport(Application application) {
        return ask(
                application,
                !application
                        .services()
                        .importServer()
                        .equals(application.services().apiServer()));
    }

    private static Answers ask(Application application, boolean importServer) {
        List<BucketStartupCheck> buckets = application.datasets().stream()
                .map(dataset -> new BucketStartupCheck(application, dataset))
                .toList();
        TreasureDataStartupCheck td = new TreasureDataStartupCheck(
                application, application.datasets().iterator().next());
        StartupChecks checks = new StartupChecks(
                application, Duration.ofSeconds(application.settings().integer(Setting.TD_RETRY_SECONDS)));
        List<String> remarks = new ArrayList<>();
        CompletableFuture<Void> s3 = asked(() -> remarks.addAll(checks.persistOnOneOf(buckets)));
        CompletableFuture<Void> treasureData = asked(() -> {
            checks.persist(td::askApi);
            if (importServer && buckets.size() == 1) { // A failure of one of several datasets does not stop the others.
                checks.persist(td::askImports);
            }
        });
        CompletableFuture<Void> both = CompletableFuture.allOf(s3, treasureData);
        // One that says no is enough: the other may still be waited for.
        Stream.of(s3, treasureData)
                .forEach(one -> one.exceptionally(no -> {
                    both.completeExceptionally(no);
                    return null;
                }));
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

    /** Gives what is to be said of the datasets; fails only if none can be imported. */
    private List<String> persistOnOneOf(List<BucketStartupCheck> buckets) throws CommandException {
        List<String> remarks = new ArrayList<>();
        int refused = 0;
        for (BucketStartupCheck bucket : buckets) {
            try {
                persist(bucket::ask);
                remarks.addAll(bucket.remarksIfAny());
            } catch (CommandException e) {
                refused++;
                if (refused == buckets.size()) {
                    throw e;
                }
                remarks.add(e.getMessage());
            }
        }
        return remarks;
    }

    /** @throws CommandException if the failure does not pass */
    public void persist(Answers question) throws CommandException {
        RetryBudget budget = new RetryBudget(patience, -1, System.nanoTime());
        while (true) {
            try {
                question.await();
                return;
            } catch (NotYetException e) {
                Duration wait = budget.next(Optional.ofNullable(e.retryAfter)).orElseThrow(() -> e);
                LOG.info("{}; asking again in {} ms", e.getMessage(), wait.toMillis());
                if (application.stopsWithin(wait)) {
                    throw new CommandException("stopped while waiting: " + e.getMessage(), e);
                }
            }
        }
    }
}
