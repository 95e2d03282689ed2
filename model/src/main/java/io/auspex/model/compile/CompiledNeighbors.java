package io.auspex.model.compile;

import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.VectorSum;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.PiecewiseLinear;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A {@link NearestNeighbors} that measures exactly only what may be among the nearest. Squared distances are first found roughly, as
 * {@code |p|^2 - 2 p x + |x|^2} with all that is 0 left out, as multiples of few vectors over blocks of points; whatever is no farther than
 * the rounding of both ways of reckoning could explain is then measured as the reference does. So the neighbours, and the margins, are
 * the same to the last bit.
 */
final class CompiledNeighbors implements CompiledPredictor {
    /** Points at a time; a length that {@link VectorSum} is fast with. */
    private static final int BLOCK = 512;
    /** Rounding of one operation on floats, relative to its result, and as much again. */
    private static final double ROUNDING = 0x1p-23;
    /** Beyond it squares lose too many digits, or overflow; what training makes is below 3. */
    private static final float LARGEST = 1e3f;

    private static final int NOTHING = 0;

    private final NearestNeighbors neighbors;
    private final int points;
    private final int most;
    private final List<FeatureLayout.Segment> segments;
    /** {@code float[block][point]}: the squared length, where all levels are missing. */
    private final float[][] bases;
    /** {@code float[block][1 + feature][point]}: what a feature adds a unit, or by being 1; the first one is zero. */
    private final float[][][] vectors;

    private final double largestBase;
    /** By vector. */
    private final float[] largest;
    /** What 0 and 1 are scaled to, by feature. */
    private final float[][] scaledLevels;

    private final int terms;
    private final Pool<Scratch> pool = new Pool<>(this::newScratch);

    /** @param neighbors that {@link #fits} */
    CompiledNeighbors(NearestNeighbors neighbors, FeatureLayout layout) {
        this.neighbors = neighbors;
        this.segments = layout.segments();
        float[][] coordinates = neighbors.points();
        this.points = coordinates[0].length;
        this.most = Math.min(neighbors.neighbors(), points);
        int blocks = (points + BLOCK - 1) / BLOCK;
        this.scaledLevels = new float[2][coordinates.length];
        this.vectors = new float[blocks][1 + coordinates.length][BLOCK];
        this.largest = new float[1 + coordinates.length];
        double[] base = new double[points];
        int count = 0;
        for (FeatureLayout.Segment segment : segments) {
            boolean leveled = segment instanceof FeatureLayout.OneOf;
            count += leveled ? 1 : segment.width();
            for (int feature = segment.first(); feature < segment.first() + segment.width(); feature++) {
                add(feature, leveled, coordinates[feature], base);
            }
        }
        this.terms = count;
        this.bases = new float[blocks][BLOCK];
        for (int point = 0; point < points; point++) {
            bases[point / BLOCK][point % BLOCK] = (float) base[point];
        }
        this.largestBase = Arrays.stream(base).map(Math::abs).max().orElse(0);
    }

