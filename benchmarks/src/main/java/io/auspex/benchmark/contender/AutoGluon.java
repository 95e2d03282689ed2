package io.auspex.benchmark.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * AutoGluon's {@code best_quality} in a virtual environment that is made in the cache when it is first needed, with the
 * newest version that there is on that day. To renew it, delete the folder.
 */
public final class AutoGluon extends PeerProcess {
    public static final String NAME = "autogluon";

    private static final String PACKAGE = "autogluon.tabular[all]";

    /** What best_quality tries must all be there, or the comparison would be with less than it is. */
    private static final String CHECK = "import sys; assert sys.version_info >= (3, 10);"
            + " import autogluon.tabular, catboost, fastai, lightgbm, ray, torch, xgboost";

    private static final String NEW_ENOUGH = "import sys, venv; sys.exit(sys.version_info < (3, 10))";

    private final Path script;
    private final Path environment;
    private final Path cache;

    /**
     * Tells where things are.
     *
     * @param peers folder {@code benchmarks/peers} of the checkout
     * @param cache where the environment is kept
     */
    public AutoGluon(Path peers, Path cache) {
        this.script = peers.resolve(NAME).resolve("peer.py");
        this.environment = cache.resolve(NAME);
        this.cache = cache;
    }

    @Override
    public String name() {
        return NAME;
    }

    private Path python() {
        return environment.resolve("bin").resolve("python");
    }

    @Override
    public void prepare() throws NotAvailable {
        Path complete = environment.resolve("complete");
        if (Files.exists(complete)) {
            return;
        }
        try {
            Files.createDirectories(cache);
            if (!Files.isExecutable(python())) {
                Installation.step(
                        "making a virtual environment",
                        List.of(systemPython(), "-m", "venv", environment.toString()),
                        Map.of(),
                        cache.resolve("autogluon-venv.log"));
            }
            Installation.step(
                    "pip install " + PACKAGE,
                    List.of(python().toString(), "-m", "pip", "install", PACKAGE),
                    Map.of(),
                    cache.resolve("autogluon-pip.log"));
            Installation.step(
                    "importing AutoGluon and its models",
                    List.of(python().toString(), "-c", CHECK),
                    Map.of(),
                    cache.resolve("autogluon-check.log"));
            Files.createFile(complete);
        } catch (IOException e) {
            throw new NotAvailable("the cache folder " + cache + " cannot be used: " + e.getMessage());
        }
    }

    /** The first Python on the path that is new enough and can make environments. */
    private static String systemPython() throws NotAvailable {
        Set<String> names = new LinkedHashSet<>();
        String chosen = System.getenv("AUSPEX_PYTHON");
        if (chosen != null && !chosen.isBlank()) {
            names.add(chosen);
        }
        names.addAll(List.of("python3", "python3.12", "python3.13", "python3.11", "python3.10", "python"));
        for (String name : names) {
            if (isNewEnough(name)) {
                return name;
            }
        }
        throw new NotAvailable("there is no Python 3.10 or newer with venv on this machine (AUSPEX_PYTHON names one)");
    }

    private static boolean isNewEnough(String program) throws NotAvailable {
        try {
            Process process = new ProcessBuilder(program, "-c", NEW_ENOUGH)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAvailable("the look for Python was interrupted");
        }
    }

    @Override
    List<String> command(Task task) {
        return List.of(
                python().toString(), "-u", script.toString(), task.description().toString());
    }

    @Override
    Map<String, String> environment(Task task) {
        // Ray would report its use to its makers.
        return Map.of("RAY_USAGE_STATS_ENABLED", "0");
    }
}
