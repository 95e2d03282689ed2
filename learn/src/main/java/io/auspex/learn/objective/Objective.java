package io.auspex.learn.objective;

import io.auspex.learn.TrainingException;
import io.auspex.learn.metric.Metric;
import java.util.List;
import java.util.Locale;

/** What the search for the best model maximises or minimises: OBJECTIVE of CREATE MODEL with AUTO ON. */
public enum Objective {
    MSE("MSE", Metric.MSE, List.of(ProblemType.REGRESSION)),
    ACCURACY(
            "Accuracy",
            Metric.ACCURACY,
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

    /** Any of the spellings that Redshift takes, in any case; throws {@link TrainingException} on others. */
    public static Objective parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT).replace("_", "");
        for (Objective objective : values()) {
            if (objective.displayName.toLowerCase(Locale.ROOT).replace("_", "").equals(plain)) {
                return objective;
            }
        }
        throw new TrainingException(
                "OBJECTIVE '" + text + "' is not known.", "With AUTO ON use one of MSE, Accuracy, F1, F1Macro, AUC.");
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
