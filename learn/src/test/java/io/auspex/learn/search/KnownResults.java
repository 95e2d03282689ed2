package io.auspex.learn.search;

import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.LinearLearner;
import io.auspex.learn.feature.ColumnEncoding;
import io.auspex.learn.feature.FeatureRecipe;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Results of candidates that nobody trained: only their predictions and their number of models matter. */
final class KnownResults {
    private KnownResults() {}

    static CandidateResult of(String name, int models, OutOfFold outOfFold, Score score) {
        FoldModel model = new FoldModel(
                new FeaturePipeline(List.of(new NumberPassthrough(0))),
                new Fitted(new LinearPredictor(new double[1][1], new double[1]), Link.IDENTITY, 0, 1, false));
        return new CandidateResult(
                new Candidate(name, new FeatureRecipe(ColumnEncoding.SCALED, List.of()), new LinearLearner(Map.of())),
                Collections.nCopies(models, model),
                outOfFold,
                score,
                1,
                false,
                1,
                1);
    }
}
