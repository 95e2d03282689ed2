package io.auspex.learn.job;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.search.CandidateResult;
import io.auspex.learn.search.ModelSearch;
import io.auspex.learn.search.SearchResult;
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
    private static final double SEARCH_STARTS = 0.05;
    private static final double SEARCH_ENDS = 0.95;
    /** XGBoost's copies of the rows that exist at the same time at most, as the search trains folds side by side. */
    private static final int MOST_SIDE_BY_SIDE = 5;

    private AutopilotJob() {}

    static TrainedModel run(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        progress.report(ProgressLine.of("profiling", 0.03, "looking at " + frame.rows() + " rows"));
        Target target = TrainingDataCheck.check(frame, job);
        Objective objective =
                job.objective().map(Objective::parse).orElseGet(() -> Objective.defaultFor(target.problemType()));
        Frame features = frame.without(frame.indexOf(target.field().name())).select(target.rows());
        DataProfile profile = Profiler.profile(features);
        MemoryEstimate.require(
                job.memoryBytes(),
                features.rows(),
                features.fields().size(),
                target.outputs(),
                Math.min(job.threads(), MOST_SIDE_BY_SIDE));
        Deadline deadline = clock.deadline();
        SearchResult found = ModelSearch.run(
                features,
                profile,
                target,
                objective,
                job.modelType(),
                job.threads(),
                job.seed(),
                deadline,
                (fraction, message, best) ->
                        progress.report(line(fraction, message, best, objective, target.problemType())));
        return new TrainedModel(
                model(job, frame, features, target, objective, profile, found),
                outcome(frame, features, target, profile, found, clock));
    }

    private static ProgressLine line(
            double fraction,
            String message,
            Optional<CandidateResult> best,
            Objective objective,
            ProblemType problemType) {
        return new ProgressLine(
                "training",
                SEARCH_STARTS + (SEARCH_ENDS - SEARCH_STARTS) * fraction,
                message,
                best.map(result -> result.candidate().name()),
                best.map(result -> objective.metricName(
                        problemType, result.candidate().learner().modelType())),
                best.map(result -> OptionalDouble.of(result.score().value())).orElse(OptionalDouble.empty()));
    }

    private static Model model(
            JobSpecification job,
            Frame frame,
            Frame features,
            Target target,
            Objective objective,
            DataProfile profile,
            SearchResult found) {
        Task task = target.problemType().isClassification()
                ? new Task.Classification(target.labels(), target.field().type())
                : new Task.Regression(target.field().type());
        Map<String, String> facts = new LinkedHashMap<>(JobFacts.of(job, frame, features.rows()));
        facts.put("problem_type", target.problemType().name());
        facts.put("objective", objective.displayName());
        facts.put("winner", found.winner().candidate().name());
        facts.put("findings", String.join(" ", findings(frame, features, target, profile, found)));
        return new Model(
                features.fields(),
                task,
                found.members(),
                found.winner().score().threshold(),
                new Provenance(facts, found.leaderboard().records()));
    }

    private static TrainingOutcome outcome(
            Frame frame, Frame features, Target target, DataProfile profile, SearchResult found, JobClock clock) {
        ModelType winner = found.winner().candidate().learner().modelType();
        return new TrainingOutcome(
                Map.of(
                        found.objective().metricName(target.problemType(), winner),
                        found.winner().score().value()),
                Optional.of(target.problemType()),
                found.objective().displayName(),
                winner,
                features.rows(),
                frame.totalRows(),
                found.cutOff(),
                JobClock.cpuSeconds(),
                clock.elapsedSeconds(),
                OptionalDouble.of(found.baseline()),
                findings(frame, features, target, profile, found));
    }

    private static List<String> findings(
            Frame frame, Frame features, Target target, DataProfile profile, SearchResult found) {
        List<String> findings = new ArrayList<>();
        findings.add(target.rule());
        findings.addAll(JobFacts.rowFindings(frame, features.rows()));
        findings.addAll(profile.findings());
        findings.addAll(found.report());
        return findings;
    }
}
