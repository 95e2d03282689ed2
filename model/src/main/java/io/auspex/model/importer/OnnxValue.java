package io.auspex.model.importer;

import io.auspex.model.predict.Link;
import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.ColumnTransformer;
import java.util.List;

/** What a name in an ONNX graph stands for, once the operators before it have been understood. */
sealed interface OnnxValue {
    /** Features on their way to a predictor, one row of the input a row. */
    record Columns(List<Column> columns) implements OnnxValue {}

    /**
     * One feature: {@code (x - offset) * scale} in 32 bits, where {@code x} is an input column, or {@code missing} in place
     * of a missing one.
     *
     * @param missing NaN if a missing value stays missing
     */
    record Column(int input, float offset, float scale, float missing) {
        static Column of(int input) {
            return new Column(input, 0, 1, Float.NaN);
        }

        boolean isPlain() {
            return offset == 0 && scale == 1 && Float.isNaN(missing);
        }

        float value(float x) {
            return (x - offset) * scale;
        }
    }

    record Constant(OnnxTensor tensor) implements OnnxValue {}

    /**
     * What a predictor says: margins and the link that makes values or probabilities of them.
     *
     * @param transformers from input columns to the predictor's features
     * @param labels of a classifier; empty if it is none
     */
    record Scores(List<ColumnTransformer> transformers, Predictor predictor, Link link, List<String> labels)
            implements OnnxValue {}

    /** The likeliest label by these scores. */
    record Labels(Scores scores) implements OnnxValue {}
}
