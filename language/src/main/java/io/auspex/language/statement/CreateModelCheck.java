package io.auspex.language.statement;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.CreateModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which clauses of CREATE MODEL go together. Everything that needs no data is decided here, before anything is created; the
 * rules are those of Amazon Redshift's "CREATE MODEL" page, except that S3_BUCKET and IAM_ROLE may be left out: a local
 * engine needs neither.
 */
public final class CreateModelCheck {
    private static final Set<String> TYPES = Set.of("XGBOOST", "LINEAR_LEARNER", "MLP", "KMEANS", "FORECAST");
    private static final Set<String> PROBLEM_TYPES =
            Set.of("REGRESSION", "BINARY_CLASSIFICATION", "MULTICLASS_CLASSIFICATION");

    private static final Set<String> NUMBERS = Set.of("REGRESSION");
    private static final Set<String> TWO_CLASSES = Set.of("BINARY_CLASSIFICATION");
    private static final Set<String> CLASSES = Set.of("BINARY_CLASSIFICATION", "MULTICLASS_CLASSIFICATION");

    /** Objectives of AUTO ON, without underscores, with the problem types they fit. */
    private static final Map<String, Set<String>> AUTO_OBJECTIVES = Map.of(
            "MSE", NUMBERS,
            "RMSE", NUMBERS,
            "MAE", NUMBERS,
            "R2", NUMBERS,
            "ACCURACY", CLASSES,
            "BALANCEDACCURACY", CLASSES,
            "LOGLOSS", CLASSES,
            "F1", TWO_CLASSES,
            "AUC", TWO_CLASSES,
            "F1MACRO", Set.of("MULTICLASS_CLASSIFICATION"));

    private static final Set<String> XGBOOST_OBJECTIVES = Set.of(
            "reg:squarederror",
            "reg:squaredlogerror",
            "reg:logistic",
            "reg:pseudohubererror",
            "reg:tweedie",
            "binary:logistic",
            "binary:hinge",
            "multi:softmax",
            "rank:pairwise",
            "rank:ndcg");
    private static final Set<String> FORECAST_OBJECTIVES =
            Set.of("RMSE", "WAPE", "MAPE", "MASE", "AVERAGEWEIGHTEDQUANTILELOSS");
    private static final List<String> FORECAST_SETTINGS = List.of("HORIZON", "FREQUENCY", "PERCENTILES");

    private final CreateModel statement;
    private final boolean auto;
    private final Optional<String> modelType;

    private CreateModelCheck(CreateModel statement) {
        this.statement = statement;
        this.auto = statement.isAuto();
        this.modelType = statement.modelType().map(CreateModelCheck::upper);
    }

    /**
     * Passes if the clauses go together.
     *
     * @throws SqlException SYNTAX_ERROR where a clause is missing or forbidden, INVALID_PARAMETER_VALUE where a value does
     *     not fit; each with a hint
     */
    public static void check(CreateModel statement) {
        CreateModelCheck check = new CreateModelCheck(statement);
        if (ForecastCheck.isForecast(statement)) {
            ForecastCheck.check(statement);
            SearchSettingsCheck.forbid(statement, "MODEL_TYPE FORECAST");
            check.sharedSettings();
            return;
        }
        check.modelType();
        check.targetAndFunction();
        check.problemType();
        check.preprocessors();
        check.objective();
        check.hyperparameters();
        check.settings();
    }

    private void modelType() {
        if (modelType.isEmpty()) {
            if (!auto) {
                throw missing("AUTO OFF needs a MODEL_TYPE", "Add MODEL_TYPE XGBOOST, or leave AUTO OFF out.");
            }
            return;
        }
        String type = modelType.get();
        if (!TYPES.contains(type)) {
            throw invalid(
                    "there is no model type " + type,
                    "Model types are XGBOOST, LINEAR_LEARNER, MLP, KMEANS and FORECAST.");
        }
        if (auto && type.equals("KMEANS")) {
            throw invalid("MODEL_TYPE KMEANS needs AUTO OFF", "Add AUTO OFF before MODEL_TYPE KMEANS.");
        }
        if (!auto && !type.equals("XGBOOST") && !type.equals("KMEANS")) {
            throw invalid(
                    "AUTO OFF cannot be used with MODEL_TYPE " + type,
                    "AUTO OFF takes MODEL_TYPE XGBOOST; " + type + " is chosen with AUTO ON.");
        }
    }

