package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads boosters that XGBoost 1.x to 3.x saved as JSON or UBJSON
 * (https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html). The margins of a tree booster are bit-equal to
 * XGBoost's, those of a linear one equal to float precision.
 */
public final class XGBoostImporter {
    /** No task has more outputs; keeps a forged file from asking for endless arrays. */
    private static final int MOST_OUTPUTS = 1_000_000;

    private XGBoostImporter() {}

    /**
     * @param booster the bytes of a {@code .json} or {@code .ubj} file
     * @throws ArtifactException if they are not a booster, or one of a kind that is not supported
     */
    public static ImportedModel read(byte[] booster) {
        BoosterDocument document =
                BoosterUbjson.looksLike(booster) ? BoosterUbjson.read(booster) : BoosterJson.read(booster);
        BoosterDocument learner = document.object("learner");
        String objectiveName = learner.object("objective").text("name");
        XGBoostObjective objective = XGBoostObjective.of(objectiveName);
        BoosterDocument parameters = learner.object("learner_model_param");
        int outputs = outputs(parameters);
        int features = parameters.integer("num_feature");
        float[] baseMargins = baseMargins(parameters.text("base_score"), objective, outputs);
        BoosterDocument gradientBooster = learner.object("gradient_booster");
        Predictor predictor = predictor(gradientBooster, features, baseMargins);
        List<ImportedFeature> columns = new ArrayList<>();
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int feature = 0; feature < features; feature++) {
            columns.add(ImportedFeature.number("f" + feature));
            transformers.add(new NumberPassthrough(feature));
        }
        return new ImportedModel(
                ModelFormat.of(booster).orElse(ModelFormat.XGBOOST_JSON),
                objectiveName,
                columns,
                new FeaturePipeline(transformers),
                predictor,
                objectiveName.startsWith("binary") ? 2 : objectiveName.startsWith("multi") ? outputs : 0,
                objective.link(),
                objectiveName.equals("multi:softmax") ? OwnPrediction.CLASS_NUMBER : OwnPrediction.VALUES);
    }

    private static Predictor predictor(BoosterDocument booster, int features, float[] baseMargins) {
        String name = booster.text("name");
        return switch (name) {
            case "gbtree" -> trees(booster.object("model"), features, baseMargins);
            case "gblinear" -> linear(booster.object("model"), features, baseMargins);
            case "dart" -> throw new ArtifactException("The booster is a dart booster, which is not supported");
            default -> throw new ArtifactException("The booster is of the unknown kind " + name);
        };
    }

    private static int outputs(BoosterDocument parameters) {
        int outputs = Math.max(1, Math.max(parameters.integer("num_class", 0), parameters.integer("num_target", 1)));
        if (outputs > MOST_OUTPUTS) {
            throw new ArtifactException("The booster has " + outputs + " outputs, more than " + MOST_OUTPUTS);
        }
        return outputs;
    }

    /** One number, or since XGBoost 3 a list of one, or of one an output, in brackets. */
    private static float[] baseMargins(String baseScore, XGBoostObjective objective, int outputs) {
        String list = baseScore.startsWith("[") && baseScore.endsWith("]")
                ? baseScore.substring(1, baseScore.length() - 1)
                : baseScore;
        String[] scores = list.split(",", -1);
        if (scores.length != 1 && scores.length != outputs) {
            throw new ArtifactException(
                    "The booster has " + scores.length + " base scores for " + outputs + " outputs");
        }
        float[] margins = new float[outputs];
        for (int output = 0; output < outputs; output++) {
            String score = scores[scores.length == 1 ? 0 : output];
            try {
                margins[output] = objective.baseMargin(Float.parseFloat(score.trim()));
            } catch (NumberFormatException notANumber) {
                throw new ArtifactException("The booster's base score " + baseScore + " is not a number", notANumber);
            }
            if (!Float.isFinite(margins[output])) {
                throw new ArtifactException("The booster's base score " + baseScore + " has no finite margin");
            }
        }
        return margins;
    }

    private static Predictor trees(BoosterDocument model, int features, float[] baseMargins) {
        List<BoosterDocument> trees = model.objects("trees");
        int[] outputs = model.integers("tree_info");
        if (outputs.length != trees.size()) {
            throw new ArtifactException(
                    "The booster has " + trees.size() + " trees, but says of " + outputs.length + " what they are for");
        }
        TreeAppender appender = new TreeAppender(outputs.length);
        for (int tree = 0; tree < outputs.length; tree++) {
            appender.append(trees.get(tree), outputs[tree]);
        }
        return appender.ensemble(features, baseMargins);
    }

    /** Weights come feature by feature, of each one an output; the biases come last. */
    private static Predictor linear(BoosterDocument model, int features, float[] baseMargins) {
        double[] flat = model.numbers("weights");
        int outputs = baseMargins.length;
        if (features < 0 || flat.length != (features + 1L) * outputs) {
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
}
