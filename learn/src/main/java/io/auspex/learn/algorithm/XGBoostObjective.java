package io.auspex.learn.algorithm;

import io.auspex.learn.TrainingException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The objectives that AUTO OFF MODEL_TYPE XGBOOST takes, each with the metric that is reported on the training rows. */
public enum XGBoostObjective {
    REG_SQUAREDERROR("reg:squarederror", "rmse"),
    REG_SQUAREDLOGERROR("reg:squaredlogerror", "rmsle"),
    REG_LOGISTIC("reg:logistic", "rmse"),
    REG_PSEUDOHUBERERROR("reg:pseudohubererror", "mphe"),
    REG_TWEEDIE("reg:tweedie", "tweedie-nloglik"),
    BINARY_LOGISTIC("binary:logistic", "error"),
    BINARY_HINGE("binary:hinge", "error"),
    MULTI_SOFTMAX("multi:softmax", "merror"),
    /** All rows are one group: the grammar has no column for a query. */
    RANK_PAIRWISE("rank:pairwise", "map"),
    /** All rows are one group. */
    RANK_NDCG("rank:ndcg", "ndcg");

    private final String key;
    private final String metric;

    XGBoostObjective(String key, String metric) {
        this.key = key;
        this.metric = metric;
    }

    /** The name in XGBoost and in SQL. */
    public String key() {
        return key;
    }

    String metric() {
        return metric;
    }

    public boolean isBinary() {
        return this == BINARY_LOGISTIC || this == BINARY_HINGE;
    }

    public boolean isRanking() {
        return this == RANK_PAIRWISE || this == RANK_NDCG;
    }

    /** In any case; throws {@link TrainingException} on others. */
    public static XGBoostObjective parse(String text) {
        for (XGBoostObjective objective : values()) {
            if (objective.key.equals(text.strip().toLowerCase(Locale.ROOT))) {
                return objective;
            }
        }
        throw new TrainingException(
                "OBJECTIVE '" + text + "' is not one that AUTO OFF MODEL_TYPE XGBOOST takes.",
                "Use one of " + Stream.of(values()).map(XGBoostObjective::key).collect(Collectors.joining(", ")) + ".");
    }
}
