package io.auspex.learn.job;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.Metric;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import io.auspex.learn.search.Baseline;
import io.auspex.learn.search.SearchResult;
import io.auspex.model.transform.PrincipalComponents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the user should know of a search, a sentence each: what was decided, what was left out, and last, where it is seen at once, what
 * the model is worth.
 *
 * @param score of the model as it is handed over
 * @param settled what there is to say of what was settled after the search
 */
record SearchFindings(
        Frame frame,
        Target target,
        PreprocessorFitting fitting,
        DataProfile profile,
        SearchResult found,
        double score,
        List<String> settled) {
    /** A lead of fewer standard errors is chance: the best of several candidates is lucky too. */
    private static final double LEAD_ERRORS = 2;

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(target.rule());
        sentences.addAll(JobFacts.rowFindings(frame, fitting.features().rows()));
        sentences.addAll(fitting.preprocessors().findings(fitting.features().fields()));
        for (PrincipalComponents projection : found.members().get(0).pipeline().projections()) {
            sentences.add("PCA turned " + projection.features().size() + " features into " + projection.width() + ".");
        }
        sentences.addAll(profile.findings());
        sentences.addAll(found.report());
        sentences.addAll(settled);
        sentences.add(comparison());
        return sentences;
    }

    /** With what the same answer for every row would be worth; a lead within the error of measurement is none. */
    private String comparison() {
        Metric metric = found.objective().metric();
        Baseline baseline = found.baseline();
        String name = found.objective().metricName(target.problemType(), found.modelType());
        boolean ahead = metric.better(score, baseline.score())
                && Math.abs(score - baseline.score())
                        > LEAD_ERRORS * found.score().standardError();
        String without = sixDecimals(baseline.score());
        String with = sixDecimals(score);
        return ahead
                ? "Saying " + baseline.answer() + " for every row would give " + name + " " + without
                        + "; the model gives " + with + "."
                : "WARNING: the model is no better than saying " + baseline.answer() + " for every row: " + name + " "
                        + with + " against " + without + ".";
    }

    private static String sixDecimals(double number) {
        return String.format(Locale.ROOT, "%.6f", number);
    }
}
