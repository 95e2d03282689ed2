package io.auspex.learn.job;

import io.auspex.learn.TrainingException;

/** What a training job runs. */
public enum Algorithm {
    /** The search for the best model: AUTO ON. */
    AUTOPILOT("autopilot"),
    /** One XGBoost model with the user's parameters: AUTO OFF MODEL_TYPE XGBOOST. */
    XGBOOST("xgboost"),
    /** Clusters: AUTO OFF MODEL_TYPE KMEANS. */
    KMEANS("kmeans");

    private final String key;

    Algorithm(String key) {
        this.key = key;
    }

    /** As job.json has it. */
    public String key() {
        return key;
    }

    static Algorithm of(String key) {
        for (Algorithm algorithm : values()) {
            if (algorithm.key.equals(key)) {
                return algorithm;
            }
        }
        throw new TrainingException("The training job names the unknown algorithm '" + key + "'.", "");
    }
}
