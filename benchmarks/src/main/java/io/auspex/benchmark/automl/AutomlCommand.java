package io.auspex.benchmark.automl;

import io.auspex.benchmark.contender.Auspex;
import io.auspex.benchmark.contender.AutoGluon;
import io.auspex.benchmark.contender.Contender;
import io.auspex.benchmark.contender.H2o;
import io.auspex.benchmark.contender.Limits;
import io.auspex.benchmark.dataset.DatasetDescription;
import io.auspex.benchmark.dataset.Manifest;
import io.auspex.benchmark.process.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auspex bench automl}: CREATE MODEL ... AUTO ON beside H2O AutoML and AutoGluon. */
@Command(
        name = "automl",
        description = "Our AUTO ON beside H2O AutoML and AutoGluon best_quality: same data, seconds, cores.",
        footer = {
            "",
            "Results are appended to DIR/results.csv, one line a run; what has a line is not run again.",
            "Logs and predictions lie in DIR/runs. H2O comes from Maven Central and AutoGluon from PyPI when they",
            "are first needed; they stay in the cache folder."
        })
public final class AutomlCommand implements Callable<Integer> {
    private static final int GIB_SHIFT = 30;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(
            names = "--budget",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds of training for each system and set (${DEFAULT-VALUE}).")
    private int budget;

    @Option(
            names = "--data",
            paramLabel = "a,b,c",
            split = ",",
            description = "Names of sets; otherwise all supervised ones of the manifest.")
    private List<String> data = List.of();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Folder with the sets and a manifest.csv such as data/ has (data/ itself).")
    private Path folder;

    @Option(
            names = "--systems",
            paramLabel = "a,b,c",
            split = ",",
            defaultValue = Auspex.NAME + "," + H2o.NAME + "," + AutoGluon.NAME,
            description = "Which systems, in which order (${DEFAULT-VALUE}).")
    private List<String> systems;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "0",
            description = "N-fold cross-validation, stratified, instead of the split of data/MANIFEST.md.")
    private int folds;

    @Option(names = "--cores", paramLabel = "N", description = "Cores for each system (all).")
    private Optional<Integer> cores = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "GIB",
            description = "H2O's heap, and what AutoGluon is told that it may use (a third of the machine).")
    private Optional<Integer> memory = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of systems and folds (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-automl",
            description = "Folder of the results (${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Folder of the peers (environment AUSPEX_BENCH_CACHE, or ~/.cache/auspex/bench).")
    private Path cache;

    @Option(names = "--again", description = "Forget earlier results of what is asked for, and run it again.")
    private boolean again;

    @Option(names = "--retry", description = "Run again what failed earlier.")
    private boolean retry;

    @Option(names = "--table", description = "Run nothing; print the tables of what there is.")
    private boolean tableOnly;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Checkout installed = Checkout.ofEnvironment();
        check(budget > 0, "--budget must be 1 or more");
        check(folds == 0 || folds > 1, "--folds must be 2 or more");
        int available = Runtime.getRuntime().availableProcessors();
        check(cores.orElse(1) > 0 && cores.orElse(1) <= available, "--cores must be 1 to " + available);
        check(memory.orElse(1) > 0, "--memory must be 1 or more");
        Limits limits = new Limits(budget, cores.orElse(available), memory.orElseGet(AutomlCommand::aThird), seed);

        Path results = out.toAbsolutePath().normalize();
        ResultFile file = ResultFile.open(results.resolve("results.csv"));
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        AutomlRun run = new AutomlRun(
                chosen(Manifest.read((folder == null ? installed.root().resolve("data") : folder)
                        .toAbsolutePath()
                        .normalize())),
                contenders(installed),
                limits,
                folds,
                results,
                file,
                console);
        if (!tableOnly) {
            if (again || retry) {
                file.forget(result -> run.covers(result) && (again || result.isFailure()));
            }
            run.run();
        }
        run.print();
        return 0;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }

    private static int aThird() {
        long bytes = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getTotalMemorySize();
        return (int) Math.max(1, (bytes >> GIB_SHIFT) / 3);
    }

    private List<DatasetDescription> chosen(List<DatasetDescription> all) {
        if (data.isEmpty()) {
            return all;
        }
        List<DatasetDescription> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(data)) {
            chosen.add(all.stream()
                    .filter(dataset -> dataset.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            command.commandLine(),
                            "there is no set '" + name + "'; there are "
                                    + all.stream().map(DatasetDescription::name).collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private List<Contender> contenders(Checkout installed) {
        Path kept = cache == null ? installed.cache() : cache.toAbsolutePath().normalize();
        List<Contender> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(systems)) {
            chosen.add(
                    switch (name) {
                        case Auspex.NAME -> new Auspex(installed.launcher(), installed.version());
                        case H2o.NAME -> new H2o(installed.peers(), kept, installed.peerJavaHome(), installed.maven());
                        case AutoGluon.NAME -> new AutoGluon(installed.peers(), kept);
                        default ->
                            throw new ParameterException(
                                    command.commandLine(),
                                    "there is no system '" + name + "'; there are " + Auspex.NAME + ", " + H2o.NAME
                                            + ", " + AutoGluon.NAME);
                    });
        }
        return chosen;
    }
}
