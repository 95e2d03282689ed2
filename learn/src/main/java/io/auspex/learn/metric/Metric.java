package io.auspex.learn.metric;

/** The scores that candidates are compared by. */
public enum Metric {
    ACCURACY("accuracy", true),
    BALANCED_ACCURACY("balanced_accuracy", true),
    F1("f1_binary", true),
    F1_MACRO("f1", true),
    AUC("auc", true),
    LOG_LOSS("log_loss", false),
    MSE("mse", false),
    RMSE("rmse", false),
    MAE("mae", false),
    R2("r2", true);

    private final String displayName;
    private final boolean greaterIsBetter;

    Metric(String displayName, boolean greaterIsBetter) {
        this.displayName = displayName;
        this.greaterIsBetter = greaterIsBetter;
    }

    public String displayName() {
        return displayName;
    }

    public boolean greaterIsBetter() {
        return greaterIsBetter;
    }

    /** Whether {@code score} beats {@code other}; never true of NaN. */
    public boolean better(double score, double other) {
        return greaterIsBetter ? score > other : score < other;
    }

    /**
     * The score of a classification.
     *
     * @param truth class codes
     * @param predicted class codes
     * @param probabilities {@code [class][row]}
     * @throws IllegalArgumentException if this is a metric of numbers
     */
    public double classification(int[] truth, int[] predicted, double[][] probabilities) {
        return switch (this) {
            case ACCURACY -> ClassificationMetrics.accuracy(truth, predicted);
            case BALANCED_ACCURACY -> ClassificationMetrics.balancedAccuracy(truth, predicted, probabilities.length);
            case F1 -> ClassificationMetrics.f1(truth, predicted, 1);
            case F1_MACRO -> ClassificationMetrics.f1Macro(truth, predicted, probabilities.length);
            case AUC -> ClassificationMetrics.auc(truth, probabilities[1]);
            case LOG_LOSS -> ClassificationMetrics.logLoss(truth, probabilities);
            case MSE, RMSE, MAE, R2 -> throw new IllegalArgumentException(displayName + " does not judge classes");
        };
    }

    /**
     * The score of predicted numbers.
     *
     * @throws IllegalArgumentException if this is a metric of classes
     */
    public double regression(double[] truth, double[] predicted) {
        return switch (this) {
            case MSE -> RegressionMetrics.mse(truth, predicted);
            case RMSE -> RegressionMetrics.rmse(truth, predicted);
            case MAE -> RegressionMetrics.mae(truth, predicted);
            case R2 -> RegressionMetrics.r2(truth, predicted);
            case ACCURACY, BALANCED_ACCURACY, F1, F1_MACRO, AUC, LOG_LOSS ->
                throw new IllegalArgumentException(displayName + " does not judge numbers");
        };
    }
}
