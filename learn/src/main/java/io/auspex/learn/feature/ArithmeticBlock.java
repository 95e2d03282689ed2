package io.auspex.learn.feature;

import io.auspex.learn.frame.RandomOrder;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.ArithmeticFeatures.Operator;
import io.auspex.model.transform.ArithmeticFeatures.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random sums, differences, products and quotients of two numbers, and of one of these and a third number. Terms that say the same to
 * a tree as a number or an earlier term, because they put the rows into the same order or its reverse, are left out; so are terms that are nearly constant or
 * mostly missing. Looks at a sample of the rows, and never at the target.
 */
final class ArithmeticBlock {
    private static final List<Operator> OPERATORS = List.of(Operator.values());
    private static final int MOST_NUMBERS = 150;
    private static final int MOST_TERMS = 100;
    /** The share of the terms that are made of two numbers, if there are so many. */
    private static final double PAIRS = 0.7;

    private static final int TRIES_PER_TERM = 4;
    private static final int SAMPLED_ROWS = 2_000;
    /** A number with fewer values is a category rather than a quantity. */
    private static final int LEAST_VALUES = 3;

    private final SplittableRandom random;
    private final int[] sample;
    private final List<Integer> numbers = new ArrayList<>();
    private final List<float[]> numberValues = new ArrayList<>();
    private final List<double[]> ranks = new ArrayList<>();
    private final List<Term> terms = new ArrayList<>();
    private final List<float[]> termValues = new ArrayList<>();

    private ArithmeticBlock(BlockSource source, long seed) {
        this.random = new SplittableRandom(seed);
        int rows = source.features().rows();
        int[] order = RandomOrder.of(rows, random);
        this.sample = rows <= SAMPLED_ROWS ? order : Arrays.copyOf(order, SAMPLED_ROWS);
        List<Integer> all = new ArrayList<>();
        for (int feature = 0; feature < source.kinds().size(); feature++) {
            if (source.kinds().get(feature) == EncodedKind.NUMBER) {
                all.add(feature);
            }
        }
        for (int place : RandomOrder.of(all.size(), random)) {
            float[] values = sampled(source.encoded()[all.get(place)]);
            if (numbers.size() < MOST_NUMBERS && hasValues(values)) {
                numbers.add(all.get(place));
                numberValues.add(values);
                ranks.add(RankOrder.of(values).orElse(new double[sample.length]));
            }
        }
    }

    static Optional<FittedBlock> fit(BlockSource source, long seed) {
        ArithmeticBlock block = new ArithmeticBlock(source, seed);
        if (block.numbers.size() < 2) {
            return Optional.empty();
        }
        block.combinePairs();
        block.combineTriples();
        return block.terms.isEmpty()
                ? Optional.empty()
                : Optional.of(FittedBlock.of(new ArithmeticFeatures(block.terms)));
    }

    private float[] sampled(float[] values) {
        float[] sampled = new float[sample.length];
        for (int row = 0; row < sampled.length; row++) {
            sampled[row] = values[sample[row]];
        }
        return sampled;
    }

    private static boolean hasValues(float[] values) {
        float[] distinct = new float[LEAST_VALUES];
        int count = 0;
        for (int row = 0; row < values.length && count < LEAST_VALUES; row++) {
            boolean known = Float.isNaN(values[row]);
            for (int value = 0; value < count; value++) {
                known |= distinct[value] == values[row];
            }
            if (!known) {
                distinct[count++] = values[row];
            }
        }
        return count == LEAST_VALUES;
    }

    /** Every pair and operator once, in random order, as far as there is room. */
    private void combinePairs() {
        int operators = OPERATORS.size();
        int pairs = numbers.size() * (numbers.size() - 1) / 2;
        int room = (int) (MOST_TERMS * PAIRS);
        int tries = room * TRIES_PER_TERM;
        for (int choice : RandomOrder.of(pairs * operators, random)) {
            if (terms.size() == room || tries-- == 0) {
                return;
            }
            int right = 1;
            int pair = choice / operators;
            while (pair >= right) {
                pair -= right++;
            }
            combine(OPERATORS.get(choice % operators), pair, right);
        }
    }

    /** A random earlier term with a random number. */
    private void combineTriples() {
        int pairs = terms.size();
        int room = Math.min(MOST_TERMS, 2 * pairs) - pairs;
        for (int tries = room * TRIES_PER_TERM; tries > 0 && terms.size() < pairs + room; tries--) {
            Operator operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
            int term = random.nextInt(pairs);
            int number = random.nextInt(numbers.size());
            if (terms.get(term).left() != numbers.get(number) && terms.get(term).right() != numbers.get(number)) {
                combine(operator, ~term, number);
            }
        }
    }

    /**
     * Adds a term if it says something new.
     *
     * @param left position of a number, or below 0 a term
     * @param right position of a number
     */
    private void combine(Operator operator, int left, int right) {
        float[] values = new float[sample.length];
        operator.apply(
                left >= 0 ? numberValues.get(left) : termValues.get(~left),
                numberValues.get(right),
                values.length,
                values);
        Optional<double[]> order = RankOrder.of(values);
        if (order.isPresent() && ranks.stream().noneMatch(known -> RankOrder.agree(known, order.get()))) {
            terms.add(new Term(operator, left >= 0 ? numbers.get(left) : left, numbers.get(right)));
            termValues.add(values);
            ranks.add(order.get());
        }
    }
}
