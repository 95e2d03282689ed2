package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.job.TrainedModel;
import io.auspex.learn.job.TrainingJob;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.metric.RegressionMetrics;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.compile.Part;
import io.auspex.model.compile.PredictionCost;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the search reaches on rows it never saw. */
class ModelSearchTest {
    private static TrainedModel search(
            Frame train, String target, long seconds, Optional<String> objective, Optional<ModelType> only) {
        JobSpecification plain = JobSpecification.autopilot(target, 2);
        JobSpecification job = new JobSpecification(
                plain.algorithm(),
                Optional.of(target),
                Optional.empty(),
                objective,
                only,
                Optional.empty(),
                Map.of(),
                Map.of(),
                seconds,
                1,
                2,
                plain.maxCells(),
                0,
                Map.of());
        return TrainingJob.train(job, train, line -> {});
    }

    private static JobSpecification models(String target, int count, int threads) {
        return guided(target, threads, Map.of("MAX_MODELS", Integer.toString(count)));
    }

    private static JobSpecification guided(String target, int threads, Map<String, String> settings) {
        JobSpecification plain = JobSpecification.autopilot(target, threads);
        return new JobSpecification(
                plain.algorithm(),
                plain.target(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                settings,
                plain.maxRuntimeSeconds(),
                0,
                threads,
                plain.maxCells(),
                0,
                Map.of());
    }

    private static double auc(Model model, Frame test, String target) {
        int column = test.indexOf(target);
        double[][] probabilities = new double[2][test.rows()];
        model.probabilities(test.without(column).batch(), probabilities);
        int[] truth = new int[test.rows()];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = (int) test.numbers(column)[row];
        }
        return ClassificationMetrics.auc(truth, probabilities[1]);
    }

    @Test
    void churnIsToldApartOnHeldOutRows() {
        Frame churn = OpenData.load("churn_telecom");
        TrainedModel trained = search(OpenData.train(churn), "churn", 30, Optional.empty(), Optional.empty());
        // 835 rows, 121 of them churn: AutoGluon 1.6.3 reached 0.893 here in 60 s, H2O AutoML 0.903; twice the time
        // that there is.
        assertThat(auc(trained.model(), OpenData.test(churn), "churn")).isGreaterThan(0.89);
        assertThat(trained.outcome().wallSeconds()).isLessThan(30);
    }

    @Test
    void aRegressionBeatsTheMeanByFar() {
        Frame abalone = OpenData.load("abalone");
        TrainedModel trained = search(OpenData.train(abalone), "rings", 5, Optional.empty(), Optional.empty());
        Frame test = OpenData.test(abalone);
        double[] predicted = new double[test.rows()];
        trained.model().values(test.without(test.indexOf("rings")).batch(), predicted);
        double[] truth = test.numbers(test.indexOf("rings"));
        assertThat(RegressionMetrics.rmse(truth, predicted)).isLessThan(2.25);
        assertThat(trained.outcome().metricName()).isEqualTo("validation:mse");
        assertThat(trained.outcome().metricValue())
                .isLessThan(trained.outcome().baseline().orElseThrow() / 2);
    }

    @Test
    void theLinearFamilyAloneIsRefitOnAllRows() {
        Frame vehicle = OpenData.load("vehicle");
        TrainedModel trained =
                search(vehicle, "class", 120, Optional.of("Accuracy"), Optional.of(ModelType.LINEAR_LEARNER));
        assertThat(trained.outcome().metricName()).isEqualTo("validation:multiclass_accuracy");
        assertThat(trained.outcome().problemType()).contains(ProblemType.MULTICLASS_CLASSIFICATION);
        assertThat(trained.outcome().metricValue()).isGreaterThan(0.75);
        assertThat(trained.model().members()).hasSize(1);
    }

    /** Issue 4 point 2: MODEL_TYPE MLP tries several nets and keeps the fold models; XGBoost alone reaches a log loss of 0.55 here. */
    @Test
    void theNetsAloneTellVehiclesApart() {
        Frame vehicle = OpenData.load("vehicle");
        TrainedModel trained =
                search(OpenData.train(vehicle), "class", 20, Optional.of("Accuracy"), Optional.of(ModelType.MLP));
        assertThat(trained.outcome().metricName()).isEqualTo("validation:accuracy");
        assertThat(trained.outcome().modelType()).isEqualTo(ModelType.MLP);
        assertThat(trained.model().members()).hasSizeGreaterThanOrEqualTo(8);
        Frame test = OpenData.test(vehicle);
        int column = test.indexOf("class");
        double[][] probabilities = new double[4][test.rows()];
        trained.model().probabilities(test.without(column).batch(), probabilities);
        int[] truth = new int[test.rows()];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = ((Task.Classification) trained.model().task()).labels().indexOf(test.texts(column)[row]);
        }
        assertThat(ClassificationMetrics.logLoss(truth, probabilities)).isLessThan(0.5);
    }

    @Test
    void theSameSeedGivesTheSameModelOnAnyNumberOfThreads() {
        Frame titanic = OpenData.load("titanic").select(IntStream.range(0, 500).toArray());
        // As many as bring every family, chosen by number: what there is time for is not the same on two runs.
        Model first = TrainingJob.train(models("survived", 12, 2), titanic, line -> {})
                .model();
        Model second = TrainingJob.train(models("survived", 12, 1), titanic, line -> {})
                .model();
        assertThat(second.members()).isEqualTo(first.members());
        assertThat(second.threshold()).isEqualTo(first.threshold());
    }

    /** What the user says that a row may take is kept to, by what all members are estimated to take together. */
    @Test
    void theModelIsAsQuickAsAskedFor() {
        Frame titanic = OpenData.load("titanic").select(IntStream.range(0, 500).toArray());
        Model calm = TrainingJob.train(
                        guided("survived", 2, Map.of("MAX_MODELS", "6", "LATENCY_BUDGET", "1000")), titanic, line -> {})
                .model();
        Model quick = TrainingJob.train(
                        guided("survived", 2, Map.of("MAX_MODELS", "6", "LATENCY_BUDGET", "5")), titanic, line -> {})
                .model();
        assertThat(microseconds(calm)).isGreaterThan(7);
        assertThat(microseconds(quick)).isLessThanOrEqualTo(5.5);
        assertThat(quick.members()).hasSizeLessThan(calm.members().size());
    }

    private static double microseconds(Model model) {
        return PredictionCost.nanoseconds(model.members().stream()
                        .map(member -> new Part(member.pipeline(), member.predictor()))
                        .toList())
                / 1000;
    }

    @Test
    void manyRowsAreHeldOutOnce() {
        assertThat(Folds.of(100_000, null, 0, 1)).hasSize(4);
        Fold only = Folds.of(100_001, null, 0, 1).get(0);
        assertThat(only.validation()).hasSize(20_001);
        assertThat(only.train()).hasSize(80_000);
    }

    @Test
    void foldsSpreadClassesEvenly() {
        int[] codes = new int[103];
        Arrays.fill(codes, 0, 10, 1);
        for (Fold fold : Folds.of(codes.length, codes, 2, 5)) {
            int rare = 0;
            for (int row : fold.validation()) {
                rare += codes[row];
            }
            assertThat(rare).isBetween(1, 2);
            assertThat(fold.train().length + fold.validation().length).isEqualTo(103);
        }
    }
}
