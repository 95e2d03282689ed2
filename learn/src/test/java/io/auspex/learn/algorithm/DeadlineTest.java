package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Issue 5 point 5: the end of a search can be pulled forward. */
class DeadlineTest {
    @Test
    void stoppingEndsAllSharesThatAreHeld() {
        Deadline whole = Deadline.after(1000);
        Deadline share = whole.share(0.5);
        Deadline shareOfShare = share.share(0.5);
        assertThat(shareOfShare.remainingSeconds()).isBetween(200.0, 250.0);
        whole.somethingToKeep();
        assertThat(share.hasPassed()).isFalse();
        whole.stop();
        assertThat(whole.hasPassed()).isTrue();
        assertThat(share.hasPassed()).isTrue();
        assertThat(shareOfShare.hasPassed()).isTrue();
        assertThat(whole.share(0.5).hasPassed()).isTrue();
        assertThat(shareOfShare.isStopped()).isTrue();
    }

    @Test
    void nothingIsStoppedBeforeThereIsSomethingToKeep() {
        Deadline deadline = Deadline.after(1000);
        Deadline share = deadline.share(0.5);
        deadline.stop();
        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.isStopped()).isFalse();
        share.somethingToKeep();
        assertThat(deadline.hasPassed()).isTrue();
        assertThat(deadline.isStopped()).isTrue();
    }

    @Test
    void aDeadlineThatPassesByItselfWasNotStopped() {
        Deadline over = Deadline.after(-1);
        over.somethingToKeep();
        assertThat(over.hasPassed()).isTrue();
        assertThat(over.isStopped()).isFalse();
        assertThat(over.remainingSeconds()).isNegative();
    }
}
