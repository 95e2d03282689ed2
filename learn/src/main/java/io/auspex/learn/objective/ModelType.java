package io.auspex.learn.objective;

/** The families of algorithms: those that Redshift knows, by its names, and the further ones of the search. */
public enum ModelType {
    XGBOOST("xgboost"),
    LINEAR_LEARNER("linear_learner"),
    MLP("mlp"),
    LIGHTGBM("lightgbm"),
    EXTRA_TREES("extra_trees"),
    RANDOM_FOREST("random_forest"),
    NEAREST_NEIGHBORS("nearest_neighbors"),
    /** Several models that answer together. */
    ENSEMBLE("ensemble"),
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
