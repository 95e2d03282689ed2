package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Predictor;

/**
 * Reads boosters that XGBoost 1.0 to 3.x saved as JSON, as UBJSON, in the older binary form, or for a pickle
 * (https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html). The margins of a tree booster are bit-equal to
 * XGBoost's, those of a linear or DART one equal to float precision.
 *
 * <p>All trees count, as in {@code Booster.predict}: what a file says of a best iteration is not looked at.
 */
public final class XGBoostImporter {
    /** No task has more outputs; keeps a forged file from asking for endless arrays. */
    private static final int MOST_OUTPUTS = 100_000;

    private static final int MOST_FEATURES = 1_000_000;

    private XGBoostImporter() {}

    /**
     * @param file the bytes of a model that {@code save_model}, {@code save_raw} or {@code serialize} wrote
     * @throws ArtifactException if they are not a booster, or one of a kind that is not supported
     */
    public static ImportedModel read(byte[] file) {
        return read(file, ModelFormat.XGBOOST_JSON);
    }

    /** @param format what the model will say that it came from */
    static ImportedModel read(byte[] file, ModelFormat format) {
        byte[] bytes = BoosterBinary.hasConfiguration(file) ? BoosterBinary.withoutConfiguration(file) : file;
        if (BoosterBinary.looksLike(bytes)) {
            return imported(BoosterBinary.read(bytes), format);
        }
        BoosterDocument document = BoosterUbjson.looksLike(bytes) ? BoosterUbjson.read(bytes) : BoosterJson.read(bytes);
        return imported(BoosterReader.read(document), format);
    }

    private static ImportedModel imported(Booster booster, ModelFormat format) {
        XGBoostObjective objective = XGBoostObjective.of(booster.objective(), booster.version());
        float[] baseMargins = baseMargins(booster, objective);
        String name = booster.objective();
        ImportedColumns columns =
                ImportedColumns.passedThrough(booster.features(), booster.names(), booster.categories());
        return new ImportedModel(
                format,
                name,
                columns.features(),
                columns.pipeline(),
                predictor(booster, baseMargins),
                classes(booster),
                objective.link(),
                name.equals("multi:softmax") ? OwnPrediction.CLASS_NUMBER : OwnPrediction.VALUES);
    }

    /** With several targets each output is a label of its own, and the model no classifier. */
    private static int classes(Booster booster) {
        return switch (booster.objective()) {
            case "multi:softmax", "multi:softprob" -> booster.outputs();
            case "binary:logistic", "binary:hinge" -> booster.outputs() == 1 ? 2 : 0;
            default -> 0;
        };
    }

    private static Predictor predictor(Booster booster, float[] baseMargins) {
        if (booster.content() instanceof Booster.Trees trees) {
            return trees.forest().ensemble(booster.features(), baseMargins, trees.leaves());
        }
        return linear(((Booster.Linear) booster.content()).weights(), booster.features(), baseMargins);
    }

    private static float[] baseMargins(Booster booster, XGBoostObjective objective) {
        float[] scores = booster.baseScores();
        if (scores.length != 1 && scores.length != booster.outputs()) {
            throw new ArtifactException(
                    "The booster has " + scores.length + " base scores for " + booster.outputs() + " outputs");
        }
        float[] margins = new float[booster.outputs()];
        for (int output = 0; output < margins.length; output++) {
            // XGBoost's linear booster adds the first one to every output (src/gbm/gblinear.cc, 3.2).
            boolean shared = scores.length == 1 || booster.content() instanceof Booster.Linear;
            float score = scores[shared ? 0 : output];
            margins[output] = objective.baseMargin(score);
            if (!Float.isFinite(margins[output])) {
                throw new ArtifactException("The booster's base score " + score + " has no finite margin");
            }
        }
        return margins;
    }

    private static Predictor linear(double[] flat, int features, float[] baseMargins) {
        int outputs = baseMargins.length;
        if (flat.length != (features + 1L) * outputs) {
            throw new ArtifactException("The booster has " + flat.length + " weights for " + features + " features and "
                    + outputs + " outputs");
        }
        double[][] weights = new double[outputs][features];
        double[] intercepts = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            for (int feature = 0; feature < features; feature++) {
                weights[output][feature] = flat[feature * outputs + output];
            }
            intercepts[output] = flat[features * outputs + output] + baseMargins[output];
        }
        try {
            return new LinearPredictor(weights, intercepts);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The booster is not sound: " + unsound.getMessage(), unsound);
        }
    }

    static int requireFeatures(int features) {
        if (features < 1 || features > MOST_FEATURES) {
            throw new ArtifactException("The booster has " + features + " features, not 1 to " + MOST_FEATURES);
        }
        return features;
    }

    /** @param outputs 0 means one */
    static int requireOutputs(int outputs) {
        if (outputs < 0 || outputs > MOST_OUTPUTS) {
            throw new ArtifactException("The booster has " + outputs + " outputs, more than " + MOST_OUTPUTS);
        }
        return Math.max(1, outputs);
    }

    static Leaves.Floats leaves(FloatList values) {
        try {
            return new Leaves.Floats(values.toArray());
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The model is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
