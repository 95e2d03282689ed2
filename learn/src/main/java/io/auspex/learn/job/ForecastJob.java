package io.auspex.learn.job;

import io.auspex.learn.forecast.ForecastResult;
import io.auspex.learn.forecast.ForecastSearch;
import io.auspex.learn.forecast.ForecastSettings;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.model.Forecast;
import io.auspex.model.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** MODEL_TYPE FORECAST: the future of every series, computed once and for all. */
final class ForecastJob {
    private static final double SEARCH_STARTS = 0.1;
    private static final double SEARCH_ENDS = 0.95;

    private ForecastJob() {}

    /** @param frame all rows: it is the oldest that MAX_CELLS leaves out, not any */
    static TrainedForecast run(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        ForecastSettings settings = settings(job);
        progress.report(ProgressLine.of("profiling", 0.03, "looking at " + frame.rows() + " rows"));
        AtomicInteger told = new AtomicInteger();
        // The simplest methods need no time: there always is a forecast.
        clock.deadline().somethingToKeep();
        ForecastResult result = ForecastSearch.run(
                frame,
                job.target().orElseThrow(),
                settings,
                job.maxCells(),
                job.threads(),
                job.seed(),
                clock.deadline(),
                (done, all) -> report(progress, told, done, all));
        boolean stopped = clock.deadline().isStopped();
        List<String> findings = new ArrayList<>(result.findings());
        if (stopped) {
            findings.add("The search was stopped by request; each series has the best method found until then.");
        }
        Map<String, String> facts = new LinkedHashMap<>(JobFacts.of(job, frame, frame.rows()));
        facts.put("horizon", Integer.toString(settings.horizon()));
        facts.put("frequency", settings.frequency().code());
        facts.put("percentiles", String.join(",", settings.percentiles().columns()));
        facts.put("objective", settings.objective().displayName());
        facts.put("findings", String.join(" ", findings));
        return new TrainedForecast(
                new Forecast(
                        result.series(),
                        result.times(),
                        result.columns(),
                        result.values(),
                        new Provenance(facts, result.candidates())),
                new TrainingOutcome(
                        result.metrics(),
                        Optional.empty(),
                        settings.objective().displayName(),
                        ModelType.FORECAST,
                        result.trainedRows(),
                        frame.totalRows(),
                        result.cutOff() && !stopped,
                        JobClock.cpuSeconds(),
                        clock.elapsedSeconds(),
                        OptionalDouble.empty(),
                        findings));
    }

    static ForecastSettings settings(JobSpecification job) {
        return ForecastSettings.parse(job.settings(), job.objective());
    }

    /** Once a percent, and never backwards. */
    private static void report(TrainingProgress progress, AtomicInteger told, int done, int all) {
        int percent = (int) (100L * done / all);
        if (told.getAndAccumulate(percent, Math::max) < percent) {
            synchronized (told) {
                double fraction = SEARCH_STARTS + (SEARCH_ENDS - SEARCH_STARTS) * told.get() / 100;
                progress.report(ProgressLine.of("training", fraction, done + " of " + all + " series forecast"));
            }
        }
    }
}
