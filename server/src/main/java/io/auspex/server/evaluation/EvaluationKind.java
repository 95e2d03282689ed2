package io.auspex.server.evaluation;

import io.auspex.language.token.Token;
import java.util.Optional;

/** The relations that tell how good a model is, by the names that BigQuery ML gave them. */
public enum EvaluationKind {
    /** One row, or one a group: the metrics. */
    EVALUATE("evaluate"),
    /** A row for each pair of a true and a predicted class. */
    CONFUSION_MATRIX("confusion_matrix"),
    /** A row for each decision threshold: the points of the ROC and of the precision-recall curve. */
    ROC_CURVE("roc_curve"),
    /** A row for each tenth of the predictions: what was predicted, and what was so. */
    CALIBRATION("calibration");

    private final String name;

    EvaluationKind(String name) {
        this.name = name;
    }

    /** As it is called: {@code ML.EVALUATE}. */
    public String displayName() {
        return "ML." + name();
    }

    static Optional<EvaluationKind> of(Token token) {
        for (EvaluationKind kind : values()) {
            if (token.isWord(kind.name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
