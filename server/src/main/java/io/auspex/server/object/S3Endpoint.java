package io.auspex.server.object;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where some of the buckets really lie. Only who runs the server says so: no statement has a say in which host the server talks
 * to.
 *
 * @param url of an S3-compatible store; absent for Amazon's own
 * @param region that requests are signed for
 * @param buckets names, or beginnings of names that end with an asterisk; the other buckets are folders here
 * @param bucketInPath whether requests name the bucket in the path, and not in the host's name
 * @param patience how long a request may go without a byte
 */
public record S3Endpoint(
        Optional<URI> url, String region, List<String> buckets, boolean bucketInPath, Duration patience) {
    public static final String USUAL_REGION = "us-east-1";
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException saying what of it cannot be used */
    public S3Endpoint {
        buckets = List.copyOf(buckets);
        url.ifPresent(S3Endpoint::requireUsable);
        if (!region.matches("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")) {
            throw new IllegalArgumentException("\"" + region + "\" is no name of a region");
        }
        for (String bucket : buckets) {
            if (!bucket.matches("[a-z0-9][a-z0-9.-]{0,62}\\*?|\\*")) {
                throw new IllegalArgumentException("\"" + bucket + "\" is no name of a bucket");
            }
        }
        if (buckets.isEmpty()) {
            throw new IllegalArgumentException("no bucket is named");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("the time to wait must be positive");
        }
    }

    private static void requireUsable(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http") || scheme.equals("https");
        if (!http || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
            throw new IllegalArgumentException(
                    "\"" + url + "\" is no URL of a store: write https://host or http://host:port");
        }
    }

    /** Whether the bucket lies there. */
    boolean holds(String bucket) {
        return buckets.stream()
                .anyMatch(name -> name.endsWith("*")
                        ? bucket.startsWith(name.substring(0, name.length() - 1))
                        : bucket.equals(name));
    }
}
