package io.auspex.learn.preprocess;

import io.auspex.model.data.Field;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * PREPROCESSORS of CREATE MODEL, understood and checked: which columns are prepared how. The server reads them while the
 * statement waits, the worker again before it trains.
 *
 * @param sets no column is in two
 */
public record Preprocessors(List<ColumnSet> sets) {
    /** {@code 'none'}: every column is prepared as if the clause were not there. */
    public static final Preprocessors NONE = new Preprocessors(List.of());

    /**
     * Some columns and what is done with each of them.
     *
     * @param columns positions among the features, distinct, at least one
     * @param transformers at least one; iterates in the order of the steps
     */
    public record ColumnSet(List<Integer> columns, Set<Transformer> transformers) {
        public ColumnSet {
            columns = List.copyOf(columns);
            if (columns.isEmpty() || transformers.isEmpty()) {
                throw new IllegalArgumentException("A set needs columns and transformers");
            }
            transformers = Collections.unmodifiableSet(EnumSet.copyOf(transformers));
        }

        public boolean has(Transformer transformer) {
            return transformers.contains(transformer);
        }

        public boolean has(Transformer.Step step) {
            return transformers.stream().anyMatch(transformer -> transformer.step() == step);
        }

        /** Whether NULLs are filled. */
        public boolean imputes() {
            return has(Transformer.Step.IMPUTE);
        }

        /** Whether the set says how values become numbers; if not, that is left to the model's own way with such a column. */
        public boolean encodes() {
            return has(Transformer.Step.ENCODE) || has(Transformer.Step.SCALE) || has(Transformer.Step.PROJECT);
        }
    }

    public Preprocessors {
        sets = List.copyOf(sets);
        Set<Integer> seen = new HashSet<>();
        for (ColumnSet set : sets) {
            for (int column : set.columns()) {
                if (!seen.add(column)) {
                    throw new IllegalArgumentException("Column " + column + " is in two sets");
                }
            }
        }
    }

    /**
     * Reads the clause: the word {@code none}, or a JSON array of objects with {@code ColumnSet} and {@code Transformers}, keys and
     * transformers in any case. {@code "*"} stands for all features that no other set names.
     *
     * @param features the columns that may be named, matched without regard to case where none matches exactly
     * @param target a column that may not be named
     * @param allowed the transformers of this kind of model
     * @throws io.auspex.learn.TrainingException that says what is wrong
     */
    public static Preprocessors parse(
            String text, List<Field> features, Optional<String> target, Set<Transformer> allowed) {
        return new PreprocessorsReader(features, target, allowed).read(text);
    }

    /** The set that a feature is in. */
    public Optional<ColumnSet> of(int column) {
        return sets.stream().filter(set -> set.columns().contains(column)).findFirst();
    }

    /** One sentence a set, for the user. */
    public List<String> findings(List<Field> features) {
        return sets.stream()
                .map(set -> "PREPROCESSORS prepared "
                        + set.columns().stream()
                                .map(column -> "\"" + features.get(column).name() + "\"")
                                .collect(Collectors.joining(", "))
                        + " with "
                        + set.transformers().stream()
                                .map(Transformer::displayName)
                                .collect(Collectors.joining(", "))
                        + ".")
                .toList();
    }
}
