package io.auspex.learn.feature;

import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.ArithmeticFeatures.Operator;
import io.auspex.model.transform.ArithmeticFeatures.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The products of all pairs of numbers and their squares, for learners that are linear in their features: with them they draw
 * quadratic borders. Numbers should be centered. Where there are many numbers the block makes nothing, as the products would be more than rows
 * teach about.
 */
final class ProductsBlock {
    private static final int MOST_NUMBERS = 32;

    private ProductsBlock() {}

    static Optional<FittedBlock> fit(BlockSource source) {
        int[] numbers = IntStream.range(0, source.kinds().size())
                .filter(feature -> source.kinds().get(feature) == EncodedKind.NUMBER)
                .toArray();
        if (numbers.length < 2 || numbers.length > MOST_NUMBERS) {
            return Optional.empty();
        }
        List<Term> terms = new ArrayList<>();
        for (int right = 0; right < numbers.length; right++) {
            for (int left = 0; left <= right; left++) {
                terms.add(new Term(Operator.MULTIPLY, numbers[left], numbers[right]));
            }
        }
        return Optional.of(FittedBlock.of(new ArithmeticFeatures(terms)));
    }
}
