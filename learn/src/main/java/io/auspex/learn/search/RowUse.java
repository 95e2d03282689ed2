package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the settings make of the training rows: which validate, and what each counts.
 *
 * @param weights positive, of mean 1; null where every row counts the same
 */
public record RowUse(Division division, double[] weights) {
    public RowUse {
        requireNonNull(division, "division is null");
    }

    /** Rows that count the same and are divided by chance. */
    public static RowUse of(SearchSettings settings) {
        return new RowUse(new Division.Shuffled(settings.folds()), null);
    }

    /**
     * Reads the columns that the settings name.
     *
     * @param rows those that have a target, with the columns that the settings name
     * @throws TrainingException where the values of a column do not do
     */
    public static RowUse read(SearchSettings settings, Frame rows, Target target) {
        if (settings.classBalance() && !target.problemType().isClassification()) {
            throw new TrainingException(
                    "CLASS_BALANCE ON needs classes, but the target column \""
                            + target.field().name() + "\" is a regression: " + target.rule(),
                    "Leave CLASS_BALANCE out, or set PROBLEM_TYPE.");
        }
        return new RowUse(division(settings, rows), weights(settings, rows, target));
    }

    private static Division division(SearchSettings settings, Frame rows) {
        Optional<Integer> marks = column(settings, ColumnSetting.VALIDATION_COLUMN, rows);
        if (marks.isPresent()) {
            return new Division.Marked(marks(rows, marks.get()));
        }
        Optional<Integer> times = column(settings, ColumnSetting.TIME_COLUMN, rows);
        if (times.isPresent()) {
            double[] moments = rows.numbers(times.get());
            require(
                    Arrays.stream(moments).distinct().limit(2).count() == 2,
                    "TIME_COLUMN \"" + rows.fields().get(times.get()).name() + "\" has the same value in all rows",
                    "Name a column that tells earlier rows from later ones.");
            return new Division.Forward(moments, settings.folds());
        }
        Optional<Integer> groups = column(settings, ColumnSetting.GROUP_COLUMN, rows);
        if (groups.isPresent()) {
            int[] numbers = groups(rows, groups.get());
            require(
                    Arrays.stream(numbers).anyMatch(number -> number > 0),
                    "GROUP_COLUMN \"" + rows.fields().get(groups.get()).name() + "\" puts all rows into one group",
                    "Name a column with several values, or leave GROUP_COLUMN out.");
            return new Division.Grouped(numbers, settings.folds());
        }
        return new Division.Shuffled(settings.folds());
    }

    private static Optional<Integer> column(SearchSettings settings, ColumnSetting setting, Frame rows) {
        return settings.column(setting).map(name -> {
            int column = rows.indexOf(name);
            require(
                    column >= 0,
                    "The column \"" + name + "\" that " + setting + " names is not in the training data",
                    "Name a column of the query.");
            return column;
        });
    }

    private static boolean[] marks(Frame rows, int column) {
        String name = "VALIDATION_COLUMN \"" + rows.fields().get(column).name() + "\"";
        boolean[] marks = new boolean[rows.rows()];
        int marked = 0;
        for (int row = 0; row < marks.length; row++) {
            double value = rows.numbers(column)[row];
            require(
                    Double.isNaN(value) || value == 0 || value == 1,
                    name + " has the value " + Math.round(value),
                    "Rows with 1 (true) validate, rows with 0 (false) or NULL are learnt from; there are no others.");
            marks[row] = value == 1;
            marked += marks[row] ? 1 : 0;
        }
        require(
                marked > 0 && marked < marks.length,
                name + " marks " + (marked == 0 ? "no row" : "all rows"),
                "Mark some of the rows, for example a fifth, to validate with.");
        return marks;
    }

    /** Numbers in the order in which the groups appear; a row without a group is one of its own. */
    private static int[] groups(Frame rows, int column) {
        boolean text = rows.fields().get(column).type().isText();
        Map<Object, Integer> known = new HashMap<>();
        int[] groups = new int[rows.rows()];
        int next = 0;
        for (int row = 0; row < groups.length; row++) {
            if (rows.isNull(column, row)) {
                groups[row] = next++;
                continue;
            }
            Object value = text ? rows.texts(column)[row] : (Object) (rows.numbers(column)[row] + 0.0);
            Integer before = known.putIfAbsent(value, next);
            groups[row] = before == null ? next++ : before;
        }
        return groups;
    }

    private static double[] weights(SearchSettings settings, Frame rows, Target target) {
        Optional<Integer> column = column(settings, ColumnSetting.SAMPLE_WEIGHT, rows);
        if (column.isEmpty() && !settings.classBalance()) {
            return null;
        }
        double[] weights = new double[rows.rows()];
        Arrays.fill(weights, 1);
        if (column.isPresent()) {
            double[] given = rows.numbers(column.get());
            long wrong = Arrays.stream(given)
                    .filter(weight -> !(weight > 0 && weight < Double.POSITIVE_INFINITY))
                    .count();
            require(
                    wrong == 0,
                    "SAMPLE_WEIGHT \"" + rows.fields().get(column.get()).name()
                            + "\" must be a positive number in every row;" + " it is not in " + wrong + " of "
                            + rows.rows(),
                    "Fill or filter the rows in the query, for example with COALESCE(weight, 1).");
            weights = given.clone();
        }
        if (settings.classBalance()) {
            balance(weights, target.codes(), target.labels().size());
        }
        double mean = Arrays.stream(weights).average().orElse(1);
        for (int row = 0; row < weights.length; row++) {
            weights[row] /= mean;
        }
        return weights;
    }

    /** Makes the weights of every class add up to the same, those of rows in a class kept in proportion. */
    private static void balance(double[] weights, int[] codes, int classes) {
        double[] totals = new double[classes];
        for (int row = 0; row < weights.length; row++) {
            totals[codes[row]] += weights[row];
        }
        for (int row = 0; row < weights.length; row++) {
            weights[row] *= weights.length / (classes * totals[codes[row]]);
        }
    }

    private static void require(boolean condition, String message, String hint) {
        if (!condition) {
            throw new TrainingException(message + ".", hint);
        }
    }
}
