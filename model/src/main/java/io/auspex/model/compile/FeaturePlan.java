package io.auspex.model.compile;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeatureDerivation;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PiecewiseLinear;
import io.auspex.model.transform.PrincipalComponents;
import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.ThresholdRanks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All features that the members of a model read, made once a batch: members of an ensemble have many transformers in common even where
 * their pipelines differ. The features are those of {@link FeaturePipeline#transform}, bit by bit.
 *
 * <p>For predictors that only add up, the features of a one-hot or piecewise column need not be made at all: a level tells which of them
 * are not 0.
 */
final class FeaturePlan {
    /** Rows for which memory is kept; engines send no more at a time. */
    private static final int USUAL_ROWS = 2048;

    private final List<Step> steps;
    private final List<FeatureLayout> layouts;
    private final List<Integer> firsts;
    private final int columns;
    private final int[][] features;
    private final int[][] encoded;
    private final boolean[] bent;
    private final Pool<FeatureScratch> pool = new Pool<>(() -> newScratch(USUAL_ROWS));

    private FeaturePlan(Builder builder) {
        this.steps = List.copyOf(builder.steps());
        this.layouts = List.copyOf(builder.layouts);
        this.firsts = List.copyOf(builder.firsts);
        this.columns = builder.columns;
        this.features = builder.features.toArray(int[][]::new);
        this.encoded = builder.encoded.toArray(int[][]::new);
        this.bent = new boolean[builder.bent.size()];
        for (int place = 0; place < bent.length; place++) {
            bent[place] = builder.bent.get(place);
        }
    }

    /**
     * What one predictor reads.
     *
     * @param levels whether levels may stand for features
     * @param columns features that must be columns nevertheless
     */
    record Use(FeaturePipeline pipeline, boolean levels, BitSet columns) {}

    /** A plan for several predictors: layout i is that of use i, and uses with equal pipelines share their features. */
    static FeaturePlan of(List<Use> uses) {
        Builder builder = new Builder();
        uses.forEach(builder::add);
        return new FeaturePlan(builder);
    }

    FeatureLayout layout(int use) {
        return layouts.get(use);
    }

    /** The first use that is like this one and reads the same features. */
    int first(int use) {
        return firsts.get(use);
    }

    /** Makes all features of a batch, in memory that has to be given back. */
    FeatureScratch fill(ColumnBatch in) {
        FeatureScratch scratch = in.rows() > USUAL_ROWS ? newScratch(in.rows()) : pool.take();
        for (Step step : steps) {
            step.run(in, scratch);
        }
        return scratch;
    }

    private FeatureScratch newScratch(int rows) {
        return new FeatureScratch(rows, columns, features, encoded, bent);
    }

    void giveBack(FeatureScratch scratch) {
        if (scratch.capacity == USUAL_ROWS) {
            pool.give(scratch);
        }
    }

    /** One thing to do for a batch, after those before it. */
    private interface Step {
        void run(ColumnBatch in, FeatureScratch scratch);
    }

    /** Where what several uses have in common is found again. */
    private static final class Builder {
        private final List<Step> steps = new ArrayList<>();
        private final List<FeatureLayout> layouts = new ArrayList<>();
        private final List<Integer> firsts = new ArrayList<>();
        private final List<int[]> features = new ArrayList<>();
        private final List<int[]> encoded = new ArrayList<>();
        private final List<Boolean> bent = new ArrayList<>();
        private final Map<ColumnTransformer, Integer> filled = new HashMap<>();
        private final Map<ColumnTransformer, Integer> told = new HashMap<>();
        private final Map<Combination, Integer> combined = new HashMap<>();
        /** Of texts that are read in the same way what becomes of them, by its first column. */
        private final Map<TextReading, Map<Integer, TextProjection>> projected = new LinkedHashMap<>();

        private final Map<FeaturePipeline, Integer> numbers = new HashMap<>();
        /** Large pipelines are compared once, not once a member. */
        private final IdentityHashMap<FeaturePipeline, Integer> numbersByIdentity = new IdentityHashMap<>();

        private final Map<NumberedUse, Integer> known = new HashMap<>();
        private int columns;

        private record NumberedUse(int pipeline, boolean levels, BitSet columns) {}

        void add(Use use) {
            int number = numbersByIdentity.computeIfAbsent(use.pipeline(), pipeline -> {
                numbers.putIfAbsent(pipeline, numbers.size());
                return numbers.get(pipeline);
            });
            Integer same = known.putIfAbsent(new NumberedUse(number, use.levels(), use.columns()), layouts.size());
            firsts.add(same == null ? layouts.size() : same);
            if (same != null) {
                layouts.add(layouts.get(same));
                features.add(features.get(same));
                return;
            }
            FeaturePipeline pipeline = use.pipeline();
            int[] from = new int[pipeline.encodedWidth()];
            BitSet asColumns = asColumns(use);
            List<FeatureLayout.Segment> segments = new ArrayList<>();
            int first = 0;
            for (ColumnTransformer transformer : pipeline.transformers()) {
                int width = transformer.width();
                int next = asColumns.nextSetBit(first);
                if (next < 0 || next >= first + width) {
                    segments.add(levels(transformer, first));
                    Arrays.fill(from, first, first + width, -1);
                } else {
                    segments.add(new FeatureLayout.Columns(first, width, MissingFeatures.mayComeFrom(transformer)));
                    int column = columns(transformer);
                    for (int index = 0; index < width; index++) {
                        from[first + index] = column + index;
                    }
                }
                first += width;
            }
            combine(pipeline, from, segments);
        }

        /** The encoded features that are needed as columns. */
        private static BitSet asColumns(Use use) {
            BitSet needed = new BitSet();
            boolean plain = use.levels() && use.pipeline().projections().isEmpty();
            int first = 0;
            for (ColumnTransformer transformer : use.pipeline().transformers()) {
                boolean leveled = plain
                        && (transformer instanceof OneHotCategories
                                || (transformer instanceof PiecewiseLinear line && line.hasPlaces()));
                if (!leveled) {
                    needed.set(first, first + transformer.width());
                }
                first += transformer.width();
            }
            needed.or(use.columns());
            for (FeatureDerivation derivation : use.pipeline().derivations()) {
                derivation.operands().forEach(operands -> operands.forEach(needed::set));
            }
            return needed;
        }

        private FeatureLayout.Segment levels(ColumnTransformer transformer, int first) {
            Integer place = told.get(transformer);
            if (place == null) {
                int next = bent.size();
                place = next;
                told.put(transformer, place);
                if (transformer instanceof OneHotCategories categories) {
                    steps.add((in, scratch) -> categories.levels(in, scratch.levels[next]));
                } else {
                    PiecewiseLinear line = (PiecewiseLinear) transformer;
                    steps.add((in, scratch) -> line.places(in, scratch.levels[next], scratch.shares[next]));
                }
                bent.add(!(transformer instanceof OneHotCategories));
            }
            return transformer instanceof OneHotCategories
                    ? new FeatureLayout.OneOf(first, transformer.width(), place)
                    : new FeatureLayout.Bends(first, transformer.width(), place);
        }

        /** The first of the columns that a transformer fills. */
        private int columns(ColumnTransformer transformer) {
            Integer known = filled.get(transformer);
            if (known != null) {
                return known;
            }
            int first = take(transformer.width());
            filled.put(transformer, first);
            if (transformer instanceof TextProjection projection) {
                projected
                        .computeIfAbsent(TextReading.of(projection), reading -> new LinkedHashMap<>())
                        .put(first, projection);
            } else {
                steps.add(step(transformer, first));
            }
            return first;
        }

        /** All there is to do. Texts come first, as they wait for nothing, and others may read what becomes of them. */
        List<Step> steps() {
            List<Step> all = new ArrayList<>();
            projected.values().forEach(byColumn -> all.add(reading(byColumn)));
            all.addAll(steps);
            return all;
        }

        /** Texts are read once for all their projections, which takes longer than to project them. */
        private static Step reading(Map<Integer, TextProjection> byColumn) {
            List<TextProjection> projections = List.copyOf(byColumn.values());
            int[] firsts =
                    byColumn.keySet().stream().mapToInt(Integer::intValue).toArray();
            return (in, scratch) -> TextProjection.apply(projections, in, scratch.columns, firsts);
        }

        private static Step step(ColumnTransformer transformer, int first) {
            if (transformer instanceof ThresholdRanks thresholds) {
                Optional<NumberRanks> ranks = NumberRanks.of(thresholds);
                if (ranks.isPresent()) {
                    int column = thresholds.column();
                    return (in, scratch) -> ranks.get().fill(in.numbers(column), in.rows(), scratch.columns[first]);
                }
            }
            return (in, scratch) -> transformer.apply(in, scratch.columns, first);
        }

        private int take(int width) {
            int first = columns;
            columns += width;
            return first;
        }

        /** @param from the column of each encoded feature */
        private void combine(FeaturePipeline pipeline, int[] from, List<FeatureLayout.Segment> segments) {
            List<Integer> all = new ArrayList<>();
            for (int kept : pipeline.kept()) {
                all.add(from[kept]);
            }
            List<FeatureLayout.Segment> behind = new ArrayList<>(
                    pipeline.projections().isEmpty()
                            ? segments
                            : List.of(new FeatureLayout.Columns(0, all.size(), true)));
            for (PrincipalComponents projection : pipeline.projections()) {
                int first = combination(
                        pipeline,
                        projection,
                        projection.width(),
                        from,
                        (read, out, rows, column) -> projection.apply(read, rows, out, column));
                behind.add(new FeatureLayout.Columns(all.size(), projection.width(), true));
                append(all, first, projection.width());
            }
            for (FeatureDerivation derivation : pipeline.derivations()) {
                int first = combination(
                        pipeline,
                        derivation,
                        derivation.width(),
                        from,
                        (read, out, rows, column) -> derivation.apply(read, rows, out, column));
                behind.add(new FeatureLayout.Columns(
                        all.size(), derivation.width(), MissingFeatures.mayComeFrom(derivation)));
                append(all, first, derivation.width());
            }
            behind.removeIf(segment -> segment.width() == 0);
            layouts.add(new FeatureLayout(all.size(), behind));
            features.add(all.stream().mapToInt(Integer::intValue).toArray());
        }

        private static void append(List<Integer> all, int first, int width) {
            for (int index = 0; index < width; index++) {
                all.add(first + index);
            }
        }

        private interface Fill {
            void run(float[][] read, float[][] out, int rows, int column);
        }

        /** The first of the columns that a projection or derivation fills. */
        private int combination(FeaturePipeline pipeline, Object step, int width, int[] from, Fill fill) {
            Combination combination = new Combination(pipeline.transformers(), step);
            Integer known = combined.get(combination);
            if (known != null) {
                return known;
            }
            int first = take(width);
            int reads = encoded.size();
            combined.put(combination, first);
            encoded.add(from);
            steps.add((in, scratch) -> fill.run(scratch.encoded[reads], scratch.columns, in.rows(), first));
            return first;
        }
    }
}
