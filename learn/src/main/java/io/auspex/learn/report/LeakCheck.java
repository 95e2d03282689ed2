package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.percent;
import static io.auspex.learn.report.Wording.quoted;
import static io.auspex.learn.report.Wording.three;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns that tell the target too well to be true: copies of it, or what becomes known only with it (Kaufman, Rosset and
 * Perlich, "Leakage in data mining", KDD 2011).
 */
final class LeakCheck {
    private static final double LEAST_TO_MENTION = 0.1;

    private LeakCheck() {}

    /** @param scores one for each column of the sample */
    static List<Finding> find(RowSample sample, List<ColumnScore> scores) {
        List<Finding> findings = new ArrayList<>();
        String target = sample.target().orElseThrow().name();
        int strongest = -1;
        for (int column = 0; column < scores.size(); column++) {
            ColumnScore score = scores.get(column);
            String name = sample.columns().get(column).name();
            if (score.value() >= certain(score)) {
                findings.add(Finding.of(
                        FindingKind.TARGET_LEAK,
                        Severity.CRITICAL,
                        name,
                        score.value(),
                        "Column " + quoted(name) + " alone tells the target " + quoted(target) + " almost perfectly ("
                                + text(score) + "): leave it out if it is a copy of the target, or known only"
                                + " after it."));
            } else if (score.value() >= suspicious(score)) {
                findings.add(Finding.of(
                        FindingKind.TARGET_LEAK,
                        Severity.WARNING,
                        name,
                        score.value(),
                        "Column " + quoted(name) + " alone tells the target " + quoted(target)
                                + " suspiciously well (" + text(score)
                                + "): check that it is known when the model is asked."));
            }
            if (strongest < 0 || score.strength() > scores.get(strongest).strength()) {
                strongest = column;
            }
        }
        if (findings.isEmpty() && strongest >= 0 && scores.get(strongest).strength() >= LEAST_TO_MENTION) {
            ColumnScore score = scores.get(strongest);
            String name = sample.columns().get(strongest).name();
            findings.add(Finding.of(
                    FindingKind.STRONGEST_COLUMN,
                    Severity.INFO,
                    name,
                    score.value(),
                    "Column " + quoted(name) + " tells more of the target " + quoted(target)
                            + " than any other column (" + text(score)
                            + "); make sure that it is known when the model is asked."));
        }
        return findings;
    }

    private static double certain(ColumnScore score) {
        return switch (score.measure()) {
            case AUC -> 0.99;
            case ERRORS_AVOIDED, R2 -> 0.98;
        };
    }

    private static double suspicious(ColumnScore score) {
        return switch (score.measure()) {
            case AUC -> 0.97;
            case ERRORS_AVOIDED, R2 -> 0.95;
        };
    }

    private static String text(ColumnScore score) {
        return switch (score.measure()) {
            case AUC -> "AUC " + three(score.value());
            case R2 -> "R2 " + three(score.value());
            case ERRORS_AVOIDED ->
                percent(score.value()) + " of the errors that the most frequent class alone would make are avoided";
        };
    }
}
