package io.auspex.pgwire.startup;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down those who guess passwords. Three kinds of allowance, each a bucket that failures drain and time refills: for a
 * user from an address, for an address whatever the names, and for a user from everywhere. Who has drained one is turned away
 * before the password is looked at, with the same words for names that do not exist.
 *
 * <p>A user's own bucket is so large that nobody locks a user out by a few failures, and addresses from which the user has
 * logged in are not measured by it. IPv6 addresses count by their /64, which is what one subscriber has. The memory is
 * bounded: of too many the least recently seen are forgotten.
 */
public final class LoginThrottle {
    /**
     * How many failures in a row are borne, and how long it takes until one more is.
     *
     * @param failures at once
     * @param refill after which one more is allowed
     */
    public record Allowance(int failures, Duration refill) {}

    static final Allowance OF_USER_AT_ADDRESS = new Allowance(10, Duration.ofSeconds(10));
    static final Allowance OF_ADDRESS = new Allowance(100, Duration.ofSeconds(1));
    static final Allowance OF_USER = new Allowance(100, Duration.ofSeconds(2));

    /** Of each kind. */
    private static final int REMEMBERED = 10_000;

    /** Names are kept as far as real ones go: long ones must not fill the memory. */
    private static final int NAME_CHARACTERS = 128;

    private static final int IPV6_SUBSCRIBER_BYTES = 8;

    private final LongSupplier nanoClock;
    private final Map<String, Bucket> usersAtAddresses = remembering(REMEMBERED);
    private final Map<String, Bucket> addresses = remembering(REMEMBERED);
    private final Map<String, Bucket> users = remembering(REMEMBERED);
    private final Map<String, Boolean> known = remembering(REMEMBERED);

    public LoginThrottle() {
        this(System::nanoTime);
    }

    LoginThrottle(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    private static <V> Map<String, V> remembering(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What is left at a moment; below zero where several failed at once. */
    private record Bucket(double left, long moment) {
        Bucket at(long now, Allowance allowance) {
            double refilled =
                    left + (double) (now - moment) / allowance.refill().toNanos();
            return new Bucket(Math.min(refilled, allowance.failures()), now);
        }

        /** Until one more is allowed. */
        Duration wait(Allowance allowance) {
            double missing = 1 - left;
            return missing <= 0
                    ? Duration.ZERO
                    : Duration.ofNanos((long) (missing * allowance.refill().toNanos()));
        }
    }

    /** How long this user has to wait before trying again from there; zero if not at all. */
    public synchronized Duration wait(String user, InetAddress address) {
        long now = nanoClock.getAsLong();
        String from = network(address);
        String pair = pair(user, from);
        Duration longest =
                longer(wait(usersAtAddresses, pair, OF_USER_AT_ADDRESS, now), wait(addresses, from, OF_ADDRESS, now));
        return known.containsKey(pair) ? longest : longer(longest, wait(users, shortened(user), OF_USER, now));
    }

    private static Duration wait(Map<String, Bucket> buckets, String key, Allowance allowance, long now) {
        Bucket bucket = buckets.get(key);
        return bucket == null ? Duration.ZERO : bucket.at(now, allowance).wait(allowance);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** A wrong password. */
    public synchronized void failed(String user, InetAddress address) {
        long now = nanoClock.getAsLong();
        String from = network(address);
        drain(usersAtAddresses, pair(user, from), OF_USER_AT_ADDRESS, now);
        drain(addresses, from, OF_ADDRESS, now);
        drain(users, shortened(user), OF_USER, now);
    }

    private static void drain(Map<String, Bucket> buckets, String key, Allowance allowance, long now) {
        Bucket before =
                buckets.getOrDefault(key, new Bucket(allowance.failures(), now)).at(now, allowance);
        buckets.put(key, new Bucket(before.left() - 1, now));
    }

    /** The right password: what this user failed from there is forgiven. */
    public synchronized void succeeded(String user, InetAddress address) {
        String pair = pair(user, network(address));
        usersAtAddresses.remove(pair);
        known.put(pair, Boolean.TRUE);
    }

    /** Names and addresses that are remembered. */
    synchronized int size() {
        return usersAtAddresses.size() + addresses.size() + users.size() + known.size();
    }

    private static String pair(String user, String from) {
        return from + " " + shortened(user);
    }

    private static String shortened(String user) {
        return user.length() <= NAME_CHARACTERS ? user : user.substring(0, NAME_CHARACTERS);
    }

    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_SUBSCRIBER_BYTES) : bytes);
    }
}
