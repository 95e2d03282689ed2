package io.auspex.pgwire.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final AtomicLong now = new AtomicLong(1);
    private final LoginThrottle throttle = new LoginThrottle(now::get);
    private final InetAddress here = address("10.0.0.1");
    private final InetAddress there = address("10.0.0.2");

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void fail(int times, String user, InetAddress address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(user, address);
        }
    }

    @Test
    void tenFailuresAreBorneAndThenOneEveryTenSeconds() {
        fail(9, "ana", here);
        assertThat(throttle.wait("ana", here)).isZero();
        fail(1, "ana", here);
        assertThat(throttle.wait("ana", here)).isEqualTo(Duration.ofSeconds(10));
        assertThat(throttle.wait("ana", there)).isZero();
        assertThat(throttle.wait("bob", here)).isZero();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(throttle.wait("ana", here)).isZero();
        fail(1, "ana", here);
        assertThat(throttle.wait("ana", here)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
    }

    /** Many at once are all checked, but the next has to wait the longer. */
    @Test
    void failuresAtOnceAreOwed() {
        fail(30, "ana", here);
        assertThat(throttle.wait("ana", here)).isEqualTo(Duration.ofSeconds(210));
    }

    @Test
    void successForgives() {
        fail(10, "ana", here);
        throttle.succeeded("ana", here);
        assertThat(throttle.wait("ana", here)).isZero();
    }

    @Test
    void oneAddressCannotTryAllNames() {
        for (int i = 0; i < 100; i++) {
            fail(1, "user" + i, here);
        }
        assertThat(throttle.wait("ana", here)).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.wait("ana", there)).isZero();
    }

    @Test
    void manyAddressesCannotTryOneName() {
        throttle.succeeded("ana", there);
        for (int i = 0; i < 100; i++) {
            fail(1, "ana", address("10.1.0." + i));
        }
        assertThat(throttle.wait("ana", here)).isEqualTo(Duration.ofSeconds(2));
        assertThat(throttle.wait("ana", there)).as("a place that is known").isZero();
    }

    @Test
    void addressesOfOneSubscriberAreOne() {
        for (int i = 0; i < 10; i++) {
            fail(1, "ana", address("2001:db8:1:2::" + i));
        }
        assertThat(throttle.wait("ana", address("2001:db8:1:2:ffff::1"))).isPositive();
        assertThat(throttle.wait("ana", address("2001:db8:1:3::1"))).isZero();
    }

    @Test
    void itsMemoryIsBounded() {
        for (int i = 0; i < 60_000; i++) {
            String user = "u" + i + "x".repeat(i % 7 == 0 ? 1_000 : 1);
            throttle.failed(user, address("10." + (i & 63) + "." + ((i >> 6) & 255) + "." + (i >> 14)));
            throttle.succeeded(user, here);
        }
        assertThat(throttle.size()).isLessThanOrEqualTo(40_000);
    }
}
