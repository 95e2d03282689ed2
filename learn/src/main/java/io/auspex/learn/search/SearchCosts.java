package io.auspex.learn.search;

import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import io.auspex.model.compile.FeatureCosts;
import io.auspex.model.compile.Part;
import io.auspex.model.compile.PredictionCost;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the candidates of a search cost when they predict, reckoned from their folds' models. One thread's. */
final class SearchCosts implements PredictionThrift.Costs {
    private final CandidateTrainer trainer;
    private final Scorer scorer;
    private final FeatureCosts features = new FeatureCosts();
    /** About what a row of a statement takes beside the members of the model. */
    private final double nanosecondsOfCall;

    /** @param profile of the rows that are learnt from */
    SearchCosts(CandidateTrainer trainer, DataProfile profile, Target target, Scorer scorer) {
        this.trainer = trainer;
        this.scorer = scorer;
        int texts = (int) profile.columns().stream()
                .filter(column -> column.field().type().isText())
                .count();
        this.nanosecondsOfCall = PredictionCost.call(
                profile.columns().size() - texts, texts, target.labels().size());
    }

    @Override
    public double microseconds(List<CandidateResult> results) {
        List<Part> parts = new ArrayList<>();
        double nanoseconds = nanosecondsOfCall;
        for (CandidateResult result : results) {
            List<Part> folds = result.folds().stream()
                    .map(model -> new Part(model.pipeline(), model.fitted().predictor()))
                    .toList();
            double sum = folds.stream().mapToDouble(PredictionCost::answering).sum();
            boolean asksFolds = asksFolds(result);
            parts.addAll(asksFolds ? folds : folds.subList(0, 1));
            nanoseconds += asksFolds ? sum : growth() * sum / folds.size();
        }
        return (nanoseconds + features.nanoseconds(parts)) / 1000;
    }

    /** A model of all rows has the more leaves or points; else it is as the folds' models are in the mean. */
    private double growth() {
        return trainer.crossValidates() ? trainer.folds() / (trainer.folds() - 1.0) : 1;
    }

    @Override
    public boolean asksFolds(CandidateResult result) {
        return trainer.crossValidates() && result.candidate().learner().profitsFromFolds();
    }

    @Override
    public List<double[][]> said(CandidateResult result, int[] rows) {
        return trainer.said(result, rows);
    }

    @Override
    public Stream<CandidateResult> lighter(CandidateResult result) {
        return trainer.lighter(result, scorer);
    }
}
