package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.ArgumentType;
import io.auspex.language.statement.Statement.ImportModel;
import io.auspex.language.type.SqlType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.server.prediction.ColumnTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    static Model declare(ImportModel statement, Model model) {
        List<Field> inputs = model.inputs();
        List<ArgumentType> arguments = statement.arguments();
        if (arguments.size() != inputs.size()) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "the model has " + count(inputs.size(), "feature") + ", but FUNCTION "
                                    + statement.function() + " has " + count(arguments.size(), "argument type"))
                    .withHint("Its features are, in this order: " + names(inputs) + ".");
        }
        List<Field> declared = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            declared.add(new Field(inputs.get(i).name(), argument(arguments.get(i), inputs.get(i), i + 1)));
        }
        requireReturns(statement.returns(), model.task());
        try {
            return new Model(declared, model.task(), model.members(), model.threshold(), model.provenance());
        } catch (IllegalArgumentException unfit) {
            throw new SqlException(SqlState.DATATYPE_MISMATCH, "the argument types do not fit: " + unfit.getMessage())
                    .withHint("Its features are: " + names(inputs) + ".")
                    .causedBy(unfit);
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String names(List<Field> inputs) {
        String shown = inputs.stream()
                .limit(SHOWN)
                .map(field -> field.name() + " (" + family(field.type()) + ")")
                .collect(Collectors.joining(", "));
        return inputs.size() > SHOWN ? shown + ", and " + (inputs.size() - SHOWN) + " more" : shown;
    }

    /** Numbers stand for one another, and so do texts; moments are counted in units of their own. */
    private static String family(ColumnType type) {
        if (type.isText()) {
            return "text";
        }
        return type.isTemporal() ? type.catalogName() : "number";
    }

    private static ColumnType argument(ArgumentType argument, Field input, int position) {
        SqlType type = argument.type();
        ColumnType column = ColumnTypes.of(type).orElseThrow(() -> new SqlException(
                        SqlState.DATATYPE_MISMATCH,
                        "argument " + position + " is " + type + ", a type that no feature can have")
                .withHint("Features are numbers, booleans, texts, dates and times.")
                .at(argument.offset()));
        if (!family(column).equals(family(input.type()))) {
            throw new SqlException(
                            SqlState.DATATYPE_MISMATCH,
                            "argument " + position + " is " + type + ", but the model's feature \"" + input.name()
                                    + "\" is " + article(family(input.type())))
                    .withHint(
                            input.type().isText()
                                    ? "Declare it as VARCHAR."
                                    : "Declare it as "
                                            + (input.type().isTemporal()
                                                    ? ColumnTypes.sqlType(input.type())
                                                            .toString()
                                                    : "FLOAT8 or another number")
                                            + ".")
                    .at(argument.offset());
        }
        return column;
    }

    private static String article(String family) {
        return family.equals("text") || family.equals("number") ? "a " + family : "of type " + family;
    }

    private static void requireReturns(ArgumentType returns, Task task) {
        if (task instanceof Task.Classification classification) {
            requireLabels(returns, classification.labels());
            return;
        }
        switch (returns.type().kind()) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL, CHAR, VARCHAR -> {}
            default -> throw unfit(returns, "the model predicts a number", "RETURNS float8");
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
