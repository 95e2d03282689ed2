package io.auspex.learn.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.NumberSummary;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TextSummary;
import io.auspex.model.data.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found in the rows that a model learns from: {@code model/data-report.json}.
 *
 * @param rows that were looked at
 * @param scores how well each column tells the target on its own; empty where there is no target
 * @param findings the worst first
 */
public record DataReport(
        int rows,
        List<ColumnProfile> columns,
        Optional<Target> target,
        List<ColumnScore> scores,
        List<Finding> findings) {
    /** Raised when a reader of the JSON would misunderstand it. */
    private static final int VERSION = 1;

    private static final int LEVELS = 10;
    private static final int LONGEST_LEVEL = 100;

    public DataReport {
        columns = List.copyOf(columns);
        requireNonNull(target, "target is null");
        scores = List.copyOf(scores);
        findings = List.copyOf(findings);
    }

    /** The same report with these findings before its own. */
    public DataReport with(List<Finding> more) {
        List<Finding> all = new ArrayList<>(more);
        all.addAll(findings);
        return new DataReport(rows, columns, target, scores, all);
    }

    /** UTF-8 text of one JSON object. */
    public byte[] toJson() {
        return json().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The report as a tree, for who puts it into a larger one. */
    public ObjectNode json() {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("version", VERSION);
        report.put("rows", rows);
        target.ifPresent(known -> {
            ObjectNode node = report.putObject("target");
            node.put("column", known.field().name());
            node.put("type", known.field().type().catalogName());
            node.put("problem_type", known.problemType().displayName());
            node.put("rule", known.rule());
        });
        ArrayNode all = report.putArray("columns");
        for (int column = 0; column < columns.size(); column++) {
            column(
                    all.addObject(),
                    columns.get(column),
                    scores.isEmpty() ? Optional.empty() : Optional.of(scores.get(column)));
        }
        ArrayNode found = report.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = found.addObject();
            node.put("severity", finding.severity().name());
            node.put("kind", finding.kind().key());
            finding.column().ifPresent(name -> node.put("column", name));
            finding.value().ifPresent(value -> put(node, "value", value));
            node.put("finding", finding.sentence());
        }
        return report;
    }

    private void column(ObjectNode node, ColumnProfile column, Optional<ColumnScore> score) {
        node.put("column", column.field().name());
        node.put("type", column.field().type().catalogName());
        node.put("role", column.role().name().toLowerCase(Locale.ROOT));
        node.put("used", column.role().isUsed());
        node.put("missing", column.missing());
        put(node, "missing_share", rows == 0 ? 0 : (double) column.missing() / rows);
        node.put("distinct", column.distinct());
        column.numbers()
                .ifPresent(numbers -> numbers(node, numbers, column.field().type()));
        column.texts().ifPresent(texts -> texts(node, texts));
        if (column.texts().isEmpty() && !column.levels().isEmpty()) {
            levels(node, column.levels(), column.counts());
        }
        score.ifPresent(known -> {
            node.put("score_measure", known.measure().displayName());
            put(node, "score", known.value());
        });
    }

    /** Moments as text, what is measured in their units as numbers is left out. */
    private static void numbers(ObjectNode node, NumberSummary numbers, ColumnType type) {
        if (type.isTemporal()) {
            node.put("minimum", Wording.moment(numbers.minimum(), type));
            node.put("median", Wording.moment(numbers.median(), type));
            node.put("maximum", Wording.moment(numbers.maximum(), type));
            return;
        }
        put(node, "minimum", numbers.minimum());
        put(node, "maximum", numbers.maximum());
        put(node, "mean", numbers.mean());
        put(node, "median", numbers.median());
        put(node, "deviation", numbers.deviation());
        put(node, "skew", numbers.skew());
        ObjectNode quantiles = node.putObject("quantiles");
        for (int i = 0; i < NumberSummary.SHARES.size(); i++) {
            put(
                    quantiles,
                    NumberSummary.SHARES.get(i).toString(),
                    numbers.quantiles().get(i));
        }
        if (numbers.infinite() > 0) {
            node.put("infinite", numbers.infinite());
        }
    }

    private static void texts(ObjectNode node, TextSummary texts) {
        put(node, "mean_length", texts.length());
        put(node, "mean_words", texts.words());
        if (texts.numberShare() > 0) {
            put(node, "number_share", texts.numberShare());
        }
        if (texts.momentShare() > 0) {
            put(node, "date_share", texts.momentShare());
            node.put("date_form", texts.momentForm());
        }
        levels(node, texts.frequent(), texts.counts());
    }

    private static void levels(ObjectNode node, List<String> levels, List<Integer> counts) {
        ArrayNode frequent = node.putArray("frequent");
        for (int i = 0; i < Math.min(LEVELS, levels.size()); i++) {
            frequent.addObject()
                    .put("value", Wording.cut(levels.get(i), LONGEST_LEVEL))
                    .put("rows", counts.get(i));
        }
    }

    /** JSON has no infinity. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
