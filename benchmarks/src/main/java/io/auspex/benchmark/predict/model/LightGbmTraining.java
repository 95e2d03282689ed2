package io.auspex.benchmark.predict.model;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.sample.Sample;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** As {@link XGBoostTraining}, with LightGBM. */
final class LightGbmTraining {
    private LightGbmTraining() {}

    static TrainedModel train(Shape shape, Sample sample, int threads) {
        String parameters = "learning_rate=0.1 seed=0 deterministic=true force_col_wise=true verbosity=-1 num_leaves="
                + shape.leaves() + " max_depth=" + shape.depth() + " num_threads=" + threads + " objective="
                + objective(sample);
        if (shape.categories() && !sample.categorical().isEmpty()) {
            parameters += " categorical_feature="
                    + sample.categorical().stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        try (LGBMDataset rows = LGBMDataset.createFromMat(
                sample.rowMajor(0, sample.rows()), sample.rows(), sample.features(), true, parameters, null)) {
            rows.setField("label", sample.target());
            try (LGBMBooster booster = LGBMBooster.create(rows, parameters)) {
                boolean finished = false;
                int grown = 0;
                while (grown < shape.rounds() && !finished) {
                    finished = booster.updateOneIter();
                    grown += finished ? 0 : 1;
                }
                String text = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.SPLIT);
                return new TrainedModel(
                        Library.LIGHTGBM, text.getBytes(StandardCharsets.UTF_8), grown * sample.outputs());
            }
        } catch (LGBMException e) {
            throw new BenchmarkFailure("LightGBM did not train " + shape.name() + ": " + e.getMessage(), e);
        }
    }

    private static String objective(Sample sample) {
        return switch (sample.classes()) {
            case 0 -> "regression";
            case 2 -> "binary";
            default -> "multiclass num_class=" + sample.classes();
        };
    }
}
