package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import io.footbridge.batch.Batch;
import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.ops.Accounts;

/** The bean that takes note of what TD answers to the batches of an export. */
public final class Answers {

    private final Confirmation confirmation = new Confirmation();
    private final Accounts accounts;
    private final RefusalStreak streak;

    public Answers(Accounts accounts, RefusalStreak streak) {
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.streak = requireNonNull(streak, "streak is null");
    }

    /**
     * Takes note that a batch was accepted.
     *
     * @param status of the HTTP answer
     * @param body of the HTTP answer
     * @throws Failure if it was not: only a 200 with the MD5 of what was sent is a success
     */
    public void accept(Export export, Batch batch, int status, byte[] body) {
        confirmation.require(batch, status, body);
        streak.accepted();
        export.imported(batch.rows());
        accounts.batch(batch.rows(), batch.length());
    }
}
