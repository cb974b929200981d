package io.footbridge.command;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sorting;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;

/** Asks both ends, and both at once, whether they are there before a command sets out. */
final class Preflight {

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Application application;
    private final Settings settings;

    Preflight(Application application) {
        this.application = application;
        this.settings = application.settings();
    }

    /** The answers to come. */
    @FunctionalInterface
    interface Answers {

        /** To nothing asked. */
        Answers NONE = () -> {};

        /** @throws CommandException if one of the two is not there for us */
        void await() throws CommandException;
    }

    /** Asks without waiting: there is enough else to do at a start. */
    static Answers ask(Application application) {
        Preflight preflight = new Preflight(application);
        List<CompletableFuture<Optional<CommandException>>> asked =
                List.of(trouble(preflight::checkBucket), trouble(preflight::checkTreasureData));
        return () -> {
            for (CompletableFuture<Optional<CommandException>> trouble : asked) {
                Optional<CommandException> found = trouble.join();
                if (found.isPresent()) {
                    throw found.get();
                }
            }
        };
    }

    private static CompletableFuture<Optional<CommandException>> trouble(Answers check) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                check.await();
                return Optional.empty();
            } catch (CommandException e) {
                return Optional.of(e);
            }
        });
    }

    void checkBucket() throws CommandException {
        String bucket = settings.get(Setting.S3_BUCKET);
        try {
            application
                    .bucket()
                    .listObjects(ListObjectsRequest.builder()
                            .bucket(bucket)
                            .prefix(settings.get(Setting.S3_PREFIX))
                            .maxKeys(1)
                            .build());
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
            throw new CommandException(what + ": " + failure.getMessage() + advice, e);
        }
    }

    void checkTreasureData() throws CommandException {
        int status;
        try {
            status = application.keyProbe().ask().status();
        } catch (IOException e) {
            throw unreachable("does not answer: " + e.getMessage(), e);
        }
        if (status == UNAUTHORIZED) {
            throw new CommandException("Treasure Data at " + settings.get(Setting.TD_API_SERVER)
                    + " does not accept the key; check td.api-key (TD_API_KEY) and td.api-server (TD_API_SERVER)");
        }
        if (status != OK && status != FORBIDDEN) { // A key may well be good for importing and no more.
            throw unreachable("answers " + status, null);
        }
    }

    private CommandException unreachable(String how, IOException cause) {
        return new CommandException(
                "Treasure Data at " + settings.get(Setting.TD_API_SERVER) + " " + how
                        + "; check td.api-server (TD_API_SERVER) and the network",
                cause);
    }
}
