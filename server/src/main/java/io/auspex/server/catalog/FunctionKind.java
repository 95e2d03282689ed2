package io.auspex.server.catalog;

import io.auspex.language.statement.QualifiedName;
import java.util.Arrays;
import java.util.List;

/** The functions that one model may have; all have the name that the user gave, with a suffix of their own. */
public enum FunctionKind {
    PREDICTION(""),
    /** Probabilities of all classes. */
    PROB("_prob"),
    /** The second of the two names that Redshift has for {@link #PROB}. */
    PROBABILITIES("_probabilities"),
    /** What each column contributed. */
    EXPLAIN("_explain"),
    /** Of a regression: between which numbers the truth lies, with a confidence of 90 percent. */
    INTERVAL("_interval"),
    /** The same with the confidence as a last argument. */
    INTERVAL_AT("_interval_at"),
    /** Of a classification: among which labels the true one is, with a confidence of 90 percent. */
    SET("_set"),
    /** The same with the confidence as a last argument. */
    SET_AT("_set_at");

    private final String suffix;

    FunctionKind(String suffix) {
        this.suffix = suffix;
    }

    QualifiedName name(QualifiedName function) {
        return QualifiedName.of(function.schema().orElseThrow(), function.name() + suffix);
    }

    /** Whether it takes the confidence behind the features. */
    public boolean takesConfidence() {
        return this == INTERVAL_AT || this == SET_AT;
    }

    /** Whether a model of this kind may have it: what a search ends in, and what an imported file holds, is known only then. */
    boolean belongsTo(ModelKind kind) {
        return switch (this) {
            case PREDICTION -> true;
            case PROB, PROBABILITIES -> kind.givesProbabilities();
            case EXPLAIN -> kind.isExplained();
            case INTERVAL, INTERVAL_AT, SET, SET_AT -> kind.knowsItsErrors();
        };
    }

    static List<FunctionKind> of(ModelKind kind) {
        return Arrays.stream(values())
                .filter(function -> function.belongsTo(kind))
                .toList();
    }
}
