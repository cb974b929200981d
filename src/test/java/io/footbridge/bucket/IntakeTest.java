package io.footbridge.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.footbridge.export.SourceObject;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.ops.Accounts;
import io.footbridge.ops.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IntakeTest {

    private final Failure why = new Failure(Reason.TD_UNAUTHORIZED, "no");

    private final Accounts accounts = new Accounts(new SimpleMeterRegistry());
    private final Intake intake = new Intake(accounts);
    private final AtomicInteger ticks = new AtomicInteger();

    @BeforeEach
    void countTicks() {
        intake.onTickEnd(ticks::incrementAndGet);
        intake.beginListing(true);
    }

    @Test
    void offeredObjectIsTakenOnce() {
        assertThat(offer("a")).isTrue();
        assertThat(intake.inFlight("a")).isEmpty();

        assertThat(intake.take("a")).isTrue();
        assertThat(intake.inFlight("a")).contains(source("a"));
        assertThat(intake.take("a")).isFalse();
    }

    @Test
    void whatWasNotOfferedIsNotTaken() {
        assertThat(intake.take("a")).isFalse();
        assertThat(intake.isIdle()).isTrue();
    }

    @Test
    void offerLastsUntilTheNextListing() {
        offer("a");
        intake.beginListing(false);

        assertThat(intake.take("a")).isFalse();
    }

    @Test
    void objectInFlightIsNotOfferedAgain() {
        take("a");
        assertThat(offer("a")).isFalse();

        intake.beginListing(false);
        assertThat(offer("a")).isFalse();
        intake.beginListing(true);
        assertThat(offer("a")).isFalse();
    }

    @Test
    void leftObjectIsNotOfferedAgainInItsTick() {
        take("a");
        intake.release("a");
        intake.beginListing(true);
        assertThat(offer("a")).isFalse();
        intake.endListing();
        assertThat(intake.left()).containsExactly("a");

        intake.beginListing(true);
        assertThat(offer("a")).isTrue();
        assertThat(intake.left()).isEmpty();
    }

    @Test
    void objectThatWasNotTriedIsLeft() {
        intake.leave("huge");

        assertThat(offer("huge")).isFalse();
        assertThat(intake.left()).containsExactly("huge");
    }

    @Test
    void deletedObjectIsNotOfferedByAListingFromBefore() {
        take("a");
        intake.beginListing(false);
        remove("a", Outcome.IMPORTED);
        assertThat(offer("a")).isFalse();

        intake.beginListing(false);
        assertThat(offer("a")).as("somebody has put it there again").isTrue();
        assertThat(intake.left()).isEmpty();
    }

    @Test
    void tickGoesOnWhileAnythingIsInFlight() {
        take("a");
        take("b");
        intake.release("a");
        intake.beginListing(true);
        intake.endListing();
        assertThat(ticks).hasValue(0);

        intake.beginListing(true);
        assertThat(offer("a")).as("still the same tick").isFalse();
        intake.endListing();
        intake.release("b");
        assertThat(ticks).hasValue(1);

        intake.beginListing(true);
        assertThat(offer("a")).isTrue();
    }

    @Test
    void tickGoesOnUntilAListingBringsNothing() {
        take("a");
        intake.release("a");
        intake.beginListing(true);

        assertThat(offer("a")).isFalse();
        assertThat(ticks).hasValue(0);
    }

    @Test
    void tickWithNothingInItEnds() {
        intake.endListing();

        assertThat(ticks).hasValue(1);
    }

    @Test
    void onlyAListingFromTheStartBeginsATick() {
        take("a");
        intake.release("a");
        intake.endListing();

        intake.beginListing(false);
        assertThat(offer("a")).isFalse();
    }

    @Test
    void pauseLastsForTheTick() {
        take("a");
        assertThat(intake.pause(why)).isTrue();
        assertThat(intake.pause(new Failure(Reason.S3_DENIED, "no"))).isFalse();
        assertThat(intake.pausedBy()).contains(why);
        assertThat(offer("b")).isFalse();
        intake.beginListing(true);
        assertThat(offer("b")).isFalse();
        intake.endListing();
        intake.release("a");

        intake.beginListing(true);
        assertThat(intake.pausedBy()).isEmpty();
        assertThat(offer("b")).isTrue();
    }

    @Test
    void bucketThatCannotBeListedEndsTheTick() {
        intake.listingFailed(why);

        assertThat(intake.pausedBy()).contains(why);
        assertThat(ticks).hasValue(1);
        intake.beginListing(true);
        assertThat(intake.pausedBy()).isEmpty();
    }

    @Test
    void outcomeCountsOnceTheObjectHasLeft() {
        take("a");
        intake.settle("a", Outcome.IMPORTED);
        assertThat(accounts.objects(Outcome.IMPORTED)).isZero();

        intake.removed("a");
        intake.release("a");
        intake.release("a");

        assertThat(accounts.objects(Outcome.IMPORTED)).isEqualTo(1);
        assertThat(accounts.objects(Outcome.LEFT)).isZero();
    }

    @Test
    void objectThatCouldNotBeDeletedIsLeftWhateverBecameOfIt() {
        take("a");
        intake.settle("a", Outcome.IMPORTED);
        intake.release("a");

        assertThat(accounts.objects(Outcome.IMPORTED)).isZero();
        assertThat(accounts.objects(Outcome.LEFT)).isEqualTo(1);
        assertThat(intake.left()).containsExactly("a");
    }

    @Test
    void objectIsLeftUnlessSomebodySaysWhatBecameOfIt() {
        take("a");
        assertThat(intake.outcome("a")).isEqualTo(Outcome.LEFT);
        assertThat(intake.outcome("never taken")).isEqualTo(Outcome.LEFT);

        intake.settle("a", Outcome.EMPTY);
        assertThat(intake.outcome("a")).isEqualTo(Outcome.EMPTY);
    }

    @Test
    void ignoredKeysAreThoseOfTheLastListing() {
        intake.ignore();
        intake.ignore();
        intake.beginListing(false);
        intake.ignore();
        assertThat(intake.ignored()).isEqualTo(3);

        intake.beginListing(true);
        assertThat(intake.ignored()).isZero();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void idleIsAwaited() throws InterruptedException {
        intake.awaitIdle();
        take("a");
        assertThat(intake.isIdle()).isFalse();
        CountDownLatch idle = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            try {
                intake.awaitIdle();
                idle.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        assertThat(idle.getCount()).isEqualTo(1);

        intake.release("a");

        idle.await();
        waiter.join();
        assertThat(intake.isIdle()).isTrue();
    }

    private void take(String key) {
        assertThat(offer(key)).isTrue();
        assertThat(intake.take(key)).isTrue();
    }

    private void remove(String key, Outcome outcome) {
        intake.settle(key, outcome);
        intake.removed(key);
        intake.release(key);
    }

    private boolean offer(String key) {
        return intake.offer(source(key));
    }

    private static SourceObject source(String key) {
        return new SourceObject("exports", key, "e", 1);
    }
}
