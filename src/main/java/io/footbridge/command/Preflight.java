package io.footbridge.command;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sort;
import io.footbridge.failure.Sorting;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.KeyProbe;
import io.footbridge.td.RetryBudget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;

/**
 * Asks both ends, and both at once, whether they are there before a command sets out; again and again while what they say
 * may pass.
 */
final class Preflight {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final Application application;
    private final Settings settings;
    private final Duration patience;
    private boolean mayLackExports;
    private volatile List<String> remarks = List.of();

    /** @param patience how long to go on asking while time may help */
    Preflight(Application application, Duration patience) {
        this.application = application;
        this.settings = application.settings();
        this.patience = patience;
    }

    /** The answers to come. */
    @FunctionalInterface
    interface Answers {

        /** To nothing asked. */
        Answers NONE = () -> {};

        /** @throws CommandException if one of the two is not there for us */
        void await() throws CommandException;
    }

    /** What one of the two is asked. */
    @FunctionalInterface
    private interface Question {

        void of(Preflight preflight) throws CommandException;
    }

    /**
     * Why one of the two is not there for us.
     *
     * @param passing whether time may help
     * @param retryAfter how long it asks to wait
     */
    record Trouble(CommandException why, boolean passing, Optional<Duration> retryAfter) {}

    /** Asks without waiting: there is enough else to do at a start. */
    static Answers ask(Application application) {
        return ask(patient(application), Preflight::checkTreasureData);
    }

    /** Asks the import server too, unless it is the one that is asked in any case. */
    static Answers askForImport(Application application) {
        boolean isOne = application.importServer().equals(application.apiServer());
        return ask(patient(application), preflight -> {
            preflight.checkTreasureData();
            if (!isOne) {
                preflight.checkImportServer();
            }
        });
    }

    private static Preflight patient(Application application) {
        return new Preflight(
                application, Duration.ofSeconds(application.settings().integer(Setting.TD_RETRY_SECONDS)));
    }

    private static Answers ask(Preflight preflight, Question treasureDataQuestion) {
        CompletableFuture<Void> bucket = asked(() -> {
            preflight.checkBucket();
            preflight.lookForExports();
        });
        CompletableFuture<Void> treasureData = asked(() -> treasureDataQuestion.of(preflight));
        CompletableFuture<Void> both = CompletableFuture.allOf(bucket, treasureData);
        // One that says no is enough: the other may still be waited for.
        bucket.exceptionally(no -> failing(both, no));
        treasureData.exceptionally(no -> failing(both, no));
        return () -> {
            try {
                both.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof CommandException found
                        ? found
                        : new CommandException("the targets cannot be asked: " + e.getCause(), e);
            }
            preflight.remarks.forEach(remark -> LOG.warn("{}", remark));
        };
    }

    /** @throws CommandException if it cannot be listed */
    void checkBucket() throws CommandException {
        persist(this::askBucket);
    }

    private void lookForExports() {
        if (mayLackExports) {
            remarks = new ExportsCheckup(application).remarksIfKnown();
        }
    }

    /** @throws CommandException if it does not answer, or does not know the key */
    void checkTreasureData() throws CommandException {
        persist(this::askTreasureData);
    }

    /** @throws CommandException if it does not answer, or would take no import; what else it says is for the import to judge */
    void checkImportServer() throws CommandException {
        persist(new ImportServerCheckup(application)::ask);
    }

    private static CompletableFuture<Void> asked(Answers check) {
        return CompletableFuture.runAsync(() -> {
            try {
                check.await();
            } catch (CommandException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static Void failing(CompletableFuture<Void> both, Throwable no) {
        both.completeExceptionally(no instanceof CompletionException ? no.getCause() : no);
        return null;
    }

    void persist(Supplier<Optional<Trouble>> question) throws CommandException {
        RetryBudget budget = new RetryBudget(patience, System.nanoTime());
        for (Optional<Trouble> trouble = question.get(); trouble.isPresent(); trouble = question.get()) {
            CommandException why = trouble.get().why();
            Optional<Duration> wait =
                    trouble.get().passing() ? budget.next(trouble.get().retryAfter()) : Optional.empty();
            if (wait.isEmpty()) {
                throw why;
            }
            LOG.info("{}; asking again in {} ms", why.getMessage(), wait.get().toMillis());
            if (application.stopsWithin(wait.get())) {
                throw new CommandException("stopped while waiting: " + why.getMessage(), why);
            }
        }
    }

    private Optional<Trouble> askBucket() {
        String bucket = settings.get(Setting.S3_BUCKET);
        try {
            boolean isEmpty = application
                    .bucket()
                    .listObjects(ListObjectsRequest.builder()
                            .bucket(bucket)
                            .prefix(settings.get(Setting.S3_PREFIX))
                            .maxKeys(1)
                            .build())
                    .contents()
                    .isEmpty();
            mayLackExports = isEmpty || !application.devices().isEmpty();
            return Optional.empty();
        } catch (SdkException e) {
            Failure failure = Sorting.s3(e);
            String advice = switch (failure.reason()) {
                case S3_BUCKET_MISSING -> "; check s3.bucket (S3_BUCKET) and s3.region (S3_REGION)";
                case S3_DENIED ->
                    "; check the credentials (S3_ACCESS_KEY_ID), s3.region (S3_REGION) and the permission to list";
                default -> "; check s3.endpoint (S3_ENDPOINT) and the network";
            };
            String where =
                    settings.find(Setting.S3_ENDPOINT).map(at -> " at " + at).orElse("");
            String what = failure.reason() == Reason.S3_BUCKET_MISSING
                    ? "there is no bucket '" + bucket + "'" + where
                    : "the bucket '" + bucket + "'" + where + " cannot be listed";
            return Optional.of(new Trouble(
                    new CommandException(what + ": " + failure.getMessage() + advice, e),
                    failure.sort() == Sort.TRANSIENT,
                    Optional.empty()));
        }
    }

    private Optional<Trouble> askTreasureData() {
        KeyProbe.Answer answer;
        try {
            answer = application.keyProbe().ask();
        } catch (IOException e) {
            return Optional.of(
                    new Trouble(unreachable("does not answer: " + e.getMessage(), e), true, Optional.empty()));
        }
        int status = answer.status();
        if (status == UNAUTHORIZED) {
            CommandException unknownKey = new CommandException("Treasure Data at " + settings.get(Setting.TD_API_SERVER)
                    + " does not accept the key; check td.api-key (TD_API_KEY) and td.api-server (TD_API_SERVER)");
            return Optional.of(new Trouble(unknownKey, false, Optional.empty()));
        }
        if (status == OK || status == FORBIDDEN) { // A key may well be good for importing and no more.
            return Optional.empty();
        }
        return Optional.of(new Trouble(unreachable("answers " + status, null), mayPass(status), answer.retryAfter()));
    }

    /** Whether time may help with what a server of Treasure Data answers. */
    static boolean mayPass(int status) {
        return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
    }

    private CommandException unreachable(String how, IOException cause) {
        return new CommandException(
                "Treasure Data at " + settings.get(Setting.TD_API_SERVER) + " " + how
                        + "; check td.api-server (TD_API_SERVER) and the network",
                cause);
    }
}
