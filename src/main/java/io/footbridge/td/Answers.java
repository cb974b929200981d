package io.footbridge.td;

import static java.util.Objects.requireNonNull;

import io.footbridge.batch.Batch;
import io.footbridge.batch.Place;
import io.footbridge.export.Export;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sorting;
import io.footbridge.ops.Accounts;

/** The bean that takes note of what TD answers to the batches of an export. */
public final class Answers {

    private final Confirmation confirmation = new Confirmation();
    private final Accounts accounts;
    private final RefusalStreak streak;
    private final Outage outage;

    /** @param outage is told of each batch that is accepted */
    public Answers(Accounts accounts, RefusalStreak streak, Outage outage) {
        this.accounts = requireNonNull(accounts, "accounts is null");
        this.streak = requireNonNull(streak, "streak is null");
        this.outage = requireNonNull(outage, "outage is null");
    }

    /**
     * Takes note that a batch was accepted.
     *
     * @param status of the HTTP answer
     * @param body of the HTTP answer
     * @throws Failure if it was not: only a 200 with the MD5 of what was sent is a success
     */
    public void accept(Export export, Batch batch, int status, byte[] body) {
        try {
            confirmation.require(batch, status, body);
        } catch (Failure refusal) {
            throw isTooLarge(refusal) && batch.rows() == 1 ? at(batch.placeOf(0), refusal) : refusal;
        }
        streak.accepted();
        outage.takes(batch);
        export.imported(batch.rows(), batch.lastLine());
        accounts.batch(batch.rows(), batch.length());
    }

    /**
     * Lets only a batch pass that was refused for its size, and can be made smaller. One that may have been stored before it
     * was refused cannot: its halves would be imports of their own.
     *
     * @throws Failure for anything else, which is what was wrong
     */
    public void requireDivisible(Export export, Batch batch, Exception refusal) {
        Failure failure = Sorting.sort(refusal);
        if (isTooLarge(failure) && export.isUnanswered()) {
            throw new Failure(
                    failure.reason(),
                    failure.getMessage() + "; an attempt before was not answered, so its rows may be there already:"
                            + " look for them in the table before a replay, which sends them in parts",
                    failure);
        }
        if (!isTooLarge(failure) || batch.rows() == 1) {
            throw failure;
        }
    }

    private static boolean isTooLarge(Failure refusal) {
        return refusal.reason() == Reason.TD_TOO_LARGE;
    }

    private static Failure at(Place place, Failure refusal) {
        return new Failure(refusal.reason(), refusal.getMessage(), place.entry(), place.number(), refusal);
    }
}
