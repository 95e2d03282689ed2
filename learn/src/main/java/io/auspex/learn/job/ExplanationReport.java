package io.auspex.learn.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What EXPLAIN_MODEL gives: the mean absolute contribution of each column over a sample of rows, laid out as SageMaker
 * Clarify's {@code analysis.json}, which is what Redshift returns. {@code label0} is the only label of a regression and of
 * a binary classification, where it speaks for the second label; a classification with more has one for each, with its
 * name, up to {@link #MOST_LABELS}.
 *
 * <p>Beside the Shapley values stands, as {@code permutation_importance}, how much worse the model gets without a column.
 *
 * @param importances {@code double[output][column]}
 * @param expected {@code double[output]}
 * @param permutation empty where there is no truth to compare with, or was no time
 */
record ExplanationReport(double[][] importances, double[] expected, Optional<PermutationImportance> permutation) {
    static final int MOST_LABELS = 100;

    ExplanationReport with(Optional<PermutationImportance> other) {
        return new ExplanationReport(importances, expected, other);
    }

    byte[] toJson(Model model) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("version", "1.0");
        ObjectNode explanations = report.putObject("explanations");
        ObjectNode labels = explanations.putObject("kernel_shap");
        List<Field> inputs = model.inputs();
        for (int output = 0; output < Math.min(MOST_LABELS, expected.length); output++) {
            ObjectNode label = labels.putObject("label" + output);
            TreeMap<String, Double> sorted = new TreeMap<>();
            for (int column = 0; column < inputs.size(); column++) {
                sorted.merge(inputs.get(column).name(), importances[output][column], Double::sum);
            }
            ObjectNode values = label.putObject("global_shap_values");
            sorted.forEach(values::put);
            label.put("expected_value", expected[output]);
            if (expected.length > 1 && model.task() instanceof Task.Classification classification) {
                label.put("label", classification.labels().get(output));
            }
        }
        permutation.ifPresent(importance -> put(importance, inputs, explanations.putObject("permutation_importance")));
        return report.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(PermutationImportance importance, List<Field> inputs, ObjectNode report) {
        report.put("metric", importance.metric());
        report.put("rows", importance.rows());
        report.put("repeats", importance.repeats());
        ObjectNode features = report.putObject("features");
        for (int column = 0; column < inputs.size(); column++) {
            ObjectNode feature = features.putObject(inputs.get(column).name());
            feature.put("mean", importance.means()[column]);
            feature.put("stddev", importance.deviations()[column]);
        }
    }
}
