package io.auspex.learn.search;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/** How rows are divided into those to learn from and those to judge by. */
public sealed interface Division {
    /** By chance, classes spread evenly; {@code folds} as {@link SearchSettings#folds}. */
    record Shuffled(OptionalInt folds) implements Division {
        public Shuffled {
            requireNonNull(folds, "folds is null");
        }
    }

    /**
     * Group by group: rows of one group are never on both sides.
     *
     * @param groups the number of each row's group, from 0
     */
    record Grouped(int[] groups, OptionalInt folds) implements Division {
        public Grouped {
            requireNonNull(folds, "folds is null");
        }
    }

    /**
     * Forward in time: rows are judged by what earlier rows taught.
     *
     * @param times of each row; NaN comes before all others
     */
    record Forward(double[] times, OptionalInt folds) implements Division {
        public Forward {
            requireNonNull(folds, "folds is null");
        }
    }

    /** As the user has marked them. */
    record Marked(boolean[] validation) implements Division {}

    /** Whether another seed divides otherwise. */
    default boolean isByChance() {
        return this instanceof Shuffled || this instanceof Grouped;
    }
}
