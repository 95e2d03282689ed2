package io.auspex.benchmark.contender;

import io.auspex.benchmark.dataset.Column;
import io.auspex.benchmark.dataset.Problem;
import io.auspex.benchmark.metric.Metric;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a user would type for a task. */
public final class AuspexStatements {
    public static final String BUCKET = "bench";

    /** Number of the row in the file, which no feature is called. */
    private static final String ROW = "auspex_bench_row";

    private static final int LONGEST_VARCHAR = 65_535;
    private static final long DEFAULT_MAX_CELLS = 1_000_000;

    private final Task task;

    public AuspexStatements(Task task) {
        this.task = task;
    }

    public String createTrain() {
        return "CREATE TABLE train ("
                + task.table().columns().stream().map(this::declared).collect(Collectors.joining(", ")) + ")";
    }

    public String createTest() {
        return "CREATE TABLE test (" + ROW + " bigint IDENTITY(0, 1), "
                + task.features().stream().map(this::declared).collect(Collectors.joining(", ")) + ")";
    }

    public String copyTrain() {
        return copy("train", task.table().columns());
    }

    public String copyTest() {
        return copy("test", task.features());
    }

    private static String copy(String table, List<Column> columns) {
        return "COPY " + table + " (" + names(columns) + ") FROM 's3://" + BUCKET + "/" + table
                + ".csv' IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1 EMPTYASNULL";
    }

    /** What the user wants to be best is the objective, where there is one of that name. */
    public String createModel(boolean withObjective) {
        Problem problem = task.dataset().problem();
        String objective =
                withObjective ? "\nOBJECTIVE '" + objective(task.dataset().metric()) + "'" : "";
        long cells = (long) task.split().train().length * task.table().columns().size();
        String maxCells = cells > DEFAULT_MAX_CELLS ? ", MAX_CELLS " + cells : "";
        return "CREATE MODEL bench_model FROM train TARGET "
                + quoted(task.dataset().target())
                + " FUNCTION predict_bench IAM_ROLE default\nPROBLEM_TYPE "
                + (problem == Problem.REGRESSION ? "REGRESSION" : problem.name() + "_CLASSIFICATION") + objective
                + "\nSETTINGS (MAX_RUNTIME " + task.limits().budget() + ", MIN_ROWS 30, SEED "
                + task.limits().seed() + maxCells + ")";
    }

    private static String objective(Metric metric) {
        return switch (metric) {
            case AUC -> "AUC";
            case LOGLOSS -> "LogLoss";
            // The square root changes no order.
            case RMSE -> "MSE";
        };
    }

    String predict() {
        String function =
                task.dataset().problem() == Problem.REGRESSION ? "predict_bench" : "predict_bench_probabilities";
        return "SELECT " + function + "(" + names(task.features()) + ") FROM test ORDER BY " + ROW;
    }

    public String createRate() {
        return "CREATE TABLE rate ("
                + task.features().stream().map(this::declared).collect(Collectors.joining(", ")) + ")";
    }

    public String copyRate() {
        return copy("rate", task.features());
    }

    public static String doubleRate() {
        return "INSERT INTO rate SELECT * FROM rate";
    }

    /** Needs every prediction, and gives one row. */
    public String predictRate() {
        return "SELECT max(predict_bench(" + names(task.features()) + ")) FROM rate";
    }

    private String declared(Column column) {
        return quoted(column.name()) + " "
                + switch (column.type()) {
                    case BOOLEAN -> "boolean";
                    case INTEGER -> "bigint";
                    case DOUBLE -> "double precision";
                    case DATE -> "date";
                    case TIMESTAMP -> "timestamp";
                    case TEXT -> "varchar(" + longest(column) + ")";
                };
    }

    /** Bytes, as in Redshift. */
    private int longest(Column column) {
        int position = task.table().columns().indexOf(column);
        int longest = task.table().rows().stream()
                .mapToInt(row -> row.get(position).getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(1);
        return Math.min(Math.max(longest, 1), LONGEST_VARCHAR);
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.toLowerCase(Locale.ROOT).replace("\"", "\"\"") + '"';
    }
}
