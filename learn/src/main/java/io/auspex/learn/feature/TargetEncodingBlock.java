package io.auspex.learn.feature;

import io.auspex.model.transform.FeatureCuts;
import io.auspex.model.transform.LevelTable;
import io.auspex.model.transform.TargetEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Categories as means of the target. Numbers, truth values and parts of dates with few values count as categories. Rows that it is
 * fitted on get means that leave out their own of five folds; rows to come get those of all.
 */
final class TargetEncodingBlock {
    /** More different numbers than this are no category. */
    private static final int MOST_VALUES = 64;

    private static final int MOST_FEATURES = 200;
    private static final int MOST_TABLES = 60;
    private static final int MOST_TOGETHER = 40;

    private TargetEncodingBlock() {}

    /** @param together whether pairs and triples are encoded too */
    static Optional<FittedBlock> fit(BlockSource source, int[] rows, boolean together, long seed) {
        List<FeatureCuts> cuts = cuts(source);
        int tables = Math.min(MOST_TABLES, MOST_FEATURES / source.target().outputs());
        if (cuts.isEmpty() || tables == 0 || rows.length == 0) {
            return Optional.empty();
        }
        EncodingRows learnt = EncodingRows.of(source, cuts, rows, seed);
        InteractionChoice choice = new InteractionChoice(learnt, seed);
        List<List<Integer>> chosen = new ArrayList<>();
        for (List<Integer> alone : choice.alone()) {
            FeatureCuts own = cuts.get(alone.get(0));
            // Numbers are in order already, and two levels are two levels whatever they are called.
            if (source.kinds().get(own.feature()) == EncodedKind.CODES && own.cuts().length > 1) {
                chosen.add(alone);
            }
        }
        if (together && cuts.size() > 1) {
            int room = Math.max((tables + 2) / 3, tables - chosen.size());
            List<List<Integer>> joint = choice.together(Math.min(MOST_TOGETHER, room));
            chosen = new ArrayList<>(chosen.subList(0, Math.min(chosen.size(), tables - joint.size())));
            chosen.addAll(joint);
        }
        chosen = chosen.subList(0, Math.min(chosen.size(), tables));
        return chosen.isEmpty() ? Optional.empty() : Optional.of(encode(learnt, chosen));
    }

    private static FittedBlock encode(EncodingRows rows, List<List<Integer>> chosen) {
        List<LevelTable> tables = new ArrayList<>();
        float[][] derived = new float[chosen.size() * rows.outputs()][rows.rows()];
        double[] means = new double[rows.rows()];
        int next = 0;
        for (List<Integer> members : chosen) {
            LevelGroups groups = rows.groups(members);
            LevelMeans levels = new LevelMeans(rows, groups);
            int[] ascending = groups.ascending();
            int[] keys = new int[ascending.length];
            for (int key = 0; key < keys.length; key++) {
                keys[key] = groups.keys()[ascending[key]];
            }
            float[] values = new float[keys.length * rows.outputs()];
            float[] otherwise = new float[rows.outputs()];
            for (int output = 0; output < rows.outputs(); output++) {
                double[] target = rows.targets()[output];
                double[] whole = levels.whole(target);
                for (int key = 0; key < keys.length; key++) {
                    values[output * keys.length + key] = (float) whole[ascending[key]];
                }
                otherwise[output] = (float) levels.mean(target);
                levels.outOfFold(target, means);
                float[] feature = derived[next++];
                for (int row = 0; row < feature.length; row++) {
                    feature[row] = (float) means[row];
                }
            }
            tables.add(new LevelTable(members, keys, values, otherwise));
        }
        return new FittedBlock(List.of(), null, List.of(new TargetEncoding(rows.cuts(), tables)), derived);
    }

    private static List<FeatureCuts> cuts(BlockSource source) {
        List<FeatureCuts> cuts = new ArrayList<>();
        for (int feature = 0; feature < source.kinds().size(); feature++) {
            switch (source.kinds().get(feature)) {
                case CODES -> {
                    if (source.codes()[feature] > 1) {
                        cuts.add(FeatureCuts.ofCodes(feature, source.codes()[feature]));
                    }
                }
                case NUMBER, TRUTH_VALUE, MOMENT_PART -> {
                    Optional<float[]> own = between(source.encoded()[feature]);
                    if (own.isPresent()) {
                        cuts.add(new FeatureCuts(feature, own.get()));
                    }
                }
                case OTHER -> {}
            }
        }
        return cuts;
    }

    /** Where to cut so that each value is a level of its own; empty if there is only one value, or more than are categories. */
    private static Optional<float[]> between(float[] values) {
        TreeSet<Float> distinct = new TreeSet<>();
        for (float value : values) {
            if (Float.isFinite(value)) {
                distinct.add(value + 0f);
                if (distinct.size() > MOST_VALUES) {
                    return Optional.empty();
                }
            }
        }
        if (distinct.size() < 2) {
            return Optional.empty();
        }
        float[] cuts = new float[distinct.size() - 1];
        int next = 0;
        for (float value : distinct.tailSet(distinct.first(), false)) {
            cuts[next++] = value;
        }
        return Optional.of(cuts);
    }
}
