package io.auspex.model.importer;

import static java.util.Objects.requireNonNull;

import io.auspex.model.predict.Link;
import io.auspex.model.predict.Predictor;

/**
 * A booster of another library, read and validated.
 *
 * @param objective its name in that library, as {@code binary:logistic}
 * @param predictor gives the margins; its {@code outputs()} are one, or one a class
 * @param link from margins to values or probabilities
 */
public record ImportedModel(String objective, Predictor predictor, Link link) {
    public ImportedModel {
        requireNonNull(objective, "objective is null");
        requireNonNull(predictor, "predictor is null");
        requireNonNull(link, "link is null");
    }
}
