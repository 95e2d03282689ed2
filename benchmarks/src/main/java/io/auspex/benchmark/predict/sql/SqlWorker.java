package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.benchmark.predict.finding.FindingLine;
import io.auspex.benchmark.predict.sample.GeneratedSample;
import io.auspex.benchmark.predict.sample.Sample;
import io.auspex.benchmark.process.AuspexServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process that measures predictions in SQL, as a client of servers that it starts: {@code SqlWorker LAUNCHER DATA-FOLDER WORK-FOLDER
 * full|quick CORES BUDGET}. Tables and models are made once; then the server is started again for first predictions, and on one core
 * and on several for queries over many rows.
 */
public final class SqlWorker {
    static final int SMALL_ROWS = 2048;

    private static final int SEED = 11;
    private static final int LOADED_ROWS = 62_500;

    /** How often the loaded rows are doubled. */
    private static final int DOUBLINGS = 4;

    private static final long TABLE_ROWS = (long) LOADED_ROWS << DOUBLINGS;
    private static final long ENSEMBLE_ROWS = 50_000;
    private static final long EXPORTED_ROWS = 200_000;

    private final SqlServer servers;
    private final Path data;
    private final Path work;
    private final boolean quick;
    private final int cores;
    private final int budget;

    private SqlWorker(SqlServer servers, Path data, Path work, boolean quick, int cores, int budget) {
        this.servers = servers;
        this.data = data;
        this.work = work;
        this.quick = quick;
        this.cores = cores;
        this.budget = budget;
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException {
        Path work = Path.of(arguments[2]);
        new SqlWorker(
                        new SqlServer(Path.of(arguments[0]), work),
                        Path.of(arguments[1]),
                        work,
                        arguments[3].equals("quick"),
                        Integer.parseInt(arguments[4]),
                        Integer.parseInt(arguments[5]))
                .measure();
    }

    private void measure() throws IOException {
        Sample sample = GeneratedSample.of(LOADED_ROWS, SEED);
        ClickTable table = new ClickTable(sample);
        ClickModels models = ClickModels.train(sample, table);
        DefaultEnsemble[] ensemble = new DefaultEnsemble[1];
        servers.run(cores, (server, connection) -> {
            load(server, connection, table, models);
            ensemble[0] =
                    DefaultEnsemble.train(data, work.resolve("automl"), budget, ENSEMBLE_ROWS, server, connection);
        });
        tell(new Finding.Note("automl: trained for " + budget + " s on adult, model type " + ensemble[0].type()));
        firstPredictions(table, ensemble[0]);
        queries(1, table, models, ensemble[0], sample);
        if (cores > 1) {
            queries(cores, table, models, ensemble[0], sample);
        }
    }

    private static void load(AuspexServer server, Connection connection, ClickTable table, ClickModels models)
            throws SQLException, IOException {
        Path bucket = Files.createDirectories(server.bucket(SqlServer.BUCKET));
        table.write(bucket.resolve("clicks.csv"));
        Files.write(bucket.resolve("numbers.json"), models.numbers());
        Files.write(bucket.resolve("texts.txt"), models.texts());
        try (Statement statement = connection.createStatement()) {
            statement.execute(table.create());
            statement.execute("COPY " + ClickTable.NAME + " FROM 's3://" + SqlServer.BUCKET
                    + "/clicks.csv' IAM_ROLE default FORMAT AS CSV EMPTYASNULL");
            statement.execute("CREATE TABLE " + ClickTable.SMALL + " AS SELECT * FROM " + ClickTable.NAME + " LIMIT "
                    + SMALL_ROWS);
            for (int doubling = 0; doubling < DOUBLINGS; doubling++) {
                statement.execute("INSERT INTO " + ClickTable.NAME + " SELECT * FROM " + ClickTable.NAME);
            }
            statement.execute(models.importNumbers());
            statement.execute(models.importTexts());
        }
    }

    private void firstPredictions(ClickTable table, DefaultEnsemble ensemble) {
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put(
                "numbers", "SELECT sum(predict_numbers(" + table.numberArguments() + ")) FROM " + ClickTable.SMALL);
        statements.put("texts", "SELECT sum(predict_texts(" + table.mixedArguments() + ")) FROM " + ClickTable.SMALL);
        statements.put("automl", ensemble.firstPrediction());
        int[] onCores = quick || cores == 1 ? new int[] {1} : new int[] {1, cores};
        for (int start = 0; start < (quick ? 1 : 5); start++) {
            for (int some : onCores) {
                statements.forEach((model, sql) -> servers.start(
                        some, server -> firstPrediction(server, Finding.Moment.AT_ONCE, some, model, sql)));
                servers.start(some, server -> {
                    server.awaitWarm();
                    for (Map.Entry<String, String> statement : statements.entrySet()) {
                        firstPrediction(server, Finding.Moment.WARM, some, statement.getKey(), statement.getValue());
                    }
                });
            }
        }
    }

    private static void firstPrediction(
            AuspexServer server, Finding.Moment moment, int onCores, String model, String sql) throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = server.connect()) {
            double connecting = (System.nanoTime() - begin) / 1e6;
            double first = milliseconds(connection, sql);
            double again = milliseconds(connection, sql);
            tell(new Finding.FirstPrediction(model, SMALL_ROWS, moment, onCores, connecting, first, again));
        }
    }

    private static double milliseconds(Connection connection, String sql) throws SQLException {
        long begin = System.nanoTime();
        Query.runOnce(connection, sql);
        return (System.nanoTime() - begin) / 1e6;
    }

    private void queries(int onCores, ClickTable table, ClickModels models, DefaultEnsemble ensemble, Sample sample) {
        String from = " FROM " + ClickTable.NAME;
        servers.run(onCores, (server, connection) -> {
            tell(new Finding.Note("server on " + onCores + (onCores == 1 ? " core" : " cores") + ": kernels in "
                    + server.awaitKernels()));
            QueryRounds rounds = new QueryRounds(server, connection, onCores, quick ? 3 : 7, quick ? 250 : 1000);
            try (ExportedPrediction exported = new ExportedPrediction(
                    models.numbers(), table.numberArguments(), sample.features(), EXPORTED_ROWS)) {
                List<Query> queries = List.of(
                        Query.of(
                                "numbers",
                                "sum(f) of 20 numbers",
                                true,
                                TABLE_ROWS,
                                "SELECT sum(predict_numbers(" + table.numberArguments() + "))" + from),
                        Query.of(
                                "numbers",
                                "the same columns without f",
                                false,
                                TABLE_ROWS,
                                "SELECT " + table.sumOfNumbers() + from),
                        new Query(
                                "numbers",
                                "rows to Java, XGBoost4J there",
                                false,
                                EXPORTED_ROWS,
                                open -> tell(exported.sum(open))),
                        Query.of(
                                "texts",
                                "sum(f) of 15 numbers, 5 texts",
                                true,
                                TABLE_ROWS,
                                "SELECT sum(predict_texts(" + table.mixedArguments() + "))" + from),
                        Query.of(
                                "texts",
                                "the same columns without f",
                                false,
                                TABLE_ROWS,
                                "SELECT " + table.sumWithTexts() + from),
                        ensemble.predictions());
                rounds.measure(queries).forEach(SqlWorker::tell);
            }
            if (onCores == cores) {
                new SingleRows(server, connection, quick ? 2 : 5, quick ? 500 : 1000)
                        .measure(sample.features())
                        .forEach(SqlWorker::tell);
            }
        });
    }

    /** Keeps the sum from being needless. */
    private static void tell(double sum) {
        if (Double.isNaN(sum)) {
            System.out.println("a sum that is no number");
        }
    }

    private static void tell(Finding finding) {
        System.out.println(FindingLine.of(finding));
    }
}
