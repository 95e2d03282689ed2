package io.auspex.benchmark.contender;

import io.auspex.benchmark.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * H2O AutoML from Maven Central in a JVM of its own. Its jars are fetched into the cache when they are first needed, so
 * that neither our build nor our server ever sees them.
 */
public final class H2o extends PeerProcess {
    public static final String NAME = "h2o";

    private final Path sources;
    private final Path cache;
    private final Path javaHome;
    private final String maven;

    /**
     * Tells where things are.
     *
     * @param peers folder {@code benchmarks/peers} of the checkout
     * @param cache where the jars are kept
     * @param javaHome H2O 3.44 knows Java 8 to 17
     * @param maven the program
     */
    public H2o(Path peers, Path cache, Path javaHome, String maven) {
        this.sources = peers.resolve(NAME);
        this.cache = cache.resolve(NAME);
        this.javaHome = javaHome;
        this.maven = maven;
    }

    @Override
    public String name() {
        return NAME;
    }

    private Path jars() {
        return cache.resolve("jars");
    }

    private Path classes() {
        return cache.resolve("classes");
    }

    /** The pom beside the jars is the one that they were fetched for. */
    @Override
    public void prepare() throws NotAvailable {
        Path pom = sources.resolve("pom.xml");
        Path fetched = cache.resolve("pom.xml");
        try {
            if (!Files.isRegularFile(fetched) || Files.mismatch(pom, fetched) >= 0) {
                Folders.delete(jars());
                Installation.step(
                        "fetching H2O",
                        List.of(
                                maven,
                                "-B",
                                "-f",
                                pom.toString(),
                                "dependency:copy-dependencies",
                                "-DoutputDirectory=" + jars()),
                        Map.of(),
                        cache.resolve("fetch.log"));
                Files.copy(pom, fetched, StandardCopyOption.REPLACE_EXISTING);
            }
            // Small, and never out of date this way.
            Files.createDirectories(classes());
            Installation.step(
                    "compiling H2oPeer.java",
                    List.of(
                            javaHome.resolve("bin").resolve("javac").toString(),
                            "-nowarn",
                            "-proc:none",
                            "-cp",
                            jars() + "/*",
                            "-d",
                            classes().toString(),
                            sources.resolve("H2oPeer.java").toString()),
                    Map.of(),
                    cache.resolve("compile.log"));
        } catch (IOException e) {
            throw new NotAvailable("the cache folder " + cache + " cannot be used: " + e.getMessage());
        }
    }

    @Override
    List<String> command(Task task) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.add("-Xmx" + task.limits().memoryGib() + "g");
        // It makes classes while it runs, and asks for the version of Java before it does.
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("-Dsys.ai.h2o.debug.allowJavaVersions=21,25");
        command.addAll(List.of(
                "-cp", jars() + "/*:" + classes(), "H2oPeer", task.description().toString()));
        return command;
    }
}
