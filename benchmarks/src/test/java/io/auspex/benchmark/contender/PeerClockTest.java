package io.auspex.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.benchmark.process.RunFailure;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerClockTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong();
    private final PeerClock clock = new PeerClock(() -> now.get() / (double) SECOND * 2, now::get);

    private void line(long second, String text) {
        now.set(second * SECOND);
        clock.line(text);
    }

    @Test
    void takesTheTimeBetweenTheMarks() throws RunFailure {
        line(0, "bench version 3.44");
        line(5, "bench fit begin");
        line(8, "whatever it prints");
        line(65, "bench fit end");
        line(66, "bench note 5 models");
        line(70, "bench rate begin");
        line(80, "bench rate end");
        line(80, "bench rate begin");
        line(84, "bench rate end");
        assertThat(clock.measurement(0)).isEqualTo(new Measurement("3.44", 60, 120, Task.RATE_ROWS / 8.0, "5 models"));
    }

    @Test
    void saysWhyThereIsNothing() {
        line(0, "bench fit begin");
        line(1, "MemoryError: no more");
        line(2, "");
        assertThatThrownBy(() -> clock.measurement(1)).hasMessage("ended with status 1: MemoryError: no more");
        line(3, "bench failure no model was trained");
        assertThatThrownBy(() -> clock.measurement(0)).hasMessage("no model was trained");
    }
}
