package io.footbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.Ignored;
import io.footbridge.key.KeyLayout;
import io.footbridge.key.SourceObject;
import io.footbridge.ops.ImportMetrics;
import io.footbridge.ops.Outcome;
import io.footbridge.td.RefusalStreak;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IntakeTest {

    private final Failure why = new Failure(Reason.TD_UNAUTHORIZED, "no");

    private final ImportMetrics metrics = new ImportMetrics(new SimpleMeterRegistry(), "default");
    private final Intake intake = new Intake(null, metrics, new RefusalStreak(), KeyLayout.SENSE_VIDEO);
    private final AtomicInteger pollCycles = new AtomicInteger();

    @BeforeEach
    void countPollCycles() {
        intake.onPollCycleEnd(pollCycles::incrementAndGet);
        intake.beginListing(true);
    }

    @Test
    void offeredObjectIsTakenOnce() {
        assertThat(offer("a")).isTrue();
        assertThat(intake.object("a")).isNull();

        assertThat(intake.take("a")).isTrue();
        assertThat(intake.object("a").object()).isEqualTo(source("a"));
        assertThat(intake.take("a")).isFalse();
    }

    @Test
    void whatWasNotOfferedIsNotTaken() {
        assertThat(intake.take("a")).isFalse();
        assertThat(intake.objectsInFlight()).isZero();
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
    void leftObjectIsNotOfferedAgainInItsPollCycle() {
        take("a");
        intake.release("a");
        intake.beginListing(true);
        assertThat(offer("a")).isFalse();
        intake.endListing();
        assertThat(intake.deferred()).containsExactly("a");

        intake.beginListing(true);
        assertThat(offer("a")).isTrue();
        assertThat(intake.deferred()).isEmpty();
    }

    @Test
    void objectThatWasNotTriedIsLeft() {
        intake.listings().defer("huge");

        assertThat(offer("huge")).isFalse();
        assertThat(intake.deferred()).containsExactly("huge");
    }

    @Test
    void deletedObjectIsNotOfferedByAListingFromBefore() {
        take("a");
        intake.beginListing(false);
        remove("a", Outcome.IMPORTED);
        assertThat(offer("a")).isFalse();

        intake.beginListing(false);
        assertThat(offer("a")).as("somebody has put it there again").isTrue();
        assertThat(intake.deferred()).isEmpty();
    }

    @Test
    void tickGoesOnWhileAnythingIsInFlight() {
        take("a");
        take("b");
        intake.release("a");
        intake.beginListing(true);
        intake.endListing();
        assertThat(pollCycles).hasValue(0);

        intake.beginListing(true);
        assertThat(offer("a")).as("still the same poll cycle").isFalse();
        intake.endListing();
        intake.release("b");
        assertThat(pollCycles).hasValue(1);

        intake.beginListing(true);
        assertThat(offer("a")).isTrue();
    }

    @Test
    void tickGoesOnUntilAListingBringsNothing() {
        take("a");
        intake.release("a");
        intake.beginListing(true);

        assertThat(offer("a")).isFalse();
        assertThat(pollCycles).hasValue(0);
    }

    @Test
    void tickWithNothingInItEnds() {
        intake.endListing();

        assertThat(pollCycles).hasValue(1);
    }

    @Test
    void onlyAListingFromTheStartBeginsAPollCycle() {
        take("a");
        intake.release("a");
        intake.endListing();

        intake.beginListing(false);
        assertThat(offer("a")).isFalse();
    }

    @Test
    void pauseLastsForThePollCycle() {
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
    void bucketThatCannotBeListedEndsThePollCycle() {
        intake.listingFailed(why);

        assertThat(intake.pausedBy()).contains(why);
        assertThat(pollCycles).hasValue(1);
        intake.beginListing(true);
        assertThat(intake.pausedBy()).isEmpty();
    }

    @Test
    void objectInAPauseGetsAFailureOfItsOwn() {
        take("a");
        take("b");
        intake.admit(intake.object("a"));
        Failure refused = new Failure(Reason.TD_INVALID, "Treasure Data answers 422", "d.tsv", 7, null);
        intake.pause(refused);

        assertThatThrownBy(() -> intake.admit(intake.object("b")))
                .isInstanceOfSatisfying(Failure.class, own -> {
                    assertThat(own.reason()).isEqualTo(Reason.PAUSED);
                    assertThat(own.entry()).isEmpty();
                })
                .hasMessage("not tried: objects before it were deferred (td-invalid)");
        assertThat(intake.explain(intake.object("b"), why)).as("it was tried").isFalse();
        assertThat(intake.explain(intake.object("a"), why)).as("it was tried").isTrue();
    }

    @Test
    void whatIsNotHandedOnWhenThePollBreaksOffIsLeft() {
        take("a");
        take("b");
        intake.admit(intake.object("a"));

        intake.listingFailed(new Failure(Reason.OUT_OF_MEMORY, "no"));

        assertThat(intake.deferred()).containsExactly("b");
        assertThat(pollCycles).hasValue(0);
        intake.release("a");
        assertThat(pollCycles).hasValue(1);
        assertThat(intake.objectsInFlight()).isZero();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void stopIsNotHeldByWhatIsOnlyQueued() throws InterruptedException {
        take("a");
        intake.pause(new Failure(Reason.STOPPING, "Footbridge is stopping"));

        intake.awaitIdle();

        assertThat(intake.objectsInFlight()).isNotZero();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void fewerObjectsAreWorkedOnForTheRestOfATickInWhichMemoryRanOut() throws Exception {
        for (String key : List.of("a", "b", "c", "d", "e", "f")) {
            take(key);
        }
        intake.admit(intake.object("a"));
        intake.admit(intake.object("b"));
        intake.admit(intake.object("c"));
        intake.admit(intake.object("d"));
        intake.explain(intake.object("a"), new Failure(Reason.OUT_OF_MEMORY, "no"));
        intake.release("a");
        CountDownLatch admitted = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            intake.admit(intake.object("e"));
            admitted.countDown();
        });
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.WAITING);
        intake.release("b");
        await().during(Duration.ofMillis(100)).until(() -> admitted.getCount() == 1);

        intake.release("c");
        admitted.await();

        intake.release("d");
        intake.admit(intake.object("f"));
        for (String key : List.of("e", "f")) {
            intake.release(key);
        }
        intake.endListing();
        intake.beginListing(true);
        for (String key : List.of("a", "b", "c", "d")) {
            take(key);
            intake.admit(intake.object(key));
        }
        assertThat(intake.objectsInFlight()).isEqualTo(4);
    }

    @Test
    void objectThatHadToBeLeftComesLastInTheNextPollCycle() {
        take("a");
        intake.admit(intake.object("a"));
        intake.release("a");
        take("b");
        intake.release("b");
        assertThat(intake.comesLast("a")).isFalse();
        intake.endListing();

        intake.beginListing(true);

        assertThat(intake.comesLast("a")).isTrue();
        assertThat(intake.comesLast("b")).as("it was not tried").isFalse();
        assertThat(intake.listings().someComeLast()).isTrue();
    }

    @Test
    void veryManyObjectsThatHadToBeLeftPauseTheIntake() {
        for (int i = 0; i < 10_000; i++) {
            String key = "o" + i;
            take(key);
            intake.admit(intake.object(key));
            intake.explain(intake.object(key), new Failure(Reason.INTERNAL, "a step"));
            intake.release(key);
        }

        assertThat(intake.pausedBy().orElseThrow().reason()).isEqualTo(Reason.TOO_MANY_DEFERRED);
        assertThat(intake.deferred()).hasSize(10_000);
    }

    @Test
    void whatIsNeverTriedIsCountedPastWhatIsRemembered() {
        for (int i = 0; i < 10_005; i++) {
            intake.listings().defer("huge" + i);
        }

        assertThat(intake.deferred()).hasSize(10_000);
        assertThat(intake.deferredCount()).isEqualTo(10_005);
        assertThat(intake.pausedBy()).isEmpty();
    }

    @Test
    void outcomeCountsOnceTheObjectIsReleased() {
        take("a");
        intake.removed(intake.object("a"), Outcome.IMPORTED);
        assertThat(metrics.objects(Outcome.IMPORTED)).isZero();

        intake.release("a");
        intake.release("a");

        assertThat(metrics.objects(Outcome.IMPORTED)).isEqualTo(1);
        assertThat(metrics.objects(Outcome.LEFT)).isZero();
    }

    @Test
    void objectIsLeftUnlessSomebodySaysThatItIsNoLongerThere() {
        take("a");
        intake.release("a");

        assertThat(metrics.objects(Outcome.IMPORTED)).isZero();
        assertThat(metrics.objects(Outcome.LEFT)).isEqualTo(1);
        assertThat(intake.deferred()).containsExactly("a");
    }

    @Test
    void aReleasedObjectIsNeitherTriedNorReleasedAgainInTheNameOfItsKey() {
        take("a");
        ObjectInFlight before = intake.object("a");
        intake.listingFailed(why);
        intake.beginListing(true);
        take("a");

        assertThatThrownBy(() -> intake.admit(before)).hasMessage("the object is not in flight");
        intake.release(before);

        assertThat(intake.objectsInFlight()).isEqualTo(1);
    }

    @Test
    void ignoredKeysAreThoseOfTheLastListing() {
        intake.listings().ignore("a.txt", Ignored.OTHER_NAME);
        intake.listings().ignore("b.txt", Ignored.OTHER_NAME);
        intake.beginListing(false);
        intake.listings().ignore("c.txt", Ignored.OTHER_NAME);
        assertThat(intake.ignored()).isEqualTo(3);

        intake.beginListing(true);
        assertThat(intake.ignored()).isZero();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void idleIsAwaited() throws InterruptedException {
        intake.awaitIdle();
        take("a");
        assertThat(intake.objectsInFlight()).isNotZero();
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
        assertThat(intake.objectsInFlight()).isZero();
    }

    private void take(String key) {
        assertThat(offer(key)).isTrue();
        assertThat(intake.take(key)).isTrue();
    }

    private void remove(String key, Outcome outcome) {
        intake.removed(intake.object(key), outcome);
        intake.release(key);
    }

    private boolean offer(String key) {
        return intake.offer(source(key));
    }

    private static SourceObject source(String key) {
        return new SourceObject("exports", key, "e", 1);
    }
}
