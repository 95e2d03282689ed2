package io.auspex.language.statement;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.CreateModel;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which clauses of CREATE MODEL .. MODEL_TYPE FORECAST go together: it has no function, and its
 * settings take the place of hyperparameters. Whether FREQUENCY and PERCENTILES can be read is for those to say who use them.
 */
final class ForecastCheck {
    private static final Set<String> OBJECTIVES = Set.of("RMSE", "WAPE", "MAPE", "MASE", "AVERAGEWEIGHTEDQUANTILELOSS");

    private ForecastCheck() {}

    static boolean isForecast(CreateModel statement) {
        return statement.modelType().filter("FORECAST"::equalsIgnoreCase).isPresent();
    }

    /** @throws SqlException SYNTAX_ERROR where a clause is missing or forbidden, INVALID_PARAMETER_VALUE where a value is wrong */
    static void check(CreateModel statement) {
        if (!statement.isAuto()) {
            throw wrong(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "AUTO OFF cannot be used with MODEL_TYPE FORECAST",
                    "Write AUTO ON, or leave AUTO out.");
        }
        if (statement.target().isEmpty()) {
            throw wrong(
                    SqlState.SYNTAX_ERROR,
                    "model " + statement.name() + " has no TARGET",
                    "Name the column to forecast: TARGET column.");
        }
        forbid(
                statement.function().isPresent(),
                "FUNCTION",
                "A forecast is read by CREATE TABLE name AS SELECT FORECAST(" + statement.name() + ").");
        forbid(statement.problemType().isPresent(), "PROBLEM_TYPE", "Leave it out.");
        forbid(statement.preprocessors().isPresent(), "PREPROCESSORS", "Leave it out.");
        forbid(
                statement.hyperparameters().isPresent(),
                "HYPERPARAMETERS",
                "Leave it out: HORIZON, FREQUENCY and PERCENTILES stand in SETTINGS.");
        statement.objective().ifPresent(objective -> {
            if (!OBJECTIVES.contains(objective.toUpperCase(Locale.ROOT))) {
                throw wrong(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "objective '" + objective + "' cannot be used with MODEL_TYPE FORECAST",
                        "It is RMSE, WAPE, MAPE, MASE or AverageWeightedQuantileLoss.");
            }
        });
        Map<String, String> settings = statement.settings();
        require(settings, "HORIZON", "HORIZON 24 forecasts 24 steps");
        require(settings, "FREQUENCY", "FREQUENCY 'H' makes a step an hour");
    }

    private static void require(Map<String, String> settings, String name, String example) {
        if (!settings.containsKey(name)) {
            throw wrong(
                    SqlState.SYNTAX_ERROR,
                    "MODEL_TYPE FORECAST needs the setting " + name,
                    "Add it to SETTINGS: " + example + ".");
        }
    }

    private static void forbid(boolean given, String clause, String hint) {
        if (given) {
            throw wrong(SqlState.SYNTAX_ERROR, clause + " cannot be used with MODEL_TYPE FORECAST", hint);
        }
    }

    private static SqlException wrong(SqlState state, String message, String hint) {
        return new SqlException(state, message).withHint(hint);
    }
}
