package io.auspex.server.catalog;

/** Where a model is in its life; the names are what SHOW MODEL prints. */
public enum ModelState {
    TRAINING,
    /** Its functions answer. */
    READY,
    /** It never will be READY; the reason is kept until the model is dropped. */
    FAILED
}
