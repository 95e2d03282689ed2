package io.auspex.benchmark.process;

import io.auspex.benchmark.failure.BenchmarkFailure;
import java.nio.file.Path;

/**
 * Where the launcher says that things are.
 *
 * @param root folder of the checkout
 * @param peerJavaHome a JDK 17 where there is one, for peers that know no newer one
 * @param maven the program
 * @param version of the product, for the results
 */
public record Checkout(Path root, Path peerJavaHome, String maven, String version) {
    /** @throws BenchmarkFailure if the launcher did not start this */
    public static Checkout ofEnvironment() {
        return new Checkout(
                Path.of(required("auspex.root")),
                Path.of(System.getProperty("auspex.peer.java", System.getProperty("java.home"))),
                required("auspex.maven"),
                required("auspex.version"));
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new BenchmarkFailure("benchmarks are started by ./auspex bench (-D" + property + " is missing)");
        }
        return value;
    }

    /** The program itself. */
    public Path launcher() {
        return root.resolve("auspex");
    }

    /** The data sets that come with the checkout. */
    public Path data() {
        return root.resolve("data");
    }

    /** What runs inside the peers' own processes. */
    public Path peers() {
        return root.resolve("benchmarks").resolve("peers");
    }

    /** The jars that the server runs with. */
    public Path productJars() {
        return root.resolve("app").resolve("target").resolve("auspex").resolve("lib");
    }

    /** Where peers are kept that had to be fetched. */
    public Path cache() {
        String chosen = System.getenv("AUSPEX_BENCH_CACHE");
        return chosen == null || chosen.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "auspex", "bench")
                : Path.of(chosen).toAbsolutePath().normalize();
    }
}
