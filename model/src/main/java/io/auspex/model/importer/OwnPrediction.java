package io.auspex.model.importer;

/** What the library that wrote a model answers to its plain {@code predict}: what {@code RETURNS float8} gives. */
public enum OwnPrediction {
    /** The linked outputs: one number, or one an output if there are several (probabilities, quantiles, targets). */
    VALUES,
    /** The number of the class with the largest margin, the lower one of equals ({@code multi:softmax}). */
    CLASS_NUMBER
}
