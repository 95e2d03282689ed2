package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.ArgumentType;
import io.auspex.language.statement.Statement.ImportModel;
import io.auspex.language.type.SqlType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.data.ColumnType;
import io.auspex.server.prediction.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether the types that a statement declares are such as the imported model can take and give. */
final class ImportedTypes {
    /** What the engine reads as a truth value. */
    private static final Set<String> TRUTHS = Set.of("t", "f", "true", "false", "1", "0");

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final int SHOWN = 12;

    private ImportedTypes() {}

    /**
     * The model with the declared types as those of its inputs.
     *
     * @throws SqlException INVALID_PARAMETER_VALUE for a wrong number of arguments, DATATYPE_MISMATCH for a wrong type
     */
    static Model declare(ImportModel statement, FoundModel found) {
        List<ArgumentType> arguments = statement.arguments();
        int features = found.features().size();
        if (arguments.size() != features) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "the model has " + count(features, "feature") + ", but FUNCTION " + statement.function()
                                    + " has " + count(arguments.size(), "argument type"))
                    .withHint("Its features are, in this order: " + described(found) + ".");
        }
        List<ColumnType> types = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            types.add(type(arguments.get(i), found, i));
        }
        requireReturns(statement.returns(), found.task());
        try {
            return found.with(types);
        } catch (IllegalArgumentException | ArtifactException unfit) {
            throw new SqlException(SqlState.DATATYPE_MISMATCH, "the argument types do not fit: " + unfit.getMessage())
                    .withHint("Its features are: " + described(found) + ".")
                    .causedBy(unfit);
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String described(FoundModel found) {
        List<String> names = found.features();
        String shown = IntStream.range(0, Math.min(SHOWN, names.size()))
                .mapToObj(i -> names.get(i) + " (" + found.family(i) + ")")
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN ? shown + ", and " + (names.size() - SHOWN) + " more" : shown;
    }

    private static ColumnType type(ArgumentType argument, FoundModel found, int feature) {
        SqlType type = argument.type();
        ColumnType column = ColumnTypes.of(type).orElseThrow(() -> new SqlException(
                        SqlState.DATATYPE_MISMATCH,
                        "argument " + (feature + 1) + " is " + type + ", a type that no feature can have")
                .withHint("Features are numbers, booleans, texts, dates and times.")
                .at(argument.offset()));
        if (!found.takes(feature, column)) {
            String family = found.family(feature);
            throw new SqlException(
                            SqlState.DATATYPE_MISMATCH,
                            "argument " + (feature + 1) + " is " + type + ", but the model's feature \""
                                    + found.features().get(feature) + "\" is a " + family)
                    .withHint("Declare it as " + declaration(family) + ".")
                    .at(argument.offset());
        }
        return column;
    }

    private static String declaration(String family) {
        return switch (family) {
            case "number" -> "FLOAT8 or another number";
            case "text" -> "VARCHAR";
            case "category" -> "VARCHAR, or as the number of its code";
            default -> family.toUpperCase(Locale.ROOT);
        };
    }

    private static void requireReturns(ArgumentType returns, Task task) {
        if (task instanceof Task.Classification classification) {
            requireLabels(returns, classification.labels());
            return;
        }
        boolean cluster = task instanceof Task.Clustering;
        switch (returns.type().kind()) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL, CHAR, VARCHAR -> {}
            default -> throw unfit(returns, "the model predicts a number", cluster ? "RETURNS int" : "RETURNS float8");
        }
    }

    private static void requireLabels(ArgumentType returns, List<String> labels) {
        boolean score = labels.size() == 2;
        switch (returns.type().kind()) {
            case CHAR, VARCHAR -> {}
            case BOOLEAN -> requireLabels(returns, labels, label -> TRUTHS.contains(label.toLowerCase(Locale.ROOT)));
            case SMALLINT -> requireLabels(returns, labels, label -> within(label, Short.MIN_VALUE, Short.MAX_VALUE));
            case INTEGER ->
                requireLabels(returns, labels, label -> within(label, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case BIGINT -> requireLabels(returns, labels, label -> within(label, Long.MIN_VALUE, Long.MAX_VALUE));
            case REAL, DOUBLE, DECIMAL -> {
                if (!score) {
                    requireLabels(returns, labels, label -> WHOLE_NUMBER
                            .matcher(label)
                            .matches());
                }
            }
            default -> throw unfit(returns, "the model tells classes apart", "RETURNS varchar or int");
        }
    }

    private static boolean within(String label, long least, long most) {
        if (!WHOLE_NUMBER.matcher(label).matches()) {
            return false;
        }
        long number = Long.parseLong(label);
        return number >= least && number <= most;
    }

    private static void requireLabels(ArgumentType returns, List<String> labels, Predicate<String> fits) {
        for (String label : labels) {
            if (!fits.test(label)) {
                throw unfit(returns, "the model has the class \"" + label + "\"", "RETURNS varchar");
            }
        }
    }

    private static SqlException unfit(ArgumentType returns, String reason, String instead) {
        return new SqlException(
                        SqlState.DATATYPE_MISMATCH, "the function cannot return " + returns.type() + ": " + reason)
                .withHint("Write " + instead + ".")
                .at(returns.offset());
    }
}
