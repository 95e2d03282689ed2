package io.auspex.learn.objective;

/** The families of algorithms, by the names that Redshift knows them. */
public enum ModelType {
    XGBOOST("xgboost"),
    LINEAR_LEARNER("linear_learner"),
    MLP("mlp"),
    KMEANS("kmeans"),
    FORECAST("forecast");

    private final String displayName;

    ModelType(String displayName) {
        this.displayName = displayName;
    }

    /** As SHOW MODEL prints it. */
    public String displayName() {
        return displayName;
    }
}
