package io.auspex.learn.feature;

import java.util.Optional;

/** Further features beside the encoded columns. To add a kind, add a constant here. */
public enum FeatureBlock {
    /** Sums, differences, products and quotients of pairs of numbers. */
    ARITHMETIC(false) {
        @Override
        Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed) {
            return ArithmeticBlock.fit(source, seed);
        }
    },
    /** Products of all pairs of numbers, and squares, where the numbers are few. */
    PRODUCTS(false) {
        @Override
        Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed) {
            return ProductsBlock.fit(source);
        }
    },
    /** What a linear model of all words says of each text: one feature for numbers and two classes, one a class for more. */
    TEXT_SCORES(true) {
        @Override
        Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed) {
            return TextScoresBlock.fit(source, rows, seed);
        }
    },
    /** What the target is on average for the levels of each category. */
    TARGET_ENCODING(true) {
        @Override
        Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed) {
            return TargetEncodingBlock.fit(source, rows, false, seed);
        }
    },
    /** The same, and for the joint levels of two and three categories. Needs no {@link #TARGET_ENCODING} beside it. */
    CATEGORICAL_INTERACTIONS_TARGET_ENCODED(true) {
        @Override
        Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed) {
            return TargetEncodingBlock.fit(source, rows, true, seed);
        }
    };

    private final boolean seesTarget;

    FeatureBlock(boolean seesTarget) {
        this.seesTarget = seesTarget;
    }

    boolean seesTarget() {
        return seesTarget;
    }

    /**
     * Fits the block.
     *
     * @param rows those to learn from, ascending; a block that does not see the target may look at all rows instead
     * @return empty if there is nothing to make features of
     */
    abstract Optional<FittedBlock> fit(BlockSource source, int[] rows, long seed);
}
