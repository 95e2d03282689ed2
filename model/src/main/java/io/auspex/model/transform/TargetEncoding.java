package io.auspex.model.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * Categories, alone or several together, as what the target was for them in training (Micci-Barreca, "A preprocessing scheme for
 * high-cardinality categorical attributes", SIGKDD Explorations 3, 2001). Levels seen in training have numbers of their own in a
 * table, missing and unseen ones too if they occurred; all others have the table's number for them. Never gives a missing value.
 */
public final class TargetEncoding implements FeatureDerivation {
    private final List<FeatureCuts> cuts;
    private final List<LevelTable> tables;

    /**
     * @param cuts how the features that take part are divided into levels
     * @param tables at least one, all with the same number of outputs
     * @throws IllegalArgumentException if a table does not fit the cuts or the other tables
     */
    public TargetEncoding(List<FeatureCuts> cuts, List<LevelTable> tables) {
        this.cuts = List.copyOf(cuts);
        this.tables = List.copyOf(tables);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("A target encoding needs at least one table");
        }
        for (LevelTable table : tables) {
            if (table.outputs() != tables.get(0).outputs()) {
                throw new IllegalArgumentException("The tables of a target encoding have " + table.outputs() + " and "
                        + tables.get(0).outputs() + " outputs");
            }
            long joint = jointLevels(this.cuts, table.cuts());
            if (joint > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("A table is for more joint levels than an int can tell apart");
            }
            if (table.largestKey() >= joint) {
                throw new IllegalArgumentException(
                        "A table for " + joint + " joint levels has the key " + table.largestKey());
            }
        }
    }

    /**
     * How many joint levels there are.
     *
     * @param members positions in {@code cuts}
     * @return something above {@link Integer#MAX_VALUE} if they are too many for a table
     * @throws IllegalArgumentException if there is no such position
     */
    public static long jointLevels(List<FeatureCuts> cuts, List<Integer> members) {
        long joint = 1;
        for (int member : members) {
            if (member < 0 || member >= cuts.size()) {
                throw new IllegalArgumentException("A table reads feature " + member + " of " + cuts.size());
            }
            joint = Math.min(joint * cuts.get(member).levels(), 1L << 32);
        }
        return joint;
    }

    public List<FeatureCuts> cuts() {
        return cuts;
    }

    public List<LevelTable> tables() {
        return tables;
    }

    /** Numbers that each table gives. */
    public int outputs() {
        return tables.get(0).outputs();
    }

    @Override
    public int width() {
        return Math.multiplyExact(tables.size(), outputs());
    }

    @Override
    public List<List<Integer>> operands() {
        List<List<Integer>> operands = new ArrayList<>();
        for (LevelTable table : tables) {
            List<Integer> features = table.cuts().stream()
                    .map(member -> cuts.get(member).feature())
                    .toList();
            for (int output = 0; output < outputs(); output++) {
                operands.add(features);
            }
        }
        return operands;
    }

    /** {@code target(a,b)}, of several outputs {@code target(a,b)1} and so on. */
    @Override
    public List<String> featureNames(List<String> encoded) {
        List<String> names = new ArrayList<>();
        for (LevelTable table : tables) {
            List<String> features = table.cuts().stream()
                    .map(member -> encoded.get(cuts.get(member).feature()))
                    .toList();
            String name = "target(" + String.join(",", features) + ")";
            for (int output = 0; output < outputs(); output++) {
                names.add(outputs() == 1 ? name : name + (output + 1));
            }
        }
        return names;
    }

    @Override
    public void apply(float[][] encoded, int rows, float[][] out, int first) {
        int[][] levels = new int[cuts.size()][rows];
        for (int member = 0; member < levels.length; member++) {
            FeatureCuts own = cuts.get(member);
            own.apply(encoded[own.feature()], rows, levels[member]);
        }
        int[] joint = new int[rows];
        int next = first;
        for (LevelTable table : tables) {
            joint(levels, table.cuts(), rows, joint);
            table.apply(joint, rows, out, next);
            next += table.outputs();
        }
    }

    /**
     * Fills the key of each row, see {@link LevelTable}.
     *
     * @param levels {@code int[member][row]}
     */
    private void joint(int[][] levels, List<Integer> members, int rows, int[] joint) {
        System.arraycopy(levels[members.get(0)], 0, joint, 0, rows);
        for (int index = 1; index < members.size(); index++) {
            int member = members.get(index);
            int count = cuts.get(member).levels();
            int[] own = levels[member];
            for (int row = 0; row < rows; row++) {
                joint[row] = joint[row] * count + own[row];
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TargetEncoding that && cuts.equals(that.cuts) && tables.equals(that.tables);
    }

    @Override
    public int hashCode() {
        return 31 * cuts.hashCode() + tables.hashCode();
    }

    @Override
    public String toString() {
        return "TargetEncoding[" + tables.size() + " tables of " + cuts.size() + " features]";
    }
}
