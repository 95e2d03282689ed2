package io.auspex.learn.algorithm;

import io.auspex.learn.TrainingException;
import io.auspex.model.importer.ImportedModel;
import io.auspex.model.importer.XGBoostImporter;
import io.auspex.model.predict.TreeEnsemble;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * One booster while it grows, round by round, so that deadline and progress are looked at between rounds: XGBoost's own loop
 * offers neither. The only class that touches the native library; whatever goes wrong there becomes a
 * {@link TrainingException}. Used by one thread.
 *
 * <p>The trees are those that {@code XGBoost.train(matrix, parameters, rounds, ...)} would grow with the same parameters.
 */
final class BoostingRun implements AutoCloseable {
    /** Half of what a float holds: XGBoost refuses infinities, and adds a margin to the largest value of each feature. */
    private static final float LARGEST = Float.MAX_VALUE / 4;
    /** The longest array the JVM allocates. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Map<String, DMatrix> matrices = new HashMap<>();
    private final DMatrix train;
    private final Booster booster;
    private int rounds;

    /**
     * @param group whether the rows are one group to rank
     * @param parameters as XGBoost takes them
     */
    BoostingRun(TrainingRows rows, boolean group, Map<String, Object> parameters) {
        this.train = matrix(rows, group);
        matrices.put("train", train);
        try {
            this.booster = XGBoost.train(train, new LinkedHashMap<>(parameters), 0, new HashMap<>(), null, null);
        } catch (XGBoostError e) {
            close();
            throw refused(e);
        }
    }

    /** Adds rows to look at, by a name. */
    void watch(String name, TrainingRows rows) {
        matrices.put(name, matrix(rows, false));
    }

    private static DMatrix matrix(TrainingRows rows, boolean group) {
        int width = rows.features().length;
        if ((long) rows.rows() * width > LONGEST_ARRAY) {
            throw new TrainingException(
                    rows.rows() + " rows of " + width + " features are more than one XGBoost model can take.",
                    "Lower MAX_CELLS in SETTINGS.");
        }
        float[] labels = new float[rows.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = (float) rows.target()[row];
        }
        try {
            DMatrix matrix = new DMatrix(rowMajor(rows), rows.rows(), width, Float.NaN);
            matrix.setLabel(labels);
            if (rows.weights() != null) {
                matrix.setWeight(rows.relativeWeights());
            }
            if (group) {
                matrix.setGroup(new int[] {rows.rows()});
            }
            return matrix;
        } catch (XGBoostError e) {
            throw refused(e);
        }
    }

    private static float[] rowMajor(TrainingRows rows) {
        int width = rows.features().length;
        float[] values = new float[rows.rows() * width];
        for (int feature = 0; feature < width; feature++) {
            float[] column = rows.features()[feature];
            for (int row = 0, to = feature; row < rows.rows(); row++, to += width) {
                float value = column[row];
                values[to] = value > LARGEST ? LARGEST : value < -LARGEST ? -LARGEST : value;
            }
        }
        return values;
    }

    /** Rounds grown so far. */
    int rounds() {
        return rounds;
    }

    /** Grows one more round. */
    void grow() {
        try {
            booster.update(train, rounds);
            rounds++;
        } catch (XGBoostError e) {
            throw refused(e);
        }
    }

    /**
     * The metric on the training rows ({@code train}) or on watched ones.
     *
     * @param metric by XGBoost's name; must be the one that the parameters set as {@code eval_metric}, or is set now
     */
    double evaluate(String name, String metric) {
        try {
            booster.setParam("eval_metric", metric);
            return evaluate(name);
        } catch (XGBoostError e) {
            throw refused(e);
        }
    }

    /** The metric that the parameters name, on the training rows ({@code train}) or on watched ones. */
    double evaluate(String name) {
        try {
            String line = booster.evalSet(new DMatrix[] {matrices.get(name)}, new String[] {name}, rounds);
            // "[12]\ttrain-rmse:1.25"; the metric asked for last comes last
            return Double.parseDouble(line.substring(line.lastIndexOf(':') + 1).strip());
        } catch (XGBoostError e) {
            throw refused(e);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The first rounds as a predictor of our own, read through the validating importer. */
    ImportedModel model(int firstRounds) {
        try {
            ImportedModel whole = XGBoostImporter.read(booster.toByteArray("ubj"));
            if (firstRounds == rounds || !(whole.predictor() instanceof TreeEnsemble ensemble)) {
                return whole;
            }
            int treesOfARound = ensemble.treeRoots().length / rounds;
            return whole.with(ensemble.first(firstRounds * treesOfARound));
        } catch (XGBoostError e) {
            throw refused(e);
        }
    }

    private static TrainingException refused(XGBoostError e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("bad_alloc")) {
            return new TrainingException(
                    "XGBoost ran out of memory.",
                    "Lower MAX_CELLS in SETTINGS, or give the training worker more memory.",
                    e);
        }
        // "[12:00:00] /src/objective/x.cc:123: Check failed: preds > 0: what is wrong\nStack trace: ..."
        String line =
                message.lines().filter(text -> !text.isBlank()).findFirst().orElse("no reason given");
        int file = line.indexOf(".cc:");
        int end = file < 0 ? -1 : line.indexOf(": ", file);
        String reason = end < 0 ? line : line.substring(end + 2);
        return new TrainingException(
                "XGBoost refused to train: " + reason.strip(), "Check HYPERPARAMETERS and the target's values.", e);
    }

    @Override
    public void close() {
        if (booster != null) {
            booster.dispose();
        }
        matrices.values().forEach(DMatrix::dispose);
    }
}
