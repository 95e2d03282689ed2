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
     * @param wide whether {@code x} is compared as the 64-bit number that it is; it is rounded to 32 bits elsewhere
     */
    record Column(int input, float offset, float scale, float missing, boolean wide) {
        Column withScale(float newOffset, float newScale) {
            return new Column(input, newOffset, newScale, missing, wide);
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
            implements OnnxValue {
        Scores with(Predictor other) {
            return new Scores(transformers, other, link, labels);
        }

        Scores with(Link other) {
            return new Scores(transformers, predictor, other, labels);
        }

        Scores with(List<String> other) {
            return new Scores(transformers, predictor, link, other);
        }

        /** Whether it is the probability of the second of two labels, or of nothing that has a label yet. */
        boolean isOneProbability() {
            return predictor.outputs() == 1 && (link == Link.LOGISTIC || link == Link.PROBABILITY);
        }
    }

    /** 1 less a probability: that of the first of two labels. */
    record Complement(Scores scores) implements OnnxValue {}

    /**
     * The likeliest label by these scores.
     *
     * @param names of the labels where the graph looks them up; empty where it gives their numbers
     */
    record Labels(Scores scores, List<String> names) implements OnnxValue {}
}
