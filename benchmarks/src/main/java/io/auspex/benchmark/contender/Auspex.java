package io.auspex.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.benchmark.dataset.Problem;
import io.auspex.benchmark.metric.Metric;
import io.auspex.benchmark.metric.Predictions;
import io.auspex.benchmark.process.AuspexServer;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ours, used as its users do: a server of its own for each task, COPY, {@code CREATE MODEL}, predictions in SQL. The
 * training time is that from the statement to the model's READY.
 */
public final class Auspex implements Contender {
    public static final String NAME = "auspex";

    /** Code is compiled during the first; it is time to stop when so many in a row were no quicker than those before. */
    private static final int IDLE_PASSES = 4;

    private static final int MOST_PASSES = 25;
    /** The processor's time is told in hundredths of a second. */
    private static final double LEAST_RATE_SECONDS = 1.5;

    private final Path launcher;
    private final String version;

    /**
     * Tells where it is.
     *
     * @param launcher the {@code auspex} script, built
     * @param version for the results
     */
    public Auspex(Path launcher, String version) {
        this.launcher = launcher;
        this.version = version;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare() throws NotAvailable {
        if (!Files.isExecutable(launcher)) {
            throw new NotAvailable("there is no " + launcher);
        }
    }

    @Override
    public Measurement run(Task task) throws RunFailure {
        Path data = task.work().resolve("data");
        try (AuspexServer server =
                        AuspexServer.start(launcher, data, task.limits().cores(), task.log());
                Connection connection = server.connect()) {
            return run(task, server, connection);
        } catch (SQLException | IOException e) {
            throw new RunFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Measurement run(Task task, AuspexServer server, Connection connection)
            throws SQLException, IOException, RunFailure {
        AuspexStatements statements = new AuspexStatements(task);
        Path bucket = Files.createDirectories(server.bucket(AuspexStatements.BUCKET));
        Files.copy(task.train(), bucket.resolve("train.csv"));
        Files.copy(task.test(), bucket.resolve("test.csv"));
        Files.copy(task.rate(), bucket.resolve("rate.csv"));
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements.createTrain());
            statement.execute(statements.copyTrain());
            statement.execute(statements.createTest());
            statement.execute(statements.copyTest());

            double cpuBegin = server.cpuSeconds();
            long begin = System.nanoTime();
            String note = createModel(statement, statements, task);
            Map<String, String> shown =
                    TrainingWatch.awaitEnd(statement, task.limits().patience());
            double wall = (System.nanoTime() - begin) / 1e9;
            double cpu = server.cpuSeconds() - cpuBegin;
            if (!"READY".equals(shown.get(TrainingWatch.STATE))) {
                throw new RunFailure(
                        shown.getOrDefault("Failure Reason", "the model is " + shown.get(TrainingWatch.STATE)));
            }
            Files.write(task.log().resolveSibling("model.txt"), TrainingWatch.description(statement));
            predictions(statement, statements, task).write(task.predictions());
            TrainingWatch.awaitExplanation(statement);
            return new Measurement(
                    version,
                    wall,
                    cpu,
                    rowsPerSecond(statement, statements, server),
                    note + "model type " + shown.getOrDefault("Model Type", "?"));
        }
    }

    /** With the metric as the objective, or without where the server does not know it. */
    private static String createModel(Statement statement, AuspexStatements statements, Task task) throws SQLException {
        try {
            statement.execute(statements.createModel(true));
            return "";
        } catch (SQLException e) {
            if (task.dataset().metric() != Metric.LOGLOSS
                    || !String.valueOf(e.getMessage()).contains("objective")) {
                throw e;
            }
            statement.execute(statements.createModel(false));
            return "no objective LogLoss, so the default; ";
        }
    }

    private static Predictions predictions(Statement statement, AuspexStatements statements, Task task)
            throws SQLException, IOException {
        boolean regression = task.dataset().problem() == Problem.REGRESSION;
        try (ResultSet result = statement.executeQuery(statements.predict())) {
            return regression ? values(result) : probabilities(result);
        }
    }

    private static Predictions values(ResultSet result) throws SQLException {
        List<double[]> rows = new ArrayList<>();
        while (result.next()) {
            double value = result.getDouble(1);
            rows.add(new double[] {result.wasNull() ? Double.NaN : value});
        }
        return new Predictions(List.of(Predictions.REGRESSION_COLUMN), rows.toArray(double[][]::new));
    }

    /** From {@code {"probabilities":[0.9,0.1],"labels":["a","b"]}}, the most probable first. */
    static Predictions probabilities(ResultSet result) throws SQLException, IOException {
        ObjectMapper mapper = new ObjectMapper();
        Set<String> labels = new LinkedHashSet<>();
        List<Map<String, Double>> rows = new ArrayList<>();
        while (result.next()) {
            String text = result.getString(1);
            if (text == null) {
                throw new IOException("a prediction is NULL");
            }
            JsonNode json = mapper.readTree(text);
            Map<String, Double> row = new HashMap<>();
            for (int index = 0; index < json.path("labels").size(); index++) {
                row.put(
                        json.path("labels").get(index).asText(),
                        json.path("probabilities").get(index).asDouble());
            }
            labels.addAll(row.keySet());
            rows.add(row);
        }
        List<String> columns = labels.stream().sorted().toList();
        double[][] values = new double[rows.size()][columns.size()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < columns.size(); column++) {
                values[row][column] = rows.get(row).getOrDefault(columns.get(column), 0.0);
            }
        }
        return new Predictions(columns, values);
    }

    /** By a second of one processor, once the server has settled which kernels it uses and its code is compiled. */
    private static double rowsPerSecond(Statement statement, AuspexStatements statements, AuspexServer server)
            throws SQLException, RunFailure {
        statement.execute(statements.createRate());
        statement.execute(statements.copyRate());
        server.awaitKernels();
        double best = 0;
        int idle = 0;
        for (int pass = 0; pass < MOST_PASSES && idle < IDLE_PASSES; pass++) {
            double begin = server.cpuSeconds();
            double used = 0;
            long rows = 0;
            while (used < LEAST_RATE_SECONDS) {
                try (ResultSet result = statement.executeQuery(statements.predictRate())) {
                    result.next();
                }
                rows += Task.RATE_ROWS;
                used = server.cpuSeconds() - begin;
            }
            idle = rows / used > best ? 0 : idle + 1;
            best = Math.max(best, rows / used);
        }
        return best;
    }
}
