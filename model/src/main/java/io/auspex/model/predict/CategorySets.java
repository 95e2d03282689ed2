package io.auspex.model.predict;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The inner nodes of a forest that look at a category instead of comparing with a threshold: a value goes left if its
 * whole part is in the node's set, else right. A negative value and one of {@link #MOST_CATEGORIES} or more is in no set.
 *
 * <p>The set of categorical node {@code i} is in {@code words[starts[i]] .. words[starts[i + 1] - 1]}: category {@code c}
 * is bit {@code c % 32} of word {@code c / 32}; what lies beyond the words is not in the set.
 */
public final class CategorySets {
    /** XGBoost's limit ({@code src/common/categorical.h}): whole numbers below it are exact floats. */
    public static final int MOST_CATEGORIES = 1 << 24;

    /** No node is categorical. */
    public static final CategorySets NONE = new CategorySets(new int[0], new int[] {0}, new int[0]);

    private final int[] nodes;
    private final int[] starts;
    private final int[] words;

    /**
     * @param nodes the categorical inner nodes, ascending
     * @param starts one more than nodes, ascending from 0 to the number of words
     * @param words 32 categories each
     * @throws IllegalArgumentException if one of these does not hold
     */
    public CategorySets(int[] nodes, int[] starts, int[] words) {
        this.nodes = nodes.clone();
        this.starts = starts.clone();
        this.words = words.clone();
        if (starts.length != nodes.length + 1 || starts[0] != 0 || starts[nodes.length] != words.length) {
            throw new IllegalArgumentException(
                    nodes.length + " categorical nodes do not share " + words.length + " words of categories");
        }
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] < 0 || (i > 0 && nodes[i] <= nodes[i - 1])) {
                throw new IllegalArgumentException("Categorical node " + nodes[i] + " is out of order");
            }
            if (starts[i + 1] < starts[i] || starts[i + 1] - starts[i] > MOST_CATEGORIES / Integer.SIZE) {
                throw new IllegalArgumentException("Categorical node " + nodes[i] + " has no sound set of categories");
            }
        }
    }

    boolean isEmpty() {
        return nodes.length == 0;
    }

    /** One more than the largest categorical node; 0 if there is none. */
    int end() {
        return isEmpty() ? 0 : nodes[nodes.length - 1] + 1;
    }

    /** Of each inner node its position among the categorical ones, or -1. */
    int[] positions(int nodeCount) {
        int[] positions = new int[nodeCount];
        Arrays.fill(positions, -1);
        for (int i = 0; i < nodes.length; i++) {
            positions[nodes[i]] = i;
        }
        return positions;
    }

    /** @param position of the node among the categorical ones */
    boolean contains(int position, float value) {
        if (!(value >= 0 && value < MOST_CATEGORIES)) {
            return false;
        }
        int category = (int) value;
        int word = starts[position] + (category >> 5);
        return word < starts[position + 1] && (words[word] >>> category & 1) != 0;
    }

    /** The categories that node {@code nodes()[position]} sends left. */
    public BitSet categories(int position) {
        BitSet categories = new BitSet();
        for (int word = starts[position]; word < starts[position + 1]; word++) {
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                categories.set((word - starts[position]) * Integer.SIZE + bit, (words[word] >>> bit & 1) != 0);
            }
        }
        return categories;
    }

    /** The sets of the inner nodes before {@code end}. */
    CategorySets before(int end) {
        int count = Arrays.binarySearch(nodes, end);
        count = count < 0 ? ~count : count;
        return new CategorySets(
                Arrays.copyOf(nodes, count), Arrays.copyOf(starts, count + 1), Arrays.copyOf(words, starts[count]));
    }

    /** A copy, as are the others. */
    public int[] nodes() {
        return nodes.clone();
    }

    public int[] starts() {
        return starts.clone();
    }

    public int[] words() {
        return words.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CategorySets that
                && Arrays.equals(nodes, that.nodes)
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nodes) + Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return "CategorySets[" + nodes.length + " nodes]";
    }
}