    /** Whether rough distances are of use: not with coordinates far beyond what training makes. */
    static boolean fits(NearestNeighbors neighbors) {
        for (float[] column : neighbors.points()) {
            for (float coordinate : column) {
                if (Math.abs(coordinate) > LARGEST) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Piecewise features must be columns: many of them are not 0. */
    static BitSet columnsOf(FeaturePipeline pipeline) {
        BitSet columns = new BitSet();
        int first = 0;
        for (ColumnTransformer transformer : pipeline.transformers()) {
            if (transformer instanceof PiecewiseLinear) {
                columns.set(first);
            }
            first += transformer.width();
        }
        return columns;
    }

    private void add(int feature, boolean leveled, float[] coordinates, double[] base) {
        float[] scaled = new float[2];
        neighbors.scale().apply(feature, new float[] {0, 1}, 0, 2, scaled);
        scaledLevels[0][feature] = scaled[0];
        scaledLevels[1][feature] = scaled[1];
        double zero = leveled ? scaled[0] : 0;
        double one = leveled ? scaled[1] : 0;
        for (int point = 0; point < points; point++) {
            double coordinate = coordinates[point];
            base[point] += (coordinate - zero) * (coordinate - zero);
            double slope = leveled ? one * one - zero * zero - 2 * coordinate * (one - zero) : -2 * coordinate;
            vectors[point / BLOCK][1 + feature][point % BLOCK] = (float) slope;
            largest[1 + feature] = Math.max(largest[1 + feature], (float) Math.abs(slope));
        }
    }

    @Override
    public void margins(FeatureRows features, int rows, float[][] margins) {
        Scratch scratch = pool.take();
        for (int first = 0; first < rows; first += Scratch.ROWS) {
            int count = Math.min(Scratch.ROWS, rows - first);
            scratch.scale(features, first, count);
            for (int row = 0; row < count; row++) {
                scratch.choose(features, first, row);
                scratch.search();
                neighbors.answer(scratch.distances, scratch.nearest, most, margins, first + row);
            }
        }
        pool.give(scratch);
    }

    private Scratch newScratch() {
        return new Scratch();
    }

    /** Of one call. */
    private final class Scratch {
        private static final int ROWS = 64;

        private final float[][] scaled = new float[neighbors.features()][];
        /** The row, as the points are. */
        private final float[] row = new float[neighbors.features()];

        private final int[] which = new int[VectorSum.room(terms)];
        private final float[] factors = new float[which.length];
        private final float[][] rough = new float[bases.length][BLOCK];
        private final float[] roughest = new float[most];
        private final int[] unused = new int[most];
        private final float[] distances = new float[most];
        private final int[] nearest = new int[most];
        /** The squares of what is a number, and what rounding may have changed in rough distances. */
        private double squares;

        private double uncertain;

        Scratch() {
            for (FeatureLayout.Segment segment : segments) {
                for (int feature = segment.first();
                        segment instanceof FeatureLayout.Columns && feature < segment.first() + segment.width();
                        feature++) {
                    scaled[feature] = new float[ROWS];
                }
            }
        }

        void scale(FeatureRows features, int first, int count) {
            InputScale scale = neighbors.scale();
            for (int feature = 0; feature < scaled.length; feature++) {
                if (scaled[feature] != null) {
                    scale.apply(feature, features.columns()[feature], first, count, scaled[feature]);
                }
            }
        }

        void choose(FeatureRows features, int first, int index) {
            squares = 0;
            double magnitude = largestBase;
            System.arraycopy(scaledLevels[0], 0, row, 0, row.length);
            int at = 0;
            for (FeatureLayout.Segment segment : segments) {
                if (segment instanceof FeatureLayout.OneOf levels) {
                    int level = features.levels()[levels.place()][first + index];
                    int feature = level < 0 ? -1 : levels.first() + level;
                    which[at] = level < 0 ? NOTHING : 1 + feature;
                    factors[at] = 1;
                    magnitude += largest[which[at++]];
                    if (level >= 0) {
                        row[feature] = scaledLevels[1][feature];
                    }
                    continue;
                }
                for (int feature = segment.first(); feature < segment.first() + segment.width(); feature++) {
                    float value = scaled[feature][index];
                    row[feature] = value;
                    which[at] = 1 + feature;
                    factors[at++] = value;
                    squares += (double) value * value;
                    magnitude += largest[1 + feature] * Math.abs(value);
                }
            }
            uncertain = (terms + 4) * ROUNDING * (magnitude + squares);
        }

        /** Fills the nearest points and their distances. */
        void search() {
            Arrays.fill(roughest, Float.POSITIVE_INFINITY);
            for (int block = 0; block < rough.length; block++) {
                float[] sums = rough[block];
                System.arraycopy(bases[block], 0, sums, 0, BLOCK);
                VectorSum.add(sums, vectors[block], which, factors, terms);
                int count = Math.min(BLOCK, points - block * BLOCK);
                for (int i = 0; i < count; i++) {
                    if (sums[i] < roughest[most - 1]) {
                        NearestNeighbors.keep(sums[i], 0, roughest, unused);
                    }
                }
            }
            // What the reference rounds, relative to a distance.
            double relative = (row.length + 4) * ROUNDING;
            double farthest = (roughest[most - 1] + squares + uncertain) * (1 + relative) / (1 - relative);
            double limit = farthest + uncertain - squares;
            Arrays.fill(distances, Float.POSITIVE_INFINITY);
            for (int block = 0; block < rough.length; block++) {
                float[] sums = rough[block];
                int count = Math.min(BLOCK, points - block * BLOCK);
                for (int i = 0; i < count; i++) {
                    if (sums[i] <= limit) {
                        measure(block * BLOCK + i);
                    }
                }
            }
        }

        private void measure(int point) {
            float[][] coordinates = neighbors.points();
            float distance = 0;
            for (int feature = 0; feature < row.length; feature++) {
                float difference = row[feature] - coordinates[feature][point];
                distance += difference * difference;
            }
            if (distance < distances[most - 1]) {
                NearestNeighbors.keep(distance, point, distances, nearest);
            }
        }
    }
}
