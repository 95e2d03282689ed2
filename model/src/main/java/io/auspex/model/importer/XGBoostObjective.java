package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.Link;

/**
 * What an XGBoost objective does to a margin after the trees, and to the base score before them.
 *
 * @param link from margin to prediction
 * @param scale in what space the file keeps the base score
 */
record XGBoostObjective(Link link, Scale scale) {
    /** The space of a base score. */
    enum Scale {
        /** It is a margin. */
        MARGIN,
        /** It is a probability; its logit is the margin. */
        PROBABILITY,
        /** It is a mean; its logarithm is the margin. */
        LOGARITHM
    }

    /**
     * The objective as the version that wrote the file meant it.
     *
     * @throws ArtifactException for an objective that is not known here
     */
    static XGBoostObjective of(String name, Booster.Version version) {
        if (version.isBefore(1, 0)) {
            // Before 1.0 the base score was saved after its transformation (LearnerIO::LoadModel in src/learner.cc).
            return new XGBoostObjective(of(name, new Booster.Version(1, 0)).link(), Scale.MARGIN);
        }
        return switch (name) {
            case "reg:squarederror",
                    "reg:linear",
                    "reg:squaredlogerror",
                    "reg:pseudohubererror",
                    "reg:absoluteerror",
                    "reg:quantileerror",
                    "rank:pairwise",
                    "rank:ndcg",
                    "rank:map" -> new XGBoostObjective(Link.IDENTITY, Scale.MARGIN);
            // Until 1.2 its base score was a probability, as that of binary:logistic.
            case "binary:logitraw" ->
                new XGBoostObjective(Link.IDENTITY, version.isBefore(1, 3) ? Scale.PROBABILITY : Scale.MARGIN);
            case "reg:logistic", "binary:logistic" -> new XGBoostObjective(Link.LOGISTIC, Scale.PROBABILITY);
            case "binary:hinge" -> new XGBoostObjective(Link.HINGE, Scale.MARGIN);
            case "reg:tweedie", "reg:gamma", "count:poisson", "survival:cox", "survival:aft" ->
                new XGBoostObjective(Link.EXP, Scale.LOGARITHM);
            case "multi:softmax", "multi:softprob" -> new XGBoostObjective(Link.SOFTMAX, Scale.MARGIN);
            default -> throw new ArtifactException("The booster's objective " + name + " is not supported");
        };
    }

    /**
     * The margin of a base score, in XGBoost's float arithmetic ({@code ProbToMargin} of its objectives). The logarithm is
     * correctly rounded; a C library whose {@code logf} is not may differ in the last bit.
     */
    float baseMargin(float baseScore) {
        return switch (scale) {
            case MARGIN -> baseScore;
            case PROBABILITY -> -(float) Math.log(1.0f / baseScore - 1.0f);
            case LOGARITHM -> (float) Math.log(baseScore);
        };
    }
}
