package io.auspex.learn.objective;

import io.auspex.learn.TrainingException;
import io.auspex.learn.metric.Metric;
import java.util.List;
import java.util.Locale;

/**
 * What the search for the best model maximises or minimises: OBJECTIVE of CREATE MODEL with AUTO ON. Redshift knows MSE, Accuracy, F1,
 * F1_Macro and AUC; the others are ours.
 */
public enum Objective {
    MSE("MSE", Metric.MSE, List.of(ProblemType.REGRESSION)),
    RMSE("RMSE", Metric.RMSE, List.of(ProblemType.REGRESSION)),
    MAE("MAE", Metric.MAE, List.of(ProblemType.REGRESSION)),
    R2("R2", Metric.R2, List.of(ProblemType.REGRESSION)),
    ACCURACY(
            "Accuracy",
            Metric.ACCURACY,
            List.of(ProblemType.BINARY_CLASSIFICATION, ProblemType.MULTICLASS_CLASSIFICATION)),
    BALANCED_ACCURACY(
            "BalancedAccuracy",
            Metric.BALANCED_ACCURACY,
            List.of(ProblemType.BINARY_CLASSIFICATION, ProblemType.MULTICLASS_CLASSIFICATION)),
    LOG_LOSS(
            "LogLoss",
            Metric.LOG_LOSS,
            List.of(ProblemType.BINARY_CLASSIFICATION, ProblemType.MULTICLASS_CLASSIFICATION)),
    F1("F1", Metric.F1, List.of(ProblemType.BINARY_CLASSIFICATION)),
    F1_MACRO("F1_Macro", Metric.F1_MACRO, List.of(ProblemType.MULTICLASS_CLASSIFICATION)),
    AUC("AUC", Metric.AUC, List.of(ProblemType.BINARY_CLASSIFICATION));

    private final String displayName;
    private final Metric metric;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<ProblemType> problemTypes;

    Objective(String displayName, Metric metric, List<ProblemType> problemTypes) {
        this.displayName = displayName;
        this.metric = metric;
        this.problemTypes = problemTypes;
    }

    /** As SHOW MODEL prints it. */
    public String displayName() {
        return displayName;
    }

    public Metric metric() {
        return metric;
    }

    /** The problem types it can judge; a single one narrows the detection of the problem type. */
    public List<ProblemType> problemTypes() {
        return problemTypes;
    }

    /** In any case, with or without underscores; throws {@link TrainingException} on others. */
    public static Objective parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replace("_", "");
        for (Objective objective : values()) {
            if (objective.displayName.toLowerCase(Locale.ROOT).replace("_", "").equals(plain)) {
                return objective;
            }
        }
        throw new TrainingException(
                "OBJECTIVE '" + text + "' is not known.",
                "With AUTO ON use one of MSE, RMSE, MAE, R2, Accuracy, BalancedAccuracy, F1, F1Macro, AUC, LogLoss.");
    }

    /** Whether it counts decisions, so that a few rows make the difference between good candidates. */
    public boolean countsDecisions() {
        return switch (this) {
            case F1, F1_MACRO, ACCURACY, BALANCED_ACCURACY -> true;
            case AUC, LOG_LOSS, MSE, RMSE, MAE, R2 -> false;
        };
    }

    public static Objective defaultFor(ProblemType type) {
        return switch (type) {
            case REGRESSION -> MSE;
            case BINARY_CLASSIFICATION -> F1;
            case MULTICLASS_CLASSIFICATION -> ACCURACY;
        };
    }

    /**
     * The key under which SHOW MODEL prints the score, e.g. {@code validation:f1_binary} (names seen in
     * published outputs).
     */
    public String metricName(ProblemType type, ModelType winner) {
        boolean longName =
                this == ACCURACY && type == ProblemType.MULTICLASS_CLASSIFICATION && winner == ModelType.LINEAR_LEARNER;
        return "validation:" + (longName ? "multiclass_accuracy" : metric.displayName());
    }
}
