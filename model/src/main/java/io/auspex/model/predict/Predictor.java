package io.auspex.model.predict;

/**
 * The fitted part of a model that turns features into margins: raw scores, before the {@link Link}. Immutable; several
 * threads may call it at once.
 */
public sealed interface Predictor
        permits TreeEnsemble, LinearPredictor, MlpPredictor, DenseNet, Centroids, NearestNeighbors {
    /** How many features it reads. */
    int features();

    /** How many margins a row gets: one, or one a class. */
    int outputs();

    /**
     * Fills the margins of some rows.
     *
     * @param features {@code float[feature][row]}, at least {@link #features()} of them; NaN is missing
     * @param rows how many leading rows count
     * @param margins {@code float[output][row]}, overwritten
     */
    void margins(float[][] features, int rows, float[][] margins);
}
