package io.auspex.learn;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.TrainedModel;
import io.auspex.learn.job.TrainingJob;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.decision.Decision;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.transform.CanonicalText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints on held-out rows what calibration, tuned decisions and conformal tables are worth: {@code AfterSearchMeasurement
 * SECONDS NAME/TARGET[/OBJECTIVE]...}. For people who change them; no test.
 */
public final class AfterSearchMeasurement {
    private static final int BINS = 10;

    private AfterSearchMeasurement() {}

    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            List<String> set = List.of(arguments[i].split("/", -1));
            Optional<String> objective = set.size() > 2 ? Optional.of(set.get(2)) : Optional.empty();
            measure(set.get(0), set.get(1), objective, Long.parseLong(arguments[0]));
        }
    }

    private static void measure(String name, String targetName, Optional<String> objective, long seconds) {
        Frame all = OpenData.load(name);
        JobSpecification plain = JobSpecification.autopilot(targetName, 2);
        JobSpecification job = new JobSpecification(
                plain.algorithm(),
                Optional.of(targetName),
                Optional.empty(),
                objective,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                seconds,
                7,
                2,
                100_000_000,
                0,
                Map.of());
        TrainedModel trained = TrainingJob.train(job, OpenData.train(all), line -> {});
        Model model = trained.model();
        Frame test = OpenData.test(all);
        int target = test.indexOf(targetName);
        ColumnBatch batch = test.without(target).batch();
        System.out.println(name + " (" + model.provenance().facts().get("winner") + ", "
                + model.provenance().facts().get("objective") + "):");
        if (model.task() instanceof Task.Classification classification) {
            int[] truth = new int[test.rows()];
            for (int row = 0; row < truth.length; row++) {
                String label = test.fields().get(target).type().isText()
                        ? test.texts(target)[row]
                        : CanonicalText.of(
                                test.numbers(target)[row],
                                test.fields().get(target).type());
                truth[row] = classification.labels().indexOf(label);
            }
            classes(model, batch, truth, classification.labels().size());
        } else {
            numbers(model, batch, test.numbers(target));
        }
        trained.outcome().findings().stream()
                .filter(finding -> finding.contains("cross-validation"))
                .forEach(finding -> System.out.println("    " + finding));
    }

    private static void classes(Model model, ColumnBatch batch, int[] truth, int classes) {
        Model plain = new Model(
                model.inputs(),
                model.task(),
                model.members(),
                Decision.PLAIN,
                Optional.empty(),
                model.provenance(),
                Optional.empty());
        double[][] before = new double[classes][truth.length];
        int[] likeliest = new int[truth.length];
        plain.probabilities(batch, before, likeliest);
        double[][] calibrated = new double[classes][truth.length];
        int[] codes = new int[truth.length];
        model.calibrated(batch, calibrated, codes);
        double[][] reported = new double[classes][truth.length];
        model.probabilities(batch, reported);
        print("members   ", before, likeliest, truth);
        print("calibrated", calibrated, codes, truth);
        print("reported  ", reported, codes, truth);
        System.out.println("    " + model.decision());
        Uncertainty.LabelSets sets = (Uncertainty.LabelSets) model.uncertainty().orElseThrow();
        for (double confidence : new double[] {0.8, 0.9, 0.95, 0.99}) {
            int covered = 0;
            int labels = 0;
            for (int row = 0; row < truth.length; row++) {
                for (int code = 0; code < classes; code++) {
                    if (code == codes[row] || calibrated[code][row] >= sets.cut(confidence)) {
                        labels++;
                        covered += code == truth[row] ? 1 : 0;
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "    sets %.2f: covered %.4f, %.3f labels%n",
                    confidence,
                    (double) covered / truth.length,
                    (double) labels / truth.length);
        }
    }

    private static void print(String name, double[][] probabilities, int[] codes, int[] truth) {
        boolean two = probabilities.length == 2;
        System.out.printf(
                Locale.ROOT,
                "    %s ece %.4f logloss %.4f auc %.6f accuracy %.4f f1 %.4f f1_macro %.4f balanced %.4f%n",
                name,
                calibrationError(probabilities, truth),
                ClassificationMetrics.logLoss(truth, probabilities),
                two ? ClassificationMetrics.auc(truth, probabilities[1]) : Double.NaN,
                ClassificationMetrics.accuracy(truth, codes),
                ClassificationMetrics.f1(truth, codes, 1),
                ClassificationMetrics.f1Macro(truth, codes, probabilities.length),
                ClassificationMetrics.balancedAccuracy(truth, codes, probabilities.length));
    }

    /** Over ten bins of equal width: of class 1 of two, of the likeliest class of more. */
    private static double calibrationError(double[][] probabilities, int[] truth) {
        double[] said = new double[BINS];
        double[] was = new double[BINS];
        for (int row = 0; row < truth.length; row++) {
            int code = 1;
            if (probabilities.length > 2) {
                code = 0;
                for (int other = 1; other < probabilities.length; other++) {
                    code = probabilities[other][row] > probabilities[code][row] ? other : code;
                }
            }
            int bin = Math.min(BINS - 1, (int) (BINS * probabilities[code][row]));
            said[bin] += probabilities[code][row];
            was[bin] += truth[row] == code ? 1 : 0;
        }
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(said[bin] - was[bin]);
        }
        return sum / truth.length;
    }

    private static void numbers(Model model, ColumnBatch batch, double[] truth) {
        double[] predicted = new double[truth.length];
        model.values(batch, predicted);
        Uncertainty.Intervals intervals =
                (Uncertainty.Intervals) model.uncertainty().orElseThrow();
        for (double confidence : new double[] {0.5, 0.8, 0.9, 0.95, 0.99}) {
            int covered = 0;
            double width = 0;
            for (int row = 0; row < truth.length; row++) {
                double low = intervals.lower(predicted[row], confidence);
                double high = intervals.upper(predicted[row], confidence);
                covered += truth[row] >= low && truth[row] <= high ? 1 : 0;
                width += high - low;
            }
            System.out.printf(
                    Locale.ROOT,
                    "    intervals %.2f: covered %.4f, width %.4f%n",
                    confidence,
                    (double) covered / truth.length,
                    width / truth.length);
        }
    }
}
