package io.auspex.server.evaluation;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The query that a call of ML.EVALUATE and its kin stands for: the rows are scored by the model's functions and the metrics are
 * computed by the engine, so that they can be joined, filtered and cancelled like any relation. Names of columns are those of
 * BigQuery ML (https://cloud.google.com/bigquery/docs/reference/standard-sql/bigqueryml-syntax-evaluate), definitions those of
 * scikit-learn (https://scikit-learn.org/stable/modules/model_evaluation.html): macro means over the classes that occur or are
 * predicted, average precision as the area under the precision-recall curve, ties shared.
 *
 * <pre>
 *   class_scored   groups, labels, actual, predicted, p (list of one probability a class)   rows with a true value
 *   curve          groups, class, score, rows and true ones at that score, and up to it from above
 * </pre>
 */
public final class EvaluationSql {
    /** Keeps the logarithm finite, as scikit-learn does. */
    private static final String LEAST_PROBABILITY = "1e-15";

    private static final int MOST_POINTS = 100;
    private static final int BINS = 10;

    private final EvaluationCall call;
    private final Scoring scoring;

    private EvaluationSql(EvaluationCall call, Scoring scoring) {
        this.call = call;
        this.scoring = scoring;
    }

    /**
     * What scores a row.
     *
     * @param kind what the model predicts
     * @param target the column with the truth
     * @param targetType of that column in training; absent where the model was trained elsewhere
     * @param features the columns that the functions take, in order
     * @param value gives a number
     * @param scores gives labels, the predicted one and the probability of each
     */
    public record Scoring(
            Kind kind,
            Optional<String> target,
            Optional<ColumnType> targetType,
            List<Field> features,
            QualifiedName value,
            QualifiedName scores) {
        /** What the model predicts. */
        public enum Kind {
            REGRESSION,
            BINARY,
            MULTICLASS
        }

        boolean isRegression() {
            return kind == Kind.REGRESSION;
        }

        boolean isBinary() {
            return kind == Kind.BINARY;
        }
    }

    /** A query in parentheses, in the users' dialect. */
    public static String of(EvaluationCall call, Scoring scoring) {
        EvaluationSql sql = new EvaluationSql(call, scoring);
        String query =
                switch (call.kind()) {
                    case EVALUATE -> scoring.isRegression() ? sql.regressionMetrics() : sql.classMetrics();
                    case CONFUSION_MATRIX -> sql.confusionMatrix();
                    case ROC_CURVE -> sql.rocCurve();
                    case CALIBRATION -> scoring.isRegression() ? sql.regressionCalibration() : sql.classCalibration();
                };
        return "(" + query + ")";
    }

    private String groups() {
        return groups("");
    }

    /** The groups with a comma behind each, by names that no column of ours and none of the rows' has. */
    private String groups(String prefix) {
        return eachGroup(place -> prefix + group(place));
    }

    /** The same, from the columns of the rows. */
    private String groupsOfRows() {
        return eachGroup(place -> groupColumn(place) + " AS " + group(place));
    }

    /** The same, called as the user calls them: for the outermost list. */
    private String namedGroups(String prefix) {
        return eachGroup(place -> prefix + group(place) + " AS " + groupColumn(place));
    }

    private String eachGroup(IntFunction<String> item) {
        return IntStream.range(0, call.groups().size())
                .mapToObj(place -> item.apply(place) + ", ")
                .collect(Collectors.joining());
    }

    private static String group(int place) {
        return "auspex_group_" + (place + 1);
    }

    private String groupColumn(int place) {
        return SqlText.quoteIdentifier(call.groups().get(place));
    }

    /** Positions 1 to the number of groups and some more, for GROUP BY and ORDER BY. */
    private String positions(int more) {
        StringBuilder positions = new StringBuilder();
        for (int i = 1; i <= call.groups().size() + more; i++) {
            positions.append(i == 1 ? "" : ", ").append(i);
        }
        return positions.toString();
    }

    private String grouped(int more) {
        return call.groups().size() + more == 0 ? "" : " GROUP BY " + positions(more);
    }

    private String partition(String more) {
        String columns = groups() + more;
        return columns.isEmpty() ? "" : "PARTITION BY " + columns.replaceAll(", $", "");
    }

    private String onGroups(String left, String right) {
        return IntStream.range(0, call.groups().size())
                .mapToObj(EvaluationSql::group)
                .map(group -> left + "." + group + " IS NOT DISTINCT FROM " + right + "." + group)
                .collect(Collectors.joining(" AND "));
    }

    private String target() {
        return SqlText.quoteIdentifier(call.target().or(scoring::target).orElseThrow());
    }

    /** Position of the true label among all labels, from 1; 0 for one that was not in the training data. */
    private String truth() {
        ColumnType type = scoring.targetType().orElse(ColumnType.VARCHAR);
        String labels = "struct_extract(s, 'labels')";
        String position;
        if (type == ColumnType.REAL) {
            position = "list_position(CAST(" + labels + " AS REAL[]), CAST(y AS REAL))";
        } else if (type.isNumeric()) {
            position = "list_position(CAST(" + labels + " AS DOUBLE[]), CAST(y AS DOUBLE PRECISION))";
        } else if (type == ColumnType.BOOLEAN) {
            position = "list_position(" + labels + ", CASE WHEN y THEN 't' ELSE 'f' END)";
        } else {
            position = "list_position(" + labels + ", CAST(y AS VARCHAR))";
        }
        return "coalesce(" + position + ", 0)";
    }

    private String invoke(QualifiedName function) {
        return function.quoted()
                + scoring.features().stream()
                        .map(field -> SqlText.quoteIdentifier(field.name()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private String source() {
        return call.source() + " AS judged_rows";
    }

    /** A regression: groups, y, f; rows without either do not count. */
    private String values() {
        return "values_scored AS (SELECT * FROM (SELECT " + groupsOfRows() + "CAST(" + target()
                + " AS DOUBLE PRECISION) AS y, " + invoke(scoring.value()) + " AS f FROM " + source()
                + ") AS s WHERE y IS NOT NULL AND f IS NOT NULL)";
    }

    private String regressionMetrics() {
        return "WITH " + values() + " SELECT " + namedGroups("")
                + "mean(abs(y - f)) AS mean_absolute_error,"
                + " mean((y - f) * (y - f)) AS mean_squared_error,"
                + " CASE WHEN min(y) > -1 AND min(f) > -1 THEN"
                + " mean(power(ln(CASE WHEN y > -1 THEN 1 + y ELSE 1 END)"
                + " - ln(CASE WHEN f > -1 THEN 1 + f ELSE 1 END), 2)) END AS mean_squared_log_error,"
                + " median(abs(y - f)) AS median_absolute_error,"
                + " CASE WHEN var_pop(y) > 0 THEN 1 - mean((y - f) * (y - f)) / var_pop(y) END AS r2_score,"
                + " CASE WHEN var_pop(y) > 0 THEN 1 - var_pop(y - f) / var_pop(y) END AS explained_variance,"
                + " sqrt(mean((y - f) * (y - f))) AS root_mean_squared_error,"
                + " mean(CASE WHEN y <> 0 THEN abs((y - f) / y) END) AS mean_absolute_percentage_error,"
                + " count(*) AS row_count FROM values_scored" + grouped(0);
    }

    private String regressionCalibration() {
        return "WITH " + values() + ", tenths AS (SELECT *, ntile(" + BINS + ") OVER (" + partition("")
                + " ORDER BY f) AS bin FROM values_scored) SELECT " + namedGroups("")
                + "bin, min(f) AS lower_bound, max(f) AS upper_bound, mean(f) AS mean_predicted,"
                + " mean(y) AS mean_observed, count(*) AS row_count FROM tenths" + grouped(1) + " ORDER BY "
                + positions(1);
    }

    /** A classification: groups, labels, actual, predicted, p; rows without a true value do not count. */
    private String classes() {
        String predicted = call.threshold().isPresent()
                ? "CASE WHEN list_extract(struct_extract(s, 'p'), 2) >= "
                        + call.threshold().get() + " THEN 1 ELSE 0 END"
                : "struct_extract(s, 'predicted')";
        return "class_scored AS (SELECT " + groups() + "struct_extract(s, 'labels') AS labels, " + truth()
                + " - 1 AS actual, " + predicted + " AS predicted, struct_extract(s, 'p') AS p FROM (SELECT "
                + groupsOfRows() + target() + " AS y, " + invoke(scoring.scores()) + " AS s FROM " + source()
                + ") AS raw WHERE y IS NOT NULL)";
    }

    /** The codes of the classes, a row each: of a binary model only the second class, the positive one. */
    private String eachClass() {
        return scoring.isBinary()
                ? "(SELECT *, 1 AS class FROM class_scored)"
                : "(SELECT *, unnest(generate_series(0, len(p) - 1)) AS class FROM class_scored)";
    }

    private String label(String code) {
        return "CASE WHEN " + code + " >= 0 THEN list_extract(any_value(labels), " + code + " + 1) END";
    }

    /** One row a group, class and score; of a binary model only the second class, the positive one. */
    private String curve() {
        return "scores AS (SELECT " + groups()
                + "class, list_extract(p, class + 1) AS score, any_value(labels) AS labels, count(*) AS n,"
                + " sum(CASE WHEN actual = class THEN 1 ELSE 0 END) AS positives FROM " + eachClass() + " AS c"
                + grouped(2) + "), curve AS (SELECT *, sum(n) OVER up AS n_up,"
                + " sum(positives) OVER up AS positives_up, sum(n) OVER whole AS n_all,"
                + " sum(positives) OVER whole AS positives_all FROM scores WINDOW up AS (" + partition("class")
                + " ORDER BY score DESC ROWS UNBOUNDED PRECEDING), whole AS (" + partition("class") + "))";
    }

    private String classMetrics() {
        String areas = "areas AS (SELECT " + groups() + "class,"
                + " CASE WHEN max(positives_all) > 0 AND max(positives_all) < max(n_all) THEN"
                + " sum((n - positives) * (positives_up - positives / 2.0))"
                + " / (max(positives_all) * CAST(max(n_all) - max(positives_all) AS DOUBLE PRECISION)) END AS roc_auc,"
                + " CASE WHEN max(positives_all) > 0 THEN sum(positives * positives_up / CAST(n_up AS DOUBLE PRECISION))"
                + " / max(positives_all) END AS average_precision FROM curve" + grouped(1)
                + "), area AS (SELECT " + groups()
                + "mean(roc_auc) AS roc_auc, mean(average_precision) AS average_precision FROM areas" + grouped(0)
                + ")";
        String perClass = "counts AS (SELECT " + groups() + "class,"
                + " sum(CASE WHEN actual = class AND predicted = class THEN 1 ELSE 0 END) AS hits,"
                + " sum(CASE WHEN predicted = class THEN 1 ELSE 0 END) AS claims,"
                + " sum(CASE WHEN actual = class THEN 1 ELSE 0 END) AS members"
                + " FROM (SELECT *, unnest(generate_series(0, len(p) - 1)) AS class FROM class_scored) AS c"
                + grouped(1)
                + "), class_rates AS (SELECT " + groups()
                + "class, members, CASE WHEN claims > 0 THEN hits / CAST(claims AS DOUBLE PRECISION) ELSE 0 END AS precision,"
                + " CASE WHEN members > 0 THEN hits / CAST(members AS DOUBLE PRECISION) ELSE 0 END AS recall,"
                + " 2.0 * hits / (claims + members) AS f1_score FROM counts WHERE claims + members > 0)";
        String which = scoring.isBinary() ? "CASE WHEN class = 1 THEN %s END" : "%s";
        String rates = "rates AS (SELECT " + groups() + "coalesce(mean(" + which.formatted("precision")
                + "), 0) AS precision, coalesce(mean(" + which.formatted("recall") + "), 0) AS recall, coalesce(mean("
                + which.formatted("f1_score")
                + "), 0) AS f1_score, mean(CASE WHEN members > 0 THEN recall END) AS balanced_accuracy FROM class_rates"
                + grouped(0) + ")";
        String brier = scoring.isBinary()
                ? "power(list_extract(p, 2) - CASE WHEN actual = 1 THEN 1 ELSE 0 END, 2)"
                : "list_sum(list_transform(p, lambda x, i: power(x - CASE WHEN i = actual + 1 THEN 1 ELSE 0 END, 2)))";
        String means = "means AS (SELECT " + groups()
                + "mean(CASE WHEN actual = predicted THEN 1.0 ELSE 0.0 END) AS accuracy,"
                + " mean(-ln(greatest(coalesce(list_extract(p, actual + 1), 0), " + LEAST_PROBABILITY
                + "))) AS log_loss, mean(" + brier
                + ") AS brier_score, count(*) AS row_count FROM class_scored" + grouped(0) + ")";
        return "WITH " + String.join(", ", classes(), curve(), areas, perClass, rates, means, confidence())
                + " SELECT " + namedGroups("means.")
                + "rates.precision, rates.recall, means.accuracy, rates.f1_score, means.log_loss, area.roc_auc,"
                + " area.average_precision, rates.balanced_accuracy, means.brier_score,"
                + " calibration.calibration_error, means.row_count FROM means JOIN rates ON "
                + on("means", "rates") + " JOIN area ON " + on("means", "area") + " JOIN calibration ON "
                + on("means", "calibration");
    }

    private String on(String left, String right) {
        return call.groups().isEmpty() ? "true" : onGroups(left, right);
    }

    /**
     * Expected calibration error (Guo et al., "On calibration of modern neural networks", ICML 2017) in ten bins of equal width:
     * of the positive class's probability, or of the predicted class's.
     */
    private String confidence() {
        return "sure AS (SELECT " + groups() + sure() + " FROM class_scored), bins AS (SELECT " + groups()
                + "least(floor(sure * " + BINS + "), " + (BINS - 1)
                + ") AS bin, count(*) AS n, mean(sure) AS said, mean(CAST(so AS DOUBLE PRECISION)) AS seen FROM sure"
                + grouped(1) + "), calibration AS (SELECT " + groups()
                + "sum(n * abs(said - seen)) / sum(n) AS calibration_error FROM bins" + grouped(0) + ")";
    }

    private String sure() {
        return scoring.isBinary()
                ? "list_extract(p, 2) AS sure, CASE WHEN actual = 1 THEN 1 ELSE 0 END AS so"
                : "list_extract(p, predicted + 1) AS sure, CASE WHEN actual = predicted THEN 1 ELSE 0 END AS so";
    }

    private String confusionMatrix() {
        return "WITH " + classes() + " SELECT " + namedGroups("m.")
                + "m.expected_label, m.predicted_label, m.item_count"
                + " FROM (SELECT " + groups() + "actual, predicted, " + label("actual") + " AS expected_label, "
                + label("predicted") + " AS predicted_label, count(*) AS item_count FROM class_scored" + grouped(2)
                + ") AS m ORDER BY " + groups("m.") + "m.actual, m.predicted";
    }

    private String rocCurve() {
        String label = scoring.isBinary() ? "" : "list_extract(labels, class + 1) AS class_label, ";
        return "WITH " + classes() + ", " + curve() + ", thinned AS (SELECT *, ntile(" + MOST_POINTS + ") OVER ("
                + partition("class")
                + " ORDER BY score DESC) AS part FROM curve), points AS (SELECT *, row_number() OVER ("
                + partition("class, part") + " ORDER BY score) AS place FROM thinned) SELECT " + namedGroups("points.")
                + label
                + "score AS threshold,"
                + " positives_up / nullif(CAST(positives_all AS DOUBLE PRECISION), 0) AS recall,"
                + " (n_up - positives_up) / nullif(CAST(n_all - positives_all AS DOUBLE PRECISION), 0)"
                + " AS false_positive_rate,"
                + " positives_up / CAST(n_up AS DOUBLE PRECISION) AS precision,"
                + " positives_up AS true_positives, n_up - positives_up AS false_positives,"
                + " (n_all - positives_all) - (n_up - positives_up) AS true_negatives,"
                + " positives_all - positives_up AS false_negatives FROM points WHERE place = 1 ORDER BY "
                + groups("points.") + "points.class, points.score DESC";
    }

    private String classCalibration() {
        return "WITH " + classes() + ", sure AS (SELECT " + groups() + sure() + " FROM class_scored) SELECT "
                + namedGroups("")
                + "CAST(least(floor(sure * " + BINS + "), " + (BINS - 1)
                + ") + 1 AS INTEGER) AS bin, min(sure) AS lower_bound, max(sure) AS upper_bound,"
                + " mean(sure) AS mean_predicted, mean(CAST(so AS DOUBLE PRECISION)) AS mean_observed,"
                + " count(*) AS row_count FROM sure" + grouped(1) + " ORDER BY " + positions(1);
    }
}
