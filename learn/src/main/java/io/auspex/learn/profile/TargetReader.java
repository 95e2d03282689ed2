package io.auspex.learn.profile;

import io.auspex.learn.TrainingException;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CanonicalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the target column: which problem it poses and which value each row has. Rows without a target (NULL, NaN, infinite) are
 * left out. The problem is inferred as Redshift does it (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_MODEL.html).
 */
public final class TargetReader {
    /** Integers with at most this many distinct values may be classes. */
    private static final int FEW_VALUES = 20;
    /** ... if each of them was seen at least this often. */
    private static final int OFTEN = 10;
    /** More classes than this are taken for a mistake. */
    private static final int CLASS_LIMIT = 1000;

    /** From here on neighbouring whole numbers may be the same double. */
    private static final double FIRST_INEXACT_INTEGER = 0x1p53;

    /** Leaves and weights are 32-bit floats; there has to be room for sums of many. */
    private static final double LARGEST_NUMBER = 1e30;

    private final Frame frame;
    private final int column;
    private final Field field;
    private final int[] rows;

    private TargetReader(Frame frame, int column) {
        this.frame = frame;
        this.column = column;
        this.field = frame.fields().get(column);
        this.rows = usableRows(frame, column);
    }

    /**
     * Reads the target for a search of the best model.
     *
     * @param wanted the user's PROBLEM_TYPE
     * @param objective the user's OBJECTIVE, which narrows the choice
     * @throws TrainingException when values and wishes do not fit
     */
    public static Target read(Frame frame, int column, Optional<ProblemType> wanted, Optional<Objective> objective) {
        TargetReader reader = new TargetReader(frame, column);
        List<Label> labels = reader.labels();
        reader.requireDifferentValues(labels);
        Decision decision = reader.decide(labels, wanted, objective);
        if (decision.type() == ProblemType.REGRESSION) {
            reader.requireModestNumbers();
        }
        return reader.target(decision, labels);
    }

    private void requireModestNumbers() {
        for (int row : rows) {
            double value = frame.numbers(column)[row];
            if (Math.abs(value) > LARGEST_NUMBER) {
                throw new TrainingException(
                        "The target column \"" + field.name() + "\" has values as large as "
                                + CanonicalText.of(value, field.type()) + "; a regression takes them up to "
                                + LARGEST_NUMBER + ".",
                        "Divide the target in the query, or take its logarithm.");
            }
        }
    }

    private void requireDifferentValues(List<Label> labels) {
        if (labels.isEmpty()) {
            throw new TrainingException(
                    "The target column \"" + field.name() + "\" has no values: all rows are NULL.",
                    "Choose another TARGET, or a query whose rows have one.");
        }
        if (labels.size() == 1) {
            throw new TrainingException(
                    "The target column \"" + field.name() + "\" has only one distinct value, '"
                            + labels.get(0).text() + "'; there is nothing to learn.",
                    "Choose another TARGET, or a query that returns rows of every kind.");
        }
    }

    /**
     * The rows and numbers of a numeric or boolean target, taken as they are: what AUTO OFF trains on.
     *
     * @throws TrainingException when the column is no number, or has fewer than two different values
     */
    public static Target readNumbers(Frame frame, int column) {
        TargetReader reader = new TargetReader(frame, column);
        if (reader.field.type().isText() || reader.field.type().isTemporal()) {
            throw new TrainingException(
                    "The target column \"" + reader.field.name() + "\" is not a number.",
                    "AUTO OFF trains on numbers: encode the target in the query, or use AUTO ON.");
        }
        reader.requireDifferentValues(reader.labels());
        reader.requireModestNumbers();
        return reader.target(
                new Decision(ProblemType.REGRESSION, "The target's numbers are used as they are."), List.of());
    }

    private record Label(String text, double number, int count) {}

    private record Decision(ProblemType type, String rule) {}

