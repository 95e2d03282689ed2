package io.auspex.learn.calibrate;

import io.auspex.learn.metric.Metric;
import io.auspex.learn.profile.Target;
import io.auspex.learn.search.OutOfFold;
import io.auspex.model.decision.Decision;
import io.auspex.model.decision.Uncertainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is settled when the search is over, all of it on what the fold models said of rows that they had not learnt from: how
 * probabilities are calibrated, which class a row is given, and how large the errors are.
 *
 * <p>The model that is handed over averages these fold models, so its errors are a little smaller than the ones seen here, and
 * intervals a little wider than they had to be.
 *
 * @param uncertainty empty where there are too few rows to know
 * @param score of the metric, cross-validated, where it depends on what was settled here
 * @param findings what the user should know, a sentence each
 */
public record AfterSearch(
        Decision decision, Optional<Uncertainty> uncertainty, OptionalDouble score, List<String> findings) {
    public AfterSearch {
        findings = List.copyOf(findings);
    }

    /**
     * @param outOfFold of the model that is handed over
     * @param metric that the model shall be best by
     */
    public static AfterSearch of(OutOfFold outOfFold, Target target, Metric metric, long seed) {
        double[] truth = new double[outOfFold.rows().length];
        for (int position = 0; position < truth.length; position++) {
            truth[position] = target.values()[outOfFold.rows()[position]];
        }
        return target.problemType().isClassification()
                ? ofClasses(truth, outOfFold.predictions(), metric, seed)
                : ofNumbers(truth, outOfFold.predictions()[0], seed);
    }

    private static AfterSearch ofNumbers(double[] truth, double[] predicted, long seed) {
        List<String> findings = new ArrayList<>();
        ConformalFit.coverage(truth, predicted, seed)
                .ifPresent(coverage -> findings.add(String.format(
                        Locale.ROOT,
                        "Intervals of 90 %% held the true value of %.1f %% of the rows in cross-validation; they are %.6g wide"
                                + " on average.",
                        100 * coverage.covered(),
                        coverage.size())));
        return new AfterSearch(
                Decision.PLAIN, ConformalFit.intervals(truth, predicted), OptionalDouble.empty(), findings);
    }

    private static AfterSearch ofClasses(double[] truth, double[][] probabilities, Metric metric, long seed) {
        int[] codes = new int[truth.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = (int) truth[row];
        }
        List<String> findings = new ArrayList<>();
        HeldRows held = new HeldRows(codes, probabilities);
        CalibrationChoice choice = CalibrationChoice.of(held, seed);
        HeldRows calibrated = held;
        if (choice.calibration().isPresent()) {
            calibrated = held.with(held.copy());
            choice.calibration().get().apply(calibrated.probabilities(), calibrated.rows());
            findings.add(String.format(
                    Locale.ROOT,
                    "Probabilities are calibrated by %s: log loss %.6f in cross-validation, %.6f without.",
                    choice.description(),
                    choice.lossAfter(),
                    choice.lossBefore()));
        }
        DecisionTuning tuning = DecisionTuning.of(metric, calibrated, seed);
        if (!tuning.decision().isPlain()) {
            findings.add(String.format(
                    Locale.ROOT,
                    "%s: %s %.6f in cross-validation, %.6f by the likeliest class.",
                    tuning.decision().threshold().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    "The second class is said from a probability of %.4f on",
                                    tuning.decision().threshold().getAsDouble())
                            : "Classes are weighted in the decision",
                    metric.displayName(),
                    tuning.after(),
                    tuning.before()));
        }
        int[] decided = new int[codes.length];
        tuning.decision().codes(calibrated.probabilities(), decided.length, false, decided);
        ConformalFit.coverage(calibrated, decided, seed)
                .ifPresent(coverage -> findings.add(String.format(
                        Locale.ROOT,
                        "Label sets of 90 %% held the true label of %.1f %% of the rows in cross-validation, %.2f labels on"
                                + " average.",
                        100 * coverage.covered(),
                        coverage.size())));
        Decision decision = new Decision(
                choice.calibration(),
                tuning.decision().threshold(),
                tuning.decision().classWeights());
        OptionalDouble score = DecisionTuning.countsDecisions(metric)
                ? OptionalDouble.of(tuning.after())
                : metric == Metric.LOG_LOSS ? OptionalDouble.of(choice.lossAfter()) : OptionalDouble.empty();
        return new AfterSearch(decision, ConformalFit.labelSets(calibrated), score, findings);
    }
}
