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

/** What candidates, their repetitions and their lighter forms say of rows that their models had not learnt from. */
class CandidateTrainerTest {
    private static final CandidateTrainer.FoldListener SILENT = new CandidateTrainer.FoldListener() {
        @Override
        public void grown(int fold, int rounds) {}

        @Override
        public void done(int fold) {}
    };

    private static final Frame CREDIT = OpenData.load("credit_g");
    private static final Target TARGET =
            TargetReader.read(CREDIT, CREDIT.indexOf("class"), Optional.empty(), Optional.empty());

    private static CandidateTrainer trainer() {
        Frame features = CREDIT.without(CREDIT.indexOf("class")).select(TARGET.rows());
        PreprocessorFitting fitting = new PreprocessorFitting(Preprocessors.NONE, features);
        return new CandidateTrainer(
                fitting, Profiler.profile(features), TARGET, RowUse.of(SearchSettings.DEFAULT), 2, 7);
    }

    private static Candidate candidate(Learner learner) {
        return new Candidate("one", new FeatureRecipe(ColumnEncoding.CODES, List.of()), learner);
    }

    private static Candidate forest(int trees) {
        return candidate(new ForestLearner(ModelType.EXTRA_TREES, Map.of("num_trees", Integer.toString(trees))));
    }

    @Test
    void aLighterFormIsJudgedByItsOwnPredictions() {
        Scorer scorer = new Scorer(TARGET, Objective.AUC);
        try (CandidateTrainer trainer = trainer()) {
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

    /** Nothing but other folds tells the repetition of a linear model from the first. */
    @Test
    void aRepetitionPartsTheRowsOtherwiseAndSpeaksOfTheSamePositions() {
        Scorer scorer = new Scorer(TARGET, Objective.AUC);
        try (CandidateTrainer trainer = trainer()) {
            Candidate linear = candidate(new LinearLearner(Map.of()));
            CandidateResult first = train(trainer, linear, scorer);
            CandidateResult again = train(trainer, linear.again(1), scorer);
            assertThat(again.outOfFold().rows()).isEqualTo(first.outOfFold().rows());
            assertThat(again.outOfFold().foldEnds()).isEqualTo(first.outOfFold().foldEnds());
            double[] before = first.outOfFold().predictions()[1];
            double[] after = again.outOfFold().predictions()[1];
            assertThat(after).isNotEqualTo(before);
            assertThat(scorer.score(again.outOfFold()).value())
                    .isCloseTo(again.score().value(), within(1e-9));
            assertThat(again.score().value()).isCloseTo(first.score().value(), within(0.02));
        }
    }

    private static CandidateResult train(CandidateTrainer trainer, Candidate candidate, Scorer scorer) {
        return trainer.train(candidate, scorer, Deadline.after(1e6), begun -> true, SILENT)
                .orElseThrow();
    }
}
