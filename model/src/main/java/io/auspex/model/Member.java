package io.auspex.model;

import static java.util.Objects.requireNonNull;

import io.auspex.model.predict.Link;
import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.FeaturePipeline;

/**
 * One candidate's fitted model.
 *
 * @param weight its share in the mean over all members, positive; they need not add up to 1
 */
public record Member(double weight, FeaturePipeline pipeline, Predictor predictor, Link link) {
    /** @throws IllegalArgumentException if the weight is not positive or the predictor wants other features */
    public Member {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(predictor, "predictor is null");
        requireNonNull(link, "link is null");
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("The weight " + weight + " of a member is not a positive number");
        }
        if (pipeline.width() != predictor.features()) {
            throw new IllegalArgumentException("The pipeline gives " + pipeline.width()
                    + " features, the predictor takes " + predictor.features());
        }
    }
}
