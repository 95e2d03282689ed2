package io.auspex.learn.search;

import io.auspex.learn.OpenData;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints what single candidates, and all of them blended, reach out of fold on the training rows of a data set, without a limit of
 * time: {@code CandidateMeasurement PORTFOLIO.json NAME TARGET}. For people who change the portfolio; no test.
 */
public final class CandidateMeasurement {
    private CandidateMeasurement() {}

    public static void main(String[] arguments) throws IOException {
        Frame train = OpenData.train(OpenData.load(arguments[1]));
        Target target = TargetReader.read(train, train.indexOf(arguments[2]), Optional.empty(), Optional.empty());
        Objective objective = Objective.defaultFor(target.problemType());
        Frame features = train.without(train.indexOf(arguments[2])).select(target.rows());
        PreprocessorFitting fitting = new PreprocessorFitting(Preprocessors.NONE, features);
        DataProfile profile = Profiler.profile(features);
        List<Candidate> candidates;
        try (InputStream json = Files.newInputStream(Path.of(arguments[0]))) {
            candidates = Portfolio.read(json, profile);
        }
        Scorer scorer = new Scorer(target, objective);
        List<CandidateResult> results = new ArrayList<>();
        try (CandidateTrainer trainer =
                new CandidateTrainer(fitting, profile, target, RowUse.of(SearchSettings.DEFAULT), 2, 7)) {
            for (Candidate candidate : candidates) {
                CandidateResult result = trainer.train(
                                candidate,
                                scorer,
                                Deadline.after(1e6),
                                begun -> true,
                                new CandidateTrainer.FoldListener() {
                                    @Override
                                    public void grown(int fold, int rounds) {}

                                    @Override
                                    public void done(int fold) {}
                                })
                        .orElseThrow();
                results.add(result);
                print(candidate.name(), result.score(), result.rounds(), result.seconds(), result.microsecondsPerRow());
            }
        }
        double[] truth = scorer.truth(results.get(0).outOfFold());
        Assembly blend = Assembly.of(results, BlendLoss.smooth(target, objective), scorer, truth);
        print(blend.shares(), blend.score(), 0, 0, 0);
    }

    private static void print(String name, Score score, double rounds, double seconds, double microseconds) {
        System.out.printf(
                Locale.ROOT,
                "%-28s loss %.5f  %.4f  rounds %.0f  %.1f s  %.1f us/row%n",
                name,
                score.loss(),
                score.value(),
                rounds,
                seconds,
                microseconds);
    }
}
