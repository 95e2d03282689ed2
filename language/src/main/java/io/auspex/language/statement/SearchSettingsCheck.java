package io.auspex.language.statement;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.CreateModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that guide a search with AUTO ON, which go beyond Redshift's: whether their values are in range and go together. Whether the
 * columns that they name are there is for those to say who know the columns.
 */
final class SearchSettingsCheck {
    /** What the rows may be divided by for validation; one of them at most. */
    private static final List<String> DIVIDING = List.of("VALIDATION_COLUMN", "TIME_COLUMN", "GROUP_COLUMN");

    private static final List<String> OF_SEARCHES = List.of(
            "FOLDS",
            "VALIDATION_COLUMN",
            "TIME_COLUMN",
            "GROUP_COLUMN",
            "SAMPLE_WEIGHT",
            "CLASS_BALANCE",
            "LATENCY_BUDGET",
            "MAX_MODELS",
            "MIN_ROWS",
            "ENSEMBLE");

    private static final long MOST_FOLDS = 20;
    /** Fewer rows cannot be divided for validation with any sense. */
    private static final long LEAST_ROWS = 30;

    private SearchSettingsCheck() {}

    /**
     * Refuses all of them where nothing is searched.
     *
     * @param with what they cannot stand beside
     * @throws SqlException SYNTAX_ERROR
     */
    static void forbid(CreateModel statement, String with) {
        for (String setting : OF_SEARCHES) {
            if (statement.settings().containsKey(setting)) {
                throw new SqlException(SqlState.SYNTAX_ERROR, "setting " + setting + " cannot be used with " + with)
                        .withHint("Leave it out of SETTINGS: it guides the search of AUTO ON.");
            }
        }
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE where a value is out of range, SYNTAX_ERROR where two do not go together */
    static void check(CreateModel statement) {
        Map<String, String> settings = statement.settings();
        number(
                settings,
                "FOLDS",
                1,
                MOST_FOLDS,
                "FOLDS 10 trains ten times on nine tenths; FOLDS 1 holds a fifth out once.");
        number(
                settings,
                "LATENCY_BUDGET",
                1,
                Long.MAX_VALUE,
                "It is the most microseconds that predicting a row may take.");
        number(settings, "MAX_MODELS", 1, Long.MAX_VALUE, "It is the most candidates that are tried.");
        number(
                settings,
                "MIN_ROWS",
                LEAST_ROWS,
                Long.MAX_VALUE,
                "It is the fewest rows that a model may be trained on; without it that is 500.");
        List<String> dividing = DIVIDING.stream().filter(settings::containsKey).toList();
        if (dividing.size() > 1) {
            throw new SqlException(
                            SqlState.SYNTAX_ERROR,
                            "settings " + dividing.get(0) + " and " + dividing.get(1) + " cannot be used together")
                    .withHint("Rows are divided for validation in one way: leave one of the two out.");
        }
        if (settings.containsKey("VALIDATION_COLUMN") && settings.containsKey("FOLDS")) {
            throw new SqlException(
                            SqlState.SYNTAX_ERROR, "settings VALIDATION_COLUMN and FOLDS cannot be used together")
                    .withHint("The column says which rows validate: there is one fold.");
        }
        boolean numbers =
                statement.problemType().filter("REGRESSION"::equalsIgnoreCase).isPresent();
        if (numbers && Optional.of("ON").equals(Optional.ofNullable(settings.get("CLASS_BALANCE")))) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE, "CLASS_BALANCE ON does not fit PROBLEM_TYPE REGRESSION")
                    .withHint("Numbers have no classes to balance; leave it out, or give rows a SAMPLE_WEIGHT.");
        }
    }

    private static void number(Map<String, String> settings, String setting, long least, long most, String hint) {
        String value = settings.get(setting);
        if (value == null) {
            return;
        }
        long number = Long.parseLong(value);
        if (number < least || number > most) {
            String range = most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "setting " + setting + " must be " + range + ", not " + value)
                    .withHint(hint);
        }
    }
}
