package io.auspex.model.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which coalitions of players are asked for their worth, and how Shapley values follow from the answers: kernel SHAP
 * (Lundberg and Lee, "A unified approach to interpreting model predictions", NIPS 2017), a least-squares fit under the
 * constraint that the values add up. With few players all coalitions are asked, and the fit is exact. The design depends on
 * the number of players only, so that its matrix is inverted once and not once a row.
 *
 * <p>The closed form of the constrained fit is that of Covert and Lee, "Improving KernelSHAP", AISTATS 2021, equation 7.
 */
final class CoalitionDesign {
    /** Up to so many players all coalitions are asked if they may be. */
    static final int EXACT_PLAYERS = 10;

    /** Of fewer all coalitions are single players and all but one, or nearly so. */
    private static final int LEAST_SAMPLED_PLAYERS = 6;

    private static final int MOST_SAMPLED_PAIRS = 256;
    private static final int LEAST_SAMPLED_PAIRS = 8;

    private final int players;
    private final List<BitSet> coalitions = new ArrayList<>();
    private final double[] weights;
    private final double[][] inverse;

    /**
     * @param players at least 2
     * @param most how many coalitions may be asked, about: the single players and all but one are in any case
     */
    CoalitionDesign(int players, int most, long seed) {
        this.players = players;
        List<Double> chosen = new ArrayList<>();
        if (players < LEAST_SAMPLED_PLAYERS || (players <= EXACT_PLAYERS && (1 << players) - 2 <= most)) {
            all(chosen);
        } else {
            int pairs = Math.min(MOST_SAMPLED_PAIRS, Math.max(LEAST_SAMPLED_PAIRS, most / 2 - players));
            sample(chosen, pairs, new SplittableRandom(seed));
        }
        this.weights = chosen.stream().mapToDouble(Double::doubleValue).toArray();
        this.inverse = new SymmetricInverse(moments()).rows();
    }

    /** All but the empty and the full one, each weighted by the Shapley kernel. */
    private void all(List<Double> chosen) {
        for (long mask = 1; mask < (1L << players) - 1; mask++) {
            BitSet coalition = BitSet.valueOf(new long[] {mask});
            coalitions.add(coalition);
            chosen.add(sizeWeight(coalition.cardinality()) / combinations(coalition.cardinality()));
        }
    }

    /** The single players and all but one; beyond these random ones, each with its complement, which lowers the variance. */
    private void sample(List<Double> chosen, int pairs, SplittableRandom random) {
        for (int player = 0; player < players; player++) {
            BitSet single = new BitSet();
            single.set(player);
            addPair(single, sizeWeight(1) / players, chosen);
        }
        double[] upTo = new double[players];
        double total = 0;
        for (int size = 2; size <= players - 2; size++) {
            total += sizeWeight(size);
            upTo[size] = total;
        }
        for (int pair = 0; pair < pairs; pair++) {
            double wanted = random.nextDouble() * total;
            int size = 2;
            while (size < players - 2 && upTo[size] < wanted) {
                size++;
            }
            addPair(subset(size, random), total / (2.0 * pairs), chosen);
        }
    }

    /** Floyd's algorithm for a random subset (Bentley and Floyd, Communications of the ACM 30, 1987). */
    private BitSet subset(int size, SplittableRandom random) {
        BitSet subset = new BitSet();
        for (int last = players - size; last < players; last++) {
            int candidate = random.nextInt(last + 1);
            subset.set(subset.get(candidate) ? last : candidate);
        }
        return subset;
    }

    private void addPair(BitSet coalition, double weight, List<Double> chosen) {
        BitSet complement = (BitSet) coalition.clone();
        complement.flip(0, players);
        coalitions.add(coalition);
        coalitions.add(complement);
        chosen.add(weight);
        chosen.add(weight);
    }

    /** The Shapley kernel summed over all coalitions of a size. */
    private double sizeWeight(int size) {
        return (players - 1.0) / ((double) size * (players - size));
    }

    private double combinations(int size) {
        double count = 1;
        for (int i = 0; i < size; i++) {
            count = count * (players - i) / (i + 1);
        }
        return count;
    }

    private double[][] moments() {
        double[][] moments = new double[players][players];
        for (int i = 0; i < weights.length; i++) {
            BitSet coalition = coalitions.get(i);
            for (int one = coalition.nextSetBit(0); one >= 0; one = coalition.nextSetBit(one + 1)) {
                for (int two = coalition.nextSetBit(0); two >= 0; two = coalition.nextSetBit(two + 1)) {
                    moments[one][two] += weights[i];
                }
            }
        }
        return moments;
    }

    /** How many coalitions are asked. */
    int size() {
        return coalitions.size();
    }

    boolean has(int coalition, int player) {
        return coalitions.get(coalition).get(player);
    }

    /**
     * The Shapley values.
     *
     * @param worths of each coalition
     * @param empty worth of nobody
     * @param full worth of all players
     */
    double[] solve(double[] worths, double empty, double full) {
        double[] sums = new double[players];
        for (int i = 0; i < weights.length; i++) {
            BitSet coalition = coalitions.get(i);
            double weighted = weights[i] * (worths[i] - empty);
            for (int player = coalition.nextSetBit(0); player >= 0; player = coalition.nextSetBit(player + 1)) {
                sums[player] += weighted;
            }
        }
        double[] free = new double[players];
        double[] ones = new double[players];
        double freeTotal = 0;
        double onesTotal = 0;
        for (int player = 0; player < players; player++) {
            for (int other = 0; other < players; other++) {
                free[player] += inverse[player][other] * sums[other];
                ones[player] += inverse[player][other];
            }
            freeTotal += free[player];
            onesTotal += ones[player];
        }
        double excess = (freeTotal - (full - empty)) / onesTotal;
        for (int player = 0; player < players; player++) {
            free[player] -= ones[player] * excess;
        }
        return free;
    }
}
