package io.auspex.server.evaluation;

import io.auspex.language.token.SqlText;
import io.auspex.learn.search.LeaderboardRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The rows of a leaderboard as the query that ML.LEADERBOARD stands for. */
public final class LeaderboardSql {
    private LeaderboardSql() {}

    /**
     * A query in parentheses, in the users' dialect.
     *
     * @param rows by place
     */
    public static String of(List<LeaderboardRow> rows) {
        if (rows.isEmpty()) {
            return "(" + nothing() + ")";
        }
        String all = rows.stream().map(LeaderboardSql::row).collect(Collectors.joining(" UNION ALL "));
        return "(SELECT * FROM (" + all + ") AS candidates ORDER BY place)";
    }

    private static String row(LeaderboardRow row) {
        return "SELECT CAST(" + row.place() + " AS INTEGER) AS place, "
                + text(row.name()) + " AS candidate, "
                + text(row.family().displayName()) + " AS family, "
                + text(row.features()) + " AS features, "
                + text(row.parameters()) + " AS parameters, "
                + text(row.metric()) + " AS metric, "
                + number(OptionalDouble.of(row.score())) + " AS score, "
                + text(row.foldScores().toString()) + " AS fold_scores, "
                + number(OptionalDouble.of(row.seconds())) + " AS seconds, "
                + number(row.microsecondsPerRow()) + " AS us_per_row, "
                + (row.weight() > 0) + " AS in_ensemble, "
                + number(OptionalDouble.of(row.weight())) + " AS weight, "
                + row.cutOff() + " AS cut_off";
    }

    private static String nothing() {
        String texts = "candidate, CAST(NULL AS VARCHAR) AS family, CAST(NULL AS VARCHAR) AS features,"
                + " CAST(NULL AS VARCHAR) AS parameters, CAST(NULL AS VARCHAR) AS metric";
        return "SELECT CAST(NULL AS INTEGER) AS place, CAST(NULL AS VARCHAR) AS " + texts + ", "
                + number(OptionalDouble.empty()) + " AS score, CAST(NULL AS VARCHAR) AS fold_scores, "
                + number(OptionalDouble.empty()) + " AS seconds, " + number(OptionalDouble.empty()) + " AS us_per_row,"
                + " true AS in_ensemble, " + number(OptionalDouble.empty()) + " AS weight, true AS cut_off WHERE false";
    }

    private static String text(String text) {
        return "CAST(" + SqlText.quoteLiteral(text) + " AS VARCHAR)";
    }

    /** A score that is no number, as of folds with one class, is NULL. */
    private static String number(OptionalDouble number) {
        boolean known = number.isPresent() && Double.isFinite(number.getAsDouble());
        return "CAST(" + (known ? Double.toString(number.getAsDouble()) : "NULL") + " AS DOUBLE PRECISION)";
    }
}