    private void targetAndFunction() {
        if (clusters() && statement.target().isPresent()) {
            throw forbidden(
                    "TARGET cannot be used with MODEL_TYPE KMEANS",
                    "Leave TARGET out: clusters are found without one.");
        }
        if (!clusters() && statement.target().isEmpty()) {
            throw missing("model " + statement.name() + " has no TARGET", "Name the column to predict: TARGET column.");
        }
        if (statement.function().isEmpty()) {
            throw missing(
                    "model " + statement.name() + " has no FUNCTION",
                    "Name the prediction function to create: FUNCTION name.");
        }
    }

    private void problemType() {
        if (statement.problemType().isEmpty()) {
            return;
        }
        String type = statement.problemType().get();
        if (!auto) {
            throw forbidden(
                    "PROBLEM_TYPE cannot be used with AUTO OFF",
                    clusters()
                            ? "Leave it out: clusters are found, nothing is predicted."
                            : "Leave it out; OBJECTIVE says what kind of problem it is.");
        }
        if (!PROBLEM_TYPES.contains(upper(type))) {
            throw invalid(
                    "there is no problem type " + type,
                    "Problem types are REGRESSION, BINARY_CLASSIFICATION and MULTICLASS_CLASSIFICATION.");
        }
    }

    private void preprocessors() {
        boolean none = statement
                .preprocessors()
                .map(String::strip)
                .filter("none"::equalsIgnoreCase)
                .isPresent();
        if (!auto && !none && !clusters()) {
            String hint = "Add PREPROCESSORS 'none': with AUTO OFF the columns go to XGBoost as they are.";
            throw statement.preprocessors().isEmpty()
                    ? missing("AUTO OFF needs PREPROCESSORS 'none'", hint)
                    : invalid("AUTO OFF with MODEL_TYPE XGBOOST takes only PREPROCESSORS 'none'", hint);
        }
    }

    private void objective() {
        if (clusters()) {
            statement.objective().ifPresent(objective -> {
                throw forbidden(
                        "OBJECTIVE cannot be used with MODEL_TYPE KMEANS",
                        "Leave it out: k-means always makes the squared distances to the centres small.");
            });
            return;
        }
        if (statement.objective().isEmpty()) {
            if (!auto) {
                throw missing(
                        "AUTO OFF needs an OBJECTIVE",
                        "Add for example OBJECTIVE 'reg:squarederror' or OBJECTIVE 'binary:logistic'.");
            }
            return;
        }
        String objective = statement.objective().get();
        if (auto) {
            autoObjective(objective);
        } else {
            xgboostObjective(objective);
        }
    }

    private void autoObjective(String objective) {
        Set<String> fits = AUTO_OBJECTIVES.get(plain(objective));
        String offered =
                "With AUTO ON it is MSE, RMSE, MAE, R2, Accuracy, BalancedAccuracy, F1, F1Macro, AUC or LogLoss.";
        if (fits == null) {
            String name = lower(objective);
            if (XGBOOST_OBJECTIVES.contains(name)) {
                throw invalid("objective '" + objective + "' needs AUTO OFF and MODEL_TYPE XGBOOST", offered);
            }
            if (FORECAST_OBJECTIVES.contains(upper(objective))) {
                throw invalid("objective '" + objective + "' is for MODEL_TYPE FORECAST only", offered);
            }
            throw invalid("there is no objective '" + objective + "'", offered);
        }
        if (statement.problemType().isPresent()
                && !fits.contains(upper(statement.problemType().get()))) {
            throw invalid(
                    "objective '" + objective + "' does not fit PROBLEM_TYPE "
                            + upper(statement.problemType().get()),
                    "Use MSE, RMSE, MAE or R2 for regression; Accuracy, BalancedAccuracy, F1, AUC or LogLoss for binary"
                            + " classification; Accuracy, BalancedAccuracy, F1Macro or LogLoss for multiclass"
                            + " classification.");
        }
    }

