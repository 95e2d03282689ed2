package io.auspex.learn.feature;

import io.auspex.model.transform.ArithmeticFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random pairs of plain numbers, combined. */
final class ArithmeticBlock {
    private static final int MOST_TERMS = 60;

    private ArithmeticBlock() {}

    static Optional<FittedBlock> fit(BlockSource source, long seed) {
        List<Integer> numbers = new ArrayList<>();
        for (int feature = 0; feature < source.codes().length; feature++) {
            if (source.codes()[feature] == 0) {
                numbers.add(feature);
            }
        }
        if (numbers.size() < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<ArithmeticFeatures.Term> terms = new ArrayList<>();
        ArithmeticFeatures.Operator[] operators = ArithmeticFeatures.Operator.values();
        for (int term = 0; term < Math.min(MOST_TERMS, numbers.size() * (numbers.size() - 1)); term++) {
            int left = random.nextInt(numbers.size());
            int right = (left + 1 + random.nextInt(numbers.size() - 1)) % numbers.size();
            terms.add(new ArithmeticFeatures.Term(
                    operators[random.nextInt(operators.length)], numbers.get(left), numbers.get(right)));
        }
        return Optional.of(
                FittedBlock.of(new ArithmeticFeatures(terms.stream().distinct().toList())));
    }
}
