package io.auspex.learn;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.TrainedModel;
import io.auspex.learn.job.TrainingJob;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.CandidateRecord;
import io.auspex.model.Task;
import io.auspex.model.transform.CanonicalText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints what the search reaches on held-out rows: {@code SearchMeasurement SECONDS[/MODEL_TYPE] NAME...}. For people who change the portfolio;
 * no test.
 */
public final class SearchMeasurement {
    private static final Map<String, List<String>> SETS = Map.ofEntries(
            Map.entry("churn_telecom", List.of("churn", "t")),
            Map.entry("bank_additional", List.of("y", "yes")),
            Map.entry("adult", List.of("income", ">50K")),
            Map.entry("titanic", List.of("survived", "1")),
            Map.entry("credit_g", List.of("class", "bad")),
            Map.entry("kc1", List.of("class", "t")),
            Map.entry("spambase", List.of("type", "spam")),
            Map.entry("phoneme", List.of("class", "1")),
            Map.entry("mammography", List.of("class", "1")),
            Map.entry("flights_delay_10k", List.of("dep_delayed_15min", "Y")),
            Map.entry("covtype_15k", List.of("cover_type", "")),
            Map.entry("vehicle", List.of("class", "")),
            Map.entry("segment", List.of("class", "")),
            Map.entry("car", List.of("class", "")),
            Map.entry("letter", List.of("lettr", "")),
            Map.entry("abalone", List.of("rings", "")),
            Map.entry("bike_sharing_hour", List.of("cnt", "")),
            Map.entry("california_housing", List.of("median_house_value", "")),
            Map.entry("diamonds", List.of("price", "")),
            Map.entry("auto_imports", List.of("price", "")),
            Map.entry("ames_housing", List.of("sale_price", "")),
            Map.entry("wine_quality", List.of("quality", "")));

    private static final List<String> NUMBERS = List.of(
            "abalone",
            "auto_imports",
            "bike_sharing_hour",
            "california_housing",
            "diamonds",
            "ames_housing",
            "wine_quality");

    private SearchMeasurement() {}

    public static void main(String[] arguments) {
        for (int index = 1; index < arguments.length; index++) {
            String[] limits = arguments[0].split("/", 2);
            Optional<ModelType> family =
                    limits.length == 2 ? Optional.of(ModelType.valueOf(limits[1])) : Optional.empty();
            measure(arguments[index], Long.parseLong(limits[0]), family);
        }
    }

    /** What the benchmark judges by. */
    private static Optional<String> objective(String name) {
        boolean classes = NUMBERS.stream().noneMatch(name::equals);
        return classes ? Optional.of(SETS.get(name).get(1).isEmpty() ? "LogLoss" : "AUC") : Optional.empty();
    }

    private static void measure(String name, long seconds, Optional<ModelType> family) {
        String targetName = SETS.get(name).get(0);
        Frame all = OpenData.load(name);
        JobSpecification plain = JobSpecification.autopilot(targetName, 2);
        JobSpecification job = new JobSpecification(
                plain.algorithm(),
                Optional.of(targetName),
                Optional.empty(),
                objective(name),
                family,
                Optional.empty(),
                Map.of(),
                Map.of("MIN_ROWS", "30"),
                seconds,
                7,
                2,
                100_000_000,
                0,
                Map.of());
        long start = System.nanoTime();
        TrainedModel trained = TrainingJob.train(job, OpenData.train(all), line -> {});
        double wall = (System.nanoTime() - start) / 1e9;
        Frame test = OpenData.test(all);
        int target = test.indexOf(targetName);
        Frame features = test.without(target);
        String held;
        if (trained.model().task() instanceof Task.Classification classification) {
            int[] truth = new int[test.rows()];
            for (int row = 0; row < truth.length; row++) {
                String label = test.fields().get(target).type().isText()
                        ? test.texts(target)[row]
                        : CanonicalText.of(
                                test.numbers(target)[row],
                                test.fields().get(target).type());
                truth[row] = classification.labels().indexOf(label);
            }
            double[][] probabilities = new double[classification.labels().size()][test.rows()];
            trained.model().probabilities(features.batch(), probabilities);
            int[] codes = new int[test.rows()];
            trained.model().codes(features.batch(), codes);
            held = String.format(
                    Locale.ROOT,
                    "auc %.4f logloss %.4f accuracy %.4f f1 %.4f",
                    probabilities.length == 2 ? ClassificationMetrics.auc(truth, probabilities[1]) : Double.NaN,
                    ClassificationMetrics.logLoss(truth, probabilities),
                    ClassificationMetrics.accuracy(truth, codes),
                    ClassificationMetrics.f1(truth, codes, 1));
        } else {
            double[] predicted = new double[test.rows()];
            trained.model().values(features.batch(), predicted);
            held = String.format(Locale.ROOT, "rmse %.4f", RegressionMetrics.rmse(test.numbers(target), predicted));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %s | %s %.4f winner %s cut %s wall %.1f s cpu %.1f%n",
                name,
                held,
                trained.outcome().metricName(),
                trained.outcome().metricValue(),
                trained.model().provenance().facts().get("winner"),
                trained.outcome().runtimeCutOff(),
                wall,
                trained.outcome().cpuSeconds());
        for (CandidateRecord record : trained.model().provenance().candidates()) {
            System.out.printf(
                    Locale.ROOT,
                    "    %-20s %.5f loss %.6s %.1f s%n",
                    record.name(),
                    record.score(),
                    record.parameters().get("loss"),
                    record.seconds());
        }
        trained.outcome().findings().forEach(finding -> System.out.println("    " + finding));
    }
}
