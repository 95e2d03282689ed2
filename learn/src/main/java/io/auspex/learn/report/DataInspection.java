package io.auspex.learn.report;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for what spoils models: leaks, copies, columns of no use, rows whose order means something. Costs a pass over all
 * rows and some over a sample of at most {@link RowSample#MOST_ROWS}: seconds for a million rows. The same seed finds the same.
 */
public final class DataInspection {
    /** Of one kind and severity; the columns of the others are named together. */
    private static final int MOST_OF_A_KIND = 5;

    private static final int MOST_NAMED = 10;

    private DataInspection() {}

    /**
     * Inspects.
     *
     * @param features the rows to learn from, without the target
     * @param profile of these rows, before anything was imputed
     * @param target what is to be predicted; absent for clusters
     * @param rows how many there were, also without a target
     */
    public static DataReport inspect(
            Frame features, DataProfile profile, Optional<Target> target, int rows, long seed) {
        RowSample sample = RowSample.draw(features, profile, target, seed);
        List<ColumnScore> scores = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        if (target.isPresent() && sample.rows() > 1) {
            for (RowSample.Column column : sample.columns()) {
                scores.add(
                        column.profile().role() == ColumnRole.CONSTANT
                                ? new ColumnScore(
                                        measure(target.get()),
                                        measure(target.get()) == ColumnScore.Measure.AUC ? 0.5 : 0)
                                : ColumnScore.of(
                                        column.values(), sample.target().orElseThrow(), seed));
            }
            findings.addAll(LeakCheck.find(sample, scores));
            findings.addAll(TargetChecks.find(target.get(), rows));
            findings.addAll(MissingCheck.find(sample));
        }
        findings.addAll(RowOrderChecks.find(sample));
        findings.addAll(DuplicateRows.find(features, profile, target));
        findings.addAll(DuplicateColumns.find(sample));
        findings.addAll(ColumnChecks.find(sample, features.rows()));
        return new DataReport(features.rows(), profile.columns(), target, scores, few(findings));
    }

    private static ColumnScore.Measure measure(Target target) {
        return switch (target.problemType()) {
            case REGRESSION -> ColumnScore.Measure.R2;
            case BINARY_CLASSIFICATION -> ColumnScore.Measure.AUC;
            case MULTICLASS_CLASSIFICATION -> ColumnScore.Measure.ERRORS_AVOIDED;
        };
    }

    /** The worst first; what there is much of is told together. */
    private static List<Finding> few(List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::severity));
        Map<FindingKind, List<Finding>> more = new EnumMap<>(FindingKind.class);
        Map<FindingKind, Integer> told = new EnumMap<>(FindingKind.class);
        List<Finding> few = new ArrayList<>();
        for (Finding finding : sorted) {
            boolean spared =
                    finding.severity() == Severity.INFO && told.merge(finding.kind(), 1, Integer::sum) > MOST_OF_A_KIND;
            if (spared) {
                more.computeIfAbsent(finding.kind(), unused -> new ArrayList<>())
                        .add(finding);
            } else {
                few.add(finding);
            }
        }
        more.forEach((kind, rest) -> few.add(rest.size() == 1 ? rest.get(0) : together(kind, rest)));
        return few;
    }

    private static Finding together(FindingKind kind, List<Finding> rest) {
        List<String> columns =
                rest.stream().flatMap(finding -> finding.column().stream()).toList();
        String named = Wording.quoted(columns.stream().limit(MOST_NAMED).collect(Collectors.toList()));
        String others = columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) + " more" : "";
        return Finding.ofRows(
                kind,
                Severity.INFO,
                rest.size(),
                "The same holds for " + rest.size() + " more columns: " + named + others + ".");
    }
}