    private static void xgboostObjective(String objective) {
        String offered = "With AUTO OFF it is one of reg:squarederror, reg:squaredlogerror, reg:logistic,"
                + " reg:pseudohubererror, reg:tweedie, binary:logistic, binary:hinge, multi:softmax, rank:pairwise and"
                + " rank:ndcg.";
        if (XGBOOST_OBJECTIVES.contains(lower(objective))) {
            return;
        }
        if (AUTO_OBJECTIVES.containsKey(plain(objective))) {
            throw invalid("objective '" + objective + "' cannot be used with AUTO OFF", offered);
        }
        if (FORECAST_OBJECTIVES.contains(upper(objective))) {
            throw invalid("objective '" + objective + "' is for MODEL_TYPE FORECAST only", offered);
        }
        throw invalid("there is no objective '" + objective + "'", offered);
    }

    private void hyperparameters() {
        if (auto) {
            if (statement.hyperparameters().isPresent()) {
                throw forbidden(
                        "HYPERPARAMETERS cannot be used with AUTO ON",
                        "Leave HYPERPARAMETERS out, or write AUTO OFF MODEL_TYPE XGBOOST.");
            }
            return;
        }
        if (statement.hyperparameters().isEmpty()) {
            throw missing(
                    "AUTO OFF needs HYPERPARAMETERS",
                    clusters()
                            ? "Say how many clusters: HYPERPARAMETERS DEFAULT EXCEPT (K '3')."
                            : "Add HYPERPARAMETERS DEFAULT, or HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100').");
        }
        Map<String, String> given = statement.hyperparameters().get();
        if (given.containsKey("objective")) {
            throw forbidden("OBJECTIVE is a clause, not a hyperparameter", "Write OBJECTIVE '...' as a clause.");
        }
        if (lower(statement.objective().orElse("")).equals("multi:softmax")) {
            classes(given.get("num_class"));
        }
    }

    private static void classes(String classes) {
        String hint = "Labels are the numbers 0 to NUM_CLASS - 1: HYPERPARAMETERS DEFAULT EXCEPT (NUM_CLASS '3').";
        if (classes == null) {
            throw missing("objective 'multi:softmax' needs the hyperparameter NUM_CLASS", hint);
        }
        if (!classes.strip().matches("\\+?0*([2-9]|[1-9][0-9]{1,8})")) {
            throw invalid("NUM_CLASS must be a whole number from 2, not '" + classes + "'", hint);
        }
    }

    private boolean clusters() {
        return modelType.filter("KMEANS"::equals).isPresent();
    }

    private void settings() {
        Map<String, String> settings = statement.settings();
        for (String forecast : FORECAST_SETTINGS) {
            if (settings.containsKey(forecast)) {
                throw forbidden(
                        "setting " + forecast + " is for MODEL_TYPE FORECAST only", "Leave it out of SETTINGS.");
            }
        }
        if (auto) {
            SearchSettingsCheck.check(statement);
        } else {
            SearchSettingsCheck.forbid(statement, "AUTO OFF");
        }
        sharedSettings();
    }

    private void sharedSettings() {
        if (statement.settings().containsKey("MAX_BATCH_ROWS")) {
            throw forbidden("setting MAX_BATCH_ROWS is for remote endpoints only", "Leave it out of SETTINGS.");
        }
        atLeastOne("MAX_CELLS", "It caps the training data, as rows times columns; the default is 1000000.");
        atLeastOne("MAX_RUNTIME", "It caps the training time in seconds; the default is 5400.");
    }

    private void atLeastOne(String setting, String hint) {
        String value = statement.settings().get(setting);
        if (value != null && Long.parseLong(value) < 1) {
            throw invalid("setting " + setting + " must be at least 1, not " + value, hint);
        }
    }

    private static SqlException missing(String message, String hint) {
        return new SqlException(SqlState.SYNTAX_ERROR, message).withHint(hint);
    }

    private static SqlException forbidden(String message, String hint) {
        return new SqlException(SqlState.SYNTAX_ERROR, message).withHint(hint);
    }

    private static SqlException invalid(String message, String hint) {
        return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message).withHint(hint);
    }

    private static String plain(String objective) {
        return upper(objective.strip()).replace("_", "");
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
