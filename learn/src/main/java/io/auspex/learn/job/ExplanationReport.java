package io.auspex.learn.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * What EXPLAIN_MODEL gives: the mean absolute contribution of each column over a sample of rows, laid out as SageMaker
 * Clarify's {@code analysis.json}, which is what Redshift returns. {@code label0} is the only label of a regression and of
 * a binary classification, where it speaks for the second label; a classification with more has one for each, with its
 * name, up to {@link #MOST_LABELS}.
 *
 * @param importances {@code double[output][column]}
 * @param expected {@code double[output]}
 */
record ExplanationReport(double[][] importances, double[] expected) {
    static final int MOST_LABELS = 100;

    byte[] toJson(Model model) {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("version", "1.0");
        ObjectNode labels = report.putObject("explanations").putObject("kernel_shap");
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
        return report.toString().getBytes(StandardCharsets.UTF_8);
    }
}
