package io.auspex.server.catalog;

/** How a model comes to be, which decides on the functions it has and on what SHOW MODEL says. */
public enum ModelKind {
    /** AUTO ON: the best of many candidates. */
    AUTOPILOT,
    /** AUTO OFF MODEL_TYPE XGBOOST: one model with the user's hyperparameters. */
    XGBOOST,
    /** AUTO OFF MODEL_TYPE KMEANS: cluster numbers, no target. */
    KMEANS,
    /** AUTO ON MODEL_TYPE FORECAST: the future of time series, no function. */
    FORECAST,
    /** FROM an artifact or a job's name: trained elsewhere, with the types that the user declares. */
    IMPORTED;

    /** Whether rows of the user's are learnt from. */
    public boolean isTrained() {
        return this != IMPORTED;
    }

    /** Whether a classifier of this kind has the two functions that give probabilities. */
    public boolean givesProbabilities() {
        return this == AUTOPILOT || this == IMPORTED;
    }

    /** Whether it was tried on rows held back, so that it can tell how far off it may be. */
    public boolean knowsItsErrors() {
        return this == AUTOPILOT;
    }

    /** Whether its predictions can be explained, as EXPLAIN_MODEL and a function for single rows do. */
    public boolean isExplained() {
        return this == AUTOPILOT || this == XGBOOST;
    }
}
