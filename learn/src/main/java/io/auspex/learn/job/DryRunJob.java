package io.auspex.learn.job;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.XGBoostObjective;
import io.auspex.learn.algorithm.XGBoostParameters;
import io.auspex.learn.cluster.KMeansParameters;
import io.auspex.learn.forecast.ForecastSettings;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.report.DataInspection;
import io.auspex.learn.report.DataReport;
import io.auspex.learn.report.Finding;
import io.auspex.learn.report.FindingKind;
import io.auspex.learn.report.Severity;
import io.auspex.learn.search.RowUse;
import io.auspex.learn.search.SearchPlan;
import io.auspex.learn.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * CHECK MODEL: everything that a training does before it learns, and in place of the learning what it would be. Reads the
 * rows that the training would read.
 */
final class DryRunJob {
    private final JobSpecification job;
    private final Frame frame;
    private final List<PlanItem> plan = new ArrayList<>();
    private final List<Finding> failures = new ArrayList<>();

    private DryRunJob(JobSpecification job, Frame frame) {
        this.job = job;
        this.frame = frame;
    }

    /**
     * Leaves {@code check.json} in the folder.
     *
     * @throws TrainingException if the rows cannot be learnt from
     */
    static void run(JobFolder folder, JobSpecification job, TrainingProgress progress) throws IOException {
        progress.report(ProgressLine.of("reading", 0.0, "reading the training data"));
        Frame frame = Frame.read(folder.trainFolder(), job.maxCells(), job.seed());
        progress.report(ProgressLine.of("profiling", 0.3, "looking at " + frame.rows() + " rows"));
        DryRun checked = check(job, frame);
        Files.createDirectories(folder.checkFile().getParent());
        Files.write(folder.checkFile(), checked.toJson());
        progress.report(ProgressLine.of("done", 1, "the data are checked"));
    }

    static DryRun check(JobSpecification job, Frame frame) {
        return new DryRunJob(job, frame).check();
    }

    private DryRun check() {
        DataReport report =
                switch (job.algorithm()) {
                    case AUTOPILOT -> search();
                    case XGBOOST -> xgboost();
                    case KMEANS -> clusters();
                    case FORECAST -> forecast();
                };
        return new DryRun(plan, report.with(failures));
    }

    private DataReport search() {
        Target target = TrainingDataCheck.check(frame, job);
        Objective objective =
                job.objective().map(Objective::parse).orElseGet(() -> Objective.defaultFor(target.problemType()));
        SearchSettings settings = SearchSettings.parse(job.settings());
        RowUse use = RowUse.read(settings, frame.select(target.rows()), target);
        Frame features = AutopilotJob.features(frame, target, settings).select(target.rows());
        PreprocessorFitting fitting = AutopilotJob.fitting(job, features);
        DataProfile profile = Profiler.profile(fitting.filled()).prepared(fitting::encodes);
        add("problem_type", target.problemType().displayName());
        add("rule", target.rule());
        add("objective", objective.displayName() + (job.objective().isPresent() ? "" : ", the default"));
        rows(features.rows());
        features(profile);
        SearchPlan search = SearchPlan.of(use, profile, job.modelType(), settings, job.seed());
        add("validation", search.validation());
        for (int i = 0; i < search.candidates().size(); i++) {
            add("candidate " + (i + 1), search.candidates().get(i));
        }
        add("time", "MAX_RUNTIME " + job.maxRuntimeSeconds() + " seconds at most, on " + cores());
        memory(
                features.rows(),
                Math.max(features.fields().size(), fitting.encodedWidth()),
                target.outputs(),
                Math.min(job.threads(), AutopilotJob.MOST_SIDE_BY_SIDE));
        if (!profile.hasFeatures()) {
            fails("No column is of use to predict \"" + target.field().name() + "\".");
        }
        return inspect(features, Optional.of(target));
    }

