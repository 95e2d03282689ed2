import ai.h2o.automl.AutoML;
import ai.h2o.automl.AutoMLBuildSpec;
import com.google.gson.Gson;
import hex.Model;
import hex.ScoreKeeper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import water.H2O;
import water.H2OStarter;
import water.Key;
import water.fvec.Frame;
import water.fvec.NFSFileVec;
import water.fvec.Vec;
import water.parser.ParseDataset;
import water.parser.ParseSetup;

/**
 * H2O AutoML's side of {@code auspex bench automl}: reads task.json, trains for the budget, predicts the test rows and
 * says when with lines that begin with "bench ". The benchmark starts this file with H2O's jars on the class path; it
 * is part of no module. Settings are H2O's own defaults but for budget, metric, seed and threads.
 */
public final class H2oPeer {
    /** What task.json says; see the class Task of the benchmark. */
    private static final class Task {
        String train;
        String test;
        String rate;
        String target;
        String problem;
        String metric;
        String predictions;
        String work;
        List<Column> columns;
        int budget;
        int cores;
        long seed;
    }

    private static final class Column {
        String name;
        String type;
    }

    private H2oPeer() {}

    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(arguments);
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            status = 1;
        }
        // H2O's own threads would keep the process.
        System.exit(status);
    }

    private static void run(String[] arguments) throws IOException {
        Task task = new Gson().fromJson(Files.readString(Path.of(arguments[0])), Task.class);
        H2OStarter.start(
                new String[] {
                    "-name", "bench-" + UUID.randomUUID(),
                    "-nthreads", String.valueOf(task.cores),
                    "-ip", "127.0.0.1",
                    "-baseport", "54821",
                    "-ice_root", task.work,
                    "-log_dir", task.work,
                    "-disable_web"
                },
                task.work,
                true);
        H2O.waitForCloudSize(1, 30_000);
        say("version " + H2O.ABV.projectVersion());

        Frame train = parse(Path.of(task.train), task, "train");
        Frame test = parse(Path.of(task.test), task, "test");

        say("fit begin");
        AutoML run = AutoML.startAutoML(specification(task, train));
        run.get();
        Model<?, ?, ?> leader = run.leader();
        say("fit end");
        if (leader == null) {
            say("failure no model was trained within the budget");
            return;
        }
        say("note leader " + leader._key + ", " + run.leaderboard().getModelCount() + " models");

        Frame predicted = leader.score(test);
        write(predicted, task, leader);
        predicted.delete();

        Frame many = parse(Path.of(task.rate), task, "many");
        for (int pass = 0; pass < 2; pass++) {
            say("rate begin");
            leader.score(many).delete();
            say("rate end");
        }
    }

    private static AutoMLBuildSpec specification(Task task, Frame train) {
        AutoMLBuildSpec specification = new AutoMLBuildSpec();
        specification.input_spec.training_frame = train._key;
        specification.input_spec.response_column = task.target;
        specification.input_spec.sort_metric = task.metric;
        AutoMLBuildSpec.AutoMLStoppingCriteria stop = specification.build_control.stopping_criteria;
        stop.set_max_runtime_secs(task.budget);
        stop.set_seed(task.seed);
        stop.set_stopping_metric(ScoreKeeper.StoppingMetric.valueOf(
                task.metric.equals("logloss") ? "logloss" : task.metric.toUpperCase(Locale.ROOT)));
        return specification;
    }

    private static Frame parse(Path file, Task task, String name) {
        boolean withTarget = name.equals("train");
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Column column : task.columns) {
            if (!withTarget && column.name.equals(task.target)) {
                continue;
            }
            names.add(column.name);
            boolean label = column.name.equals(task.target) && !task.problem.equals("regression");
            types.add(label ? "Enum" : parserType(column.type));
        }
        Key<?>[] keys = {NFSFileVec.make(file.toFile())._key};
        ParseSetup setup = ParseSetup.guessSetup(keys, false, ParseSetup.HAS_HEADER);
        setup.setSeparator((byte) ',');
        setup.setCheckHeader(ParseSetup.HAS_HEADER);
        setup.setNumberColumns(names.size());
        setup.setColumnNames(names.toArray(new String[0]));
        setup.setColumnTypes(ParseSetup.strToColumnTypes(types.toArray(new String[0])));
        setup.setDomains(null);
        Frame frame = ParseDataset.parse(Key.make(name), keys, true, setup);
        Vec target = withTarget ? frame.vec(task.target) : null;
        if (target != null && !task.problem.equals("regression") && !target.isCategorical()) {
            throw new IllegalStateException("the target was read as " + target.get_type_str());
        }
        return frame;
    }

    private static String parserType(String type) {
        switch (type) {
            case "INTEGER":
            case "DOUBLE":
                return "Numeric";
            case "DATE":
            case "TIMESTAMP":
                return "Time";
            default:
                return "Enum";
        }
    }

    private static void write(Frame predicted, Task task, Model<?, ?, ?> leader) throws IOException {
        boolean regression = task.problem.equals("regression");
        int first = regression ? 0 : 1;
        int count = regression ? 1 : predicted.numCols() - 1;
        String[] header = regression ? new String[] {"prediction"} : leader._output.classNames();
        Vec.Reader[] readers = new Vec.Reader[count];
        for (int column = 0; column < count; column++) {
            readers[column] = predicted.vec(first + column).new Reader();
        }
        try (Writer out = Files.newBufferedWriter(Path.of(task.predictions), StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < count; column++) {
                line.append(column == 0 ? "" : ",").append('"').append(header[column].replace("\"", "\"\"")).append('"');
            }
            out.append(line).append('\n');
            for (long row = 0; row < predicted.numRows(); row++) {
                line.setLength(0);
                for (int column = 0; column < count; column++) {
                    line.append(column == 0 ? "" : ",").append(readers[column].at(row));
                }
                out.append(line).append('\n');
            }
        }
    }

    /** The benchmark takes the time when it reads such a line. */
    private static void say(String text) {
        System.out.println("bench " + text);
        System.out.flush();
    }
}