    private static int[] usableRows(Frame frame, int column) {
        int[] rows = new int[frame.rows()];
        int count = 0;
        boolean text = frame.fields().get(column).type().isText();
        for (int row = 0; row < frame.rows(); row++) {
            if (text ? frame.texts(column)[row] != null : Double.isFinite(frame.numbers(column)[row])) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Distinct values, ascending; of numbers no more than {@link #CLASS_LIMIT} + 1, enough to decide. */
    private List<Label> labels() {
        List<Label> labels = new ArrayList<>();
        if (field.type().isText()) {
            Map<String, Integer> counts = new HashMap<>();
            for (int row : rows) {
                counts.merge(frame.texts(column)[row], 1, Integer::sum);
            }
            counts.forEach((text, count) -> labels.add(new Label(text, Double.NaN, count)));
            labels.sort(Comparator.comparing(Label::text));
            return labels;
        }
        double[] sorted = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            sorted[row] = frame.numbers(column)[rows[row]] + 0.0; // -0.0 becomes 0.0
        }
        Arrays.sort(sorted);
        for (int start = 0; start < sorted.length && labels.size() <= CLASS_LIMIT; ) {
            int end = start;
            while (end < sorted.length && sorted[end] == sorted[start]) {
                end++;
            }
            labels.add(new Label(labelText(sorted[start]), sorted[start], end - start));
            start = end;
        }
        return labels;
    }

    /** A REAL as short as it can be told apart: {@code 0.1}, where the double of the same value has seventeen digits. */
    private String labelText(double value) {
        boolean fraction = field.type() == ColumnType.REAL && value != Math.rint(value);
        return fraction ? Float.toString((float) value) : CanonicalText.of(value, field.type());
    }

    private Decision decide(List<Label> labels, Optional<ProblemType> wanted, Optional<Objective> objective) {
        if (wanted.isPresent()) {
            ProblemType type = wanted.get();
            objective.filter(chosen -> !chosen.problemTypes().contains(type)).ifPresent(chosen -> {
                throw new TrainingException(
                        "OBJECTIVE '" + chosen.displayName() + "' does not fit PROBLEM_TYPE " + type + ".",
                        "Leave OBJECTIVE out, or use '"
                                + Objective.defaultFor(type).displayName() + "'.");
            });
            return checked(type, labels, "PROBLEM_TYPE " + type + " was given.");
        }
        if (objective.isPresent() && objective.get().problemTypes().size() == 1) {
            ProblemType type = objective.get().problemTypes().get(0);
            return checked(
                    type,
                    labels,
                    "OBJECTIVE '" + objective.get().displayName() + "' means " + type.displayName() + ".");
        }
        Decision inferred = infer(labels);
        if (objective.isPresent() && !objective.get().problemTypes().contains(inferred.type())) {
            // Accuracy on numbers: the user wants classes.
            ProblemType type =
                    labels.size() == 2 ? ProblemType.BINARY_CLASSIFICATION : ProblemType.MULTICLASS_CLASSIFICATION;
            return checked(
                    type,
                    labels,
                    "OBJECTIVE '" + objective.get().displayName() + "' means classification, and the target has "
                            + labels.size() + " distinct values.");
        }
        return checked(inferred.type(), labels, inferred.rule());
    }

    private Decision infer(List<Label> labels) {
        String name = "\"" + field.name() + "\"";
        if (field.type() == ColumnType.BOOLEAN) {
            return new Decision(ProblemType.BINARY_CLASSIFICATION, "The target " + name + " is BOOLEAN.");
        }
        if (labels.size() == 2) {
            return new Decision(ProblemType.BINARY_CLASSIFICATION, "The target " + name + " has two distinct values.");
        }
        if (field.type().isText()) {
            return new Decision(
                    ProblemType.MULTICLASS_CLASSIFICATION,
                    "The target " + name + " is text with " + labels.size() + " distinct values.");
        }
        for (Label label : labels) {
            if (label.number() != Math.rint(label.number())) {
                return new Decision(
                        ProblemType.REGRESSION,
                        "The target " + name + " has fractions, for instance " + label.text() + ".");
            }
        }
        if (labels.size() > FEW_VALUES) {
            return new Decision(
                    ProblemType.REGRESSION,
                    "The target " + name + " has whole numbers with more than " + FEW_VALUES + " distinct values.");
        }
        for (Label label : labels) {
            if (label.count() < OFTEN) {
                return new Decision(
                        ProblemType.REGRESSION,
                        "The target " + name + " has whole numbers, of which " + label.text() + " is seen only "
                                + label.count() + " times.");
            }
        }
        return new Decision(
                ProblemType.MULTICLASS_CLASSIFICATION,
                "The target " + name + " has " + labels.size() + " distinct whole numbers, each seen at least " + OFTEN
                        + " times.");
    }

    private Decision checked(ProblemType type, List<Label> labels, String rule) {
        String name = "\"" + field.name() + "\"";
        int distinct = labels.size();
        switch (type) {
            case REGRESSION -> {
                if (field.type().isText() || field.type().isTemporal()) {
                    throw new TrainingException(
                            "The target column " + name + " is not a number, so it cannot be a regression.",
                            "Leave PROBLEM_TYPE and OBJECTIVE out, or cast the target to a number in the query.");
                }
            }
            case BINARY_CLASSIFICATION -> {
                if (distinct != 2) {
                    throw new TrainingException(
                            "Binary classification needs exactly two distinct values; the target column " + name
                                    + " has " + atMost(distinct) + ".",
                            distinct > 2
                                    ? "Use PROBLEM_TYPE MULTICLASS_CLASSIFICATION or REGRESSION, or fewer values."
                                    : "Choose another TARGET.");
                }
            }
            case MULTICLASS_CLASSIFICATION -> {
                if (distinct < 3) {
                    throw new TrainingException(
                            "Multiclass classification needs at least three distinct values; the target column " + name
                                    + " has " + distinct + ".",
                            "Use PROBLEM_TYPE BINARY_CLASSIFICATION.");
                }
                if (distinct > CLASS_LIMIT || distinct > rows.length / 2) {
                    throw new TrainingException(
                            "The target column " + name + " has " + atMost(distinct) + " distinct values in "
                                    + rows.length + " rows, too many to be classes.",
                            field.type().isText()
                                    ? "Choose another TARGET, or group its values in the query."
                                    : "Use PROBLEM_TYPE REGRESSION.");
                }
            }
        }
        if (type.isClassification() && field.type().isInteger()) {
            requireExact(labels);
        }
        return new Decision(type, rule);
    }

    /** A label must come back as it was given. */
    private void requireExact(List<Label> labels) {
        for (Label label : labels) {
            if (Math.abs(label.number()) >= FIRST_INEXACT_INTEGER) {
                throw new TrainingException(
                        "The target column \"" + field.name() + "\" has whole numbers beyond 9007199254740991, which as"
                                + " classes cannot be told apart.",
                        "Cast the target to VARCHAR in the query, or use PROBLEM_TYPE REGRESSION.");
            }
        }
    }

    private static String atMost(int distinct) {
        return distinct > CLASS_LIMIT ? "more than " + CLASS_LIMIT : Integer.toString(distinct);
    }

    private Target target(Decision decision, List<Label> labels) {
        double[] values = new double[rows.length];
        if (!decision.type().isClassification()) {
            for (int row = 0; row < rows.length; row++) {
                values[row] = frame.numbers(column)[rows[row]];
            }
            return new Target(field, decision.type(), List.of(), rows, values, decision.rule());
        }
        Map<Object, Integer> codes = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (Label label : labels) {
            codes.put(field.type().isText() ? label.text() : (Object) label.number(), texts.size());
            texts.add(label.text());
        }
        for (int row = 0; row < rows.length; row++) {
            Object key =
                    field.type().isText() ? frame.texts(column)[rows[row]] : frame.numbers(column)[rows[row]] + 0.0;
            values[row] = codes.get(key);
        }
        return new Target(field, decision.type(), texts, rows, values, decision.rule());
    }
}