    private DataReport xgboost() {
        Target target = TrainingDataCheck.check(frame, job);
        XGBoostObjective objective = XGBoostObjective.parse(job.objective().orElseThrow());
        XGBoostParameters parameters = XGBoostParameters.parse(objective, job.hyperparameters());
        Frame features = features(target);
        add("algorithm", "XGBoost, " + parameters.rounds() + " rounds, the columns as they are");
        add("objective", objective.key());
        rows(features.rows());
        add("features", Integer.toString(features.fields().size()));
        add("time", "MAX_RUNTIME " + job.maxRuntimeSeconds() + " seconds at most, on " + cores());
        memory(features.rows(), features.fields().size(), parameters.classes().orElse(1), 1);
        return inspect(features, Optional.of(classes(target, objective, parameters)));
    }

    /** AUTO OFF takes its classes for numbers, which as such would be judged wrongly. */
    private static Target classes(Target target, XGBoostObjective objective, XGBoostParameters parameters) {
        int classes = objective.isBinary()
                ? 2
                : objective == XGBoostObjective.MULTI_SOFTMAX
                        ? parameters.classes().orElseThrow()
                        : 0;
        if (classes < 2) {
            return target;
        }
        return new Target(
                target.field(),
                classes == 2 ? ProblemType.BINARY_CLASSIFICATION : ProblemType.MULTICLASS_CLASSIFICATION,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
                target.rows(),
                target.values(),
                target.rule());
    }

    private DataReport clusters() {
        KMeansParameters parameters = TrainingDataCheck.checkClusters(frame, job);
        add("algorithm", "k-means, " + parameters.clusters() + " clusters");
        rows(frame.rows());
        add("features", Integer.toString(frame.fields().size()));
        memory(frame.rows(), frame.fields().size(), 1, 1);
        return inspect(frame, Optional.empty());
    }

    private DataReport forecast() {
        ForecastSettings settings = ForecastJob.settings(job);
        add(
                "algorithm",
                "forecast of " + settings.horizon() + " steps, frequency "
                        + settings.frequency().code());
        add("objective", settings.objective().displayName());
        rows(frame.rows());
        add("time", "MAX_RUNTIME " + job.maxRuntimeSeconds() + " seconds at most, on " + cores());
        return inspect(frame, Optional.empty());
    }

    private Frame features(Target target) {
        return frame.without(frame.indexOf(target.field().name())).select(target.rows());
    }

    private DataReport inspect(Frame features, Optional<Target> target) {
        return DataInspection.inspect(features, Profiler.profile(features), target, frame.rows(), job.seed());
    }

    private void rows(int used) {
        add("rows", used + " of " + frame.totalRows());
        JobFacts.rowFindings(frame, used).forEach(reason -> add("rows_left_out", reason));
    }

    private void features(DataProfile profile) {
        long used = profile.columns().stream()
                .filter(column -> column.role().isUsed())
                .count();
        add("features", used + " of " + profile.columns().size());
        profile.findings().forEach(reason -> add("feature_left_out", reason));
    }

    private void memory(long rows, long features, long outputs, int sideBySide) {
        long needed = MemoryEstimate.bytes(rows, features, outputs, sideBySide);
        String limit = job.memoryBytes() == 0 ? "" : " of " + (job.memoryBytes() >> 20) + " MB";
        add("memory", "about " + (needed >> 20) + " MB" + limit);
        try {
            MemoryEstimate.require(job.memoryBytes(), rows, features, outputs, sideBySide);
        } catch (TrainingException tooMuch) {
            fails(tooMuch.getMessage() + " " + tooMuch.hint());
        }
    }

    private String cores() {
        return job.threads() + (job.threads() == 1 ? " core" : " cores");
    }

    private void add(String item, String detail) {
        plan.add(new PlanItem(item, detail));
    }

    private void fails(String why) {
        failures.add(new Finding(
                FindingKind.TRAINING_WOULD_FAIL, Severity.CRITICAL, Optional.empty(), OptionalDouble.empty(), why));
    }
}
