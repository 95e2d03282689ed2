package io.auspex.benchmark.predict;

import io.auspex.benchmark.predict.model.Shape;
import io.auspex.benchmark.process.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auspex bench predict}: compiled prediction beside XGBoost4J, LightGBM4J and ONNX Runtime, and in SQL. */
@Command(
        name = "predict",
        description = "Our compiled prediction beside XGBoost4J, LightGBM4J and ONNX Runtime, and end to end in SQL.",
        footer = {
            "",
            "Everything that is measured is a line of JSON in DIR/findings.jsonl; logs of the measuring processes lie",
            "beside it. A full run takes about a quarter of an hour."
        })
public final class PredictCommand implements Callable<Integer> {
    /** Short, so that the quick form is; an ensemble of the full form has the time of a coffee. */
    private static final int QUICK_BUDGET = 10;

    private static final int FULL_BUDGET = 120;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(names = "--quick", description = "Fewer and smaller models, fewer rounds: under two minutes.")
    private boolean quick;

    @Option(
            names = "--models",
            paramLabel = "a,b,c",
            split = ",",
            description = "Names of models; otherwise all of the form that is run. 'none' for none.")
    private List<String> models = List.of();

    @Option(names = "--no-sql", description = "Leave out what is measured in SQL.")
    private boolean withoutSql;

    @Option(names = "--threads", paramLabel = "N", description = "Measured beside one thread (2, or 1 on one core).")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "S",
            description =
                    "Seconds of training of the AutoML model (" + FULL_BUDGET + ", with --quick " + QUICK_BUDGET + ").")
    private Optional<Integer> budget = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Folder with the sets and a manifest.csv such as data/ has (data/ itself).")
    private Path folder;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "bench-predict",
            description = "Folder of findings and logs (${DEFAULT-VALUE}).")
    private Path out;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        Checkout checkout = Checkout.ofEnvironment();
        int available = Runtime.getRuntime().availableProcessors();
        int chosen = threads.orElse(Math.min(2, available));
        if (chosen < 1 || chosen > available) {
            throw new ParameterException(command.commandLine(), "--threads must be 1 to " + available);
        }
        int seconds = budget.orElse(quick ? QUICK_BUDGET : FULL_BUDGET);
        if (seconds < 1) {
            throw new ParameterException(command.commandLine(), "--budget must be 1 or more");
        }
        PrintWriter console = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        Path data = folder == null ? checkout.data() : folder.toAbsolutePath().normalize();
        PredictionRun run =
                new PredictionRun(checkout, data, out.toAbsolutePath().normalize(), quick, chosen, console);
        Report report = new Report(run.measure(shapes(), withoutSql ? Optional.empty() : Optional.of(seconds)));
        report.print(console);
        return report.isComplete() ? 0 : 1;
    }

    private List<Shape> shapes() {
        if (models.equals(List.of("none"))) {
            return List.of();
        }
        List<Shape> known = Stream.concat((quick ? Shape.quick() : Shape.all()).stream(), Shape.all().stream())
                .distinct()
                .toList();
        if (models.isEmpty()) {
            return quick ? Shape.quick() : Shape.all();
        }
        return new LinkedHashSet<>(models)
                .stream()
                        .map(name -> known.stream()
                                .filter(shape -> shape.name().equals(name))
                                .findFirst()
                                .orElseThrow(() -> new ParameterException(
                                        command.commandLine(),
                                        "there is no model '" + name + "'; there are "
                                                + known.stream()
                                                        .map(Shape::name)
                                                        .collect(Collectors.joining(", ")))))
                        .toList();
    }
}
