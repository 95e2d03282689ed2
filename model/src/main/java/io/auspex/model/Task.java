package io.auspex.model;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnType;
import java.util.List;

/** What a model predicts. */
public sealed interface Task {
    /**
     * One of several classes. A class is known by its code, its position in the list.
     *
     * @param labels the text of each class's target value; distinct, at least two
     * @param labelType type of the target column, which the labels are cast to
     */
    record Classification(List<String> labels, ColumnType labelType) implements Task {
        public Classification {
            labels = List.copyOf(labels);
            requireNonNull(labelType, "labelType is null");
            if (labels.size() < 2) {
                throw new IllegalArgumentException("A classification needs at least two labels");
            }
            if (labels.stream().distinct().count() < labels.size()) {
                throw new IllegalArgumentException("The labels of a classification are not distinct");
            }
        }
    }

    /** The number of the cluster that a row belongs to, from 0. */
    record Clustering(int clusters) implements Task {
        public Clustering {
            if (clusters < 1) {
                throw new IllegalArgumentException("A clustering needs at least one cluster");
            }
        }
    }

    /** Several numbers side by side: targets, quantiles, or the chances of labels that do not exclude each other. */
    record Outputs(int count) implements Task {
        public Outputs {
            if (count < 2) {
                throw new IllegalArgumentException("Several numbers are at least two, not " + count);
            }
        }
    }

    /** A number. */
    record Regression(ColumnType targetType) implements Task {
        public Regression {
            requireNonNull(targetType, "targetType is null");
        }
    }
}
