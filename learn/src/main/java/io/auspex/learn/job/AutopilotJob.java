package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.LightGbmLearner;
import io.auspex.learn.calibrate.AfterSearch;
import io.auspex.learn.feature.TextColumns;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.preprocess.Transformer;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.report.DataInspection;
import io.auspex.learn.report.DataReport;
import io.auspex.learn.search.ColumnSetting;
import io.auspex.learn.search.ModelSearch;
import io.auspex.learn.search.RowUse;
import io.auspex.learn.search.SearchResult;
import io.auspex.learn.search.SearchSettings;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** AUTO ON: profile the data, search for the best model, tell how it went. */
final class AutopilotJob {
    /** XGBoost's copies of the rows that exist at the same time at most, as the search trains folds side by side. */
    static final int MOST_SIDE_BY_SIDE = 5;

    private AutopilotJob() {}

    static TrainedModel run(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        progress.report(ProgressLine.of("profiling", 0.03, "looking at " + frame.rows() + " rows"));
        Aside.begin("libraries", LightGbmLearner::loadLibrary);
        Target target = TrainingDataCheck.check(frame, job);
        Objective objective =
                job.objective().map(Objective::parse).orElseGet(() -> Objective.defaultFor(target.problemType()));
        SearchSettings settings = SearchSettings.parse(job.settings());
        RowUse use = RowUse.read(settings, frame.select(target.rows()), target);
        Frame features = features(frame, target, settings).select(target.rows());
        PreprocessorFitting fitting = fitting(job, features);
        DataProfile filled = Profiler.profile(fitting.filled());
        DataProfile given = fitting.preprocessors().sets().isEmpty() ? filled : Profiler.profile(features);
        // Nobody needs it before the model, and cores are idle where learning begins.
        Aside<DataReport> report = Aside.begin(
                "inspection",
                () -> DataInspection.inspect(features, given, Optional.of(target), frame.rows(), job.seed()));
        DataProfile profile = filled.prepared(fitting::encodes);
        MemoryEstimate.require(
                job.memoryBytes(),
                features.rows(),
                Math.max(features.fields().size(), fitting.encodedWidth()) + TextColumns.mostFeatures(profile),
                target.outputs(),
                Math.min(job.threads(), MOST_SIDE_BY_SIDE));
        Deadline deadline = clock.deadline();
        SearchProgress listener = new SearchProgress(progress, objective, target.problemType(), deadline);
        SearchResult found = ModelSearch.run(
                fitting,
                profile,
                target,
                use,
                objective,
                job.modelType(),
                settings,
                job.threads(),
                job.seed(),
                deadline,
                listener);
        AfterSearch after = AfterSearch.of(found.outOfFold(), target, objective.metric(), job.seed());
        double score = after.score().orElse(found.score().value());
        List<String> settled = new ArrayList<>(after.findings());
        if (deadline.isStopped()) {
            settled.add("The search was stopped by request; the model is the best found until then.");
        }
        List<String> findings = new SearchFindings(frame, target, fitting, profile, found, score, settled).sentences();
        boolean cutOff = found.cutOff() && !deadline.isStopped();
        return new TrainedModel(
                model(job, frame, features, target, objective, found, after, findings),
                outcome(frame, features, target, found, score, cutOff, clock, findings),
                listener.rows(),
                Optional.of(report.result()));
    }

    /** The columns to learn from: not those that say what becomes of a row. */
    static Frame features(Frame frame, Target target, SearchSettings settings) {
        Frame features = frame.without(frame.indexOf(target.field().name()));
        for (Map.Entry<ColumnSetting, String> column : settings.columns().entrySet()) {
            int index = features.indexOf(column.getValue());
            if (!column.getKey().isFeature() && index >= 0) {
                features = features.without(index);
            }
        }
        return features;
    }

    static PreprocessorFitting fitting(JobSpecification job, Frame features) {
        Preprocessors preprocessors = job.preprocessors()
                .map(text -> Preprocessors.parse(text, features.fields(), job.target(), Transformer.all()))
                .orElse(Preprocessors.NONE);
        return new PreprocessorFitting(preprocessors, features);
    }

    private static Model model(
            JobSpecification job,
            Frame frame,
            Frame features,
            Target target,
            Objective objective,
            SearchResult found,
            AfterSearch after,
            List<String> findings) {
        Task task = target.problemType().isClassification()
                ? new Task.Classification(target.labels(), target.field().type())
                : new Task.Regression(target.field().type());
        Map<String, String> facts = new LinkedHashMap<>(JobFacts.of(job, frame, features.rows()));
        facts.put("problem_type", target.problemType().name());
        facts.put("objective", objective.displayName());
        facts.put("winner", found.winner());
        facts.put("findings", String.join(" ", findings));
        return new Model(
                features.fields(),
                task,
                found.members(),
                after.decision(),
                after.uncertainty(),
                new Provenance(facts, found.candidates()),
                Optional.empty());
    }

    private static TrainingOutcome outcome(
            Frame frame,
            Frame features,
            Target target,
            SearchResult found,
            double score,
            boolean cutOff,
            JobClock clock,
            List<String> findings) {
        ModelType winner = found.modelType();
        return new TrainingOutcome(
                Map.of(found.objective().metricName(target.problemType(), winner), score),
                Optional.of(target.problemType()),
                found.objective().displayName(),
                winner,
                features.rows(),
                frame.totalRows(),
                cutOff,
                JobClock.cpuSeconds(),
                clock.elapsedSeconds(),
                OptionalDouble.of(found.baseline().score()),
                findings);
    }
}
