package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.contender.AuspexStatements;
import io.auspex.benchmark.contender.Limits;
import io.auspex.benchmark.contender.Task;
import io.auspex.benchmark.contender.TrainingWatch;
import io.auspex.benchmark.dataset.DatasetDescription;
import io.auspex.benchmark.dataset.Manifest;
import io.auspex.benchmark.dataset.Split;
import io.auspex.benchmark.dataset.Table;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.process.AuspexServer;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The model that CREATE MODEL makes of a real set when it is told nothing but the seconds, and rows like its own many times over. */
final class DefaultEnsemble {
    /** Eight columns of texts and six of numbers. */
    private static final String SET = "adult";

    private static final int CORES = 2;

    private final Task task;
    private final AuspexStatements statements;
    private final String type;
    private final long rows;

    private DefaultEnsemble(Task task, AuspexStatements statements, String type, long rows) {
        this.task = task;
        this.statements = statements;
        this.type = type;
        this.rows = rows;
    }

    /**
     * Trains it.
     *
     * @param budget seconds
     * @param leastRows of the table that is predicted
     */
    static DefaultEnsemble train(
            Path data, Path folder, int budget, long leastRows, AuspexServer server, Connection connection)
            throws SQLException, IOException {
        DatasetDescription set = Manifest.read(data).stream()
                .filter(dataset -> dataset.name().equals(SET))
                .findFirst()
                .orElseThrow(() -> new BenchmarkFailure("there is no set " + SET + " in " + data));
        Table table = Table.read(set);
        Task task =
                new Task(set, table, Split.ofManifest(table.rows().size()), new Limits(budget, CORES, 1, 0), folder);
        task.write();
        AuspexStatements statements = new AuspexStatements(task);
        Path bucket = Files.createDirectories(server.bucket(AuspexStatements.BUCKET));
        Files.copy(task.train(), bucket.resolve("train.csv"));
        Files.copy(task.rate(), bucket.resolve("rate.csv"));
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements.createTrain());
            statement.execute(statements.copyTrain());
            statement.execute(statements.createModel(true));
            Map<String, String> shown =
                    TrainingWatch.awaitEnd(statement, task.limits().patience());
            if (!"READY".equals(shown.get(TrainingWatch.STATE))) {
                throw new BenchmarkFailure("the model of " + SET + " is " + shown.get(TrainingWatch.STATE) + ": "
                        + shown.getOrDefault("Failure Reason", "no reason given"));
            }
            TrainingWatch.awaitExplanation(statement);
            statement.execute(statements.createRate());
            statement.execute(statements.copyRate());
            statement.execute("CREATE TABLE rate_small AS SELECT * FROM rate LIMIT " + SqlWorker.SMALL_ROWS);
            long rows = Task.RATE_ROWS;
            while (rows < leastRows) {
                statement.execute(AuspexStatements.doubleRate());
                rows *= 2;
            }
            return new DefaultEnsemble(task, statements, shown.getOrDefault("Model Type", "?"), rows);
        } catch (RunFailure e) {
            throw new BenchmarkFailure("the model of " + SET + " was not trained: " + e.getMessage(), e);
        }
    }

    String type() {
        return type;
    }

    int budget() {
        return task.limits().budget();
    }

    Query predictions() {
        return Query.of("automl", "max(f) of 14 columns, 8 of them texts", true, rows, statements.predictRate());
    }

    String firstPrediction() {
        return statements.predictRate().replace("FROM rate", "FROM rate_small");
    }
}
