package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.OpenData;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.algorithm.LinearLearner;
import io.auspex.learn.feature.ColumnEncoding;
import io.auspex.learn.feature.FeatureRecipe;
import io.auspex.learn.forest.ForestLearner;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a candidate's lighter form says of rows that its models had not learnt from: what it would say had it been trained so. */
class LighterCandidateTest {
    private static final CandidateTrainer.FoldListener SILENT = new CandidateTrainer.FoldListener() {
        @Override
        public void grown(int fold, int rounds) {}

        @Override
        public void done(int fold) {}
    };

    private static Candidate candidate(Learner learner) {
        return new Candidate("one", new FeatureRecipe(ColumnEncoding.CODES, List.of()), learner);
    }

    private static Candidate forest(int trees) {
        return candidate(new ForestLearner(ModelType.EXTRA_TREES, Map.of("num_trees", Integer.toString(trees))));
    }

    @Test
    void isJudgedByItsOwnPredictions() {
        Frame credit = OpenData.load("credit_g");
        Target target = TargetReader.read(credit, credit.indexOf("class"), Optional.empty(), Optional.empty());
        Frame features = credit.without(credit.indexOf("class")).select(target.rows());
        PreprocessorFitting fitting = new PreprocessorFitting(Preprocessors.NONE, features);
        Scorer scorer = new Scorer(target, Objective.AUC);
        RowUse use = RowUse.of(SearchSettings.DEFAULT);
        try (CandidateTrainer trainer = new CandidateTrainer(fitting, Profiler.profile(features), target, use, 2, 7)) {
            CandidateResult full = train(trainer, forest(180), scorer);
            CandidateResult small = train(trainer, forest(60), scorer);
            CandidateResult lighter = trainer.lighter(full, scorer).toList().get(2);

            double[] expected = small.outOfFold().predictions()[1];
            double[] predicted = lighter.outOfFold().predictions()[1];
            assertThat(lighter.outOfFold().rows()).isEqualTo(small.outOfFold().rows());
            for (int position = 0; position < expected.length; position++) {
                assertThat(predicted[position]).isCloseTo(expected[position], within(1e-5));
            }
            assertThat(lighter.score().value()).isCloseTo(small.score().value(), within(1e-3));
            assertThat(lighter.rounds()).isEqualTo(60);
            assertThat(lighter.folds()).hasSameSizeAs(full.folds());

            CandidateResult linear = train(trainer, candidate(new LinearLearner(Map.of())), scorer);
            assertThat(trainer.lighter(linear, scorer)).isEmpty();
        }
    }

    private static CandidateResult train(CandidateTrainer trainer, Candidate candidate, Scorer scorer) {
        return trainer.train(candidate, scorer, Deadline.after(1e6), begun -> true, SILENT)
                .orElseThrow();
    }
}
