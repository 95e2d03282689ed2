package io.auspex.model.compile;

import io.auspex.model.predict.CodeEmbedding;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.VectorSum;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.PiecewiseLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The first layer of a net as a sum of few vectors a row: the weights of each plain number times the number, and for each level or code a
 * vector that is known beforehand, in which all that the level changes is added up. What the layer gives where every number is
 * 0 and there are no levels is the {@link #base}.
 *
 * <pre>
 *   which[]   [ plain numbers | levels | piecewise: what lies before, the one with a share | tabled codes | embedded codes ]
 *   factors[] [ scaled        | 1      | 1                            the share, scaled    | 1            | the embedding  ]
 * </pre>
 */
final class NetInputs {
    /** Embeddings are multiplied beforehand while the vectors take no more numbers than this or the net itself does. */
    private static final long SMALL_TABLES = 1 << 16;

    /** The vector that adds nothing. */
    private static final int NOTHING = 0;

    private final InputScale scale;
    private final DenseLayer layer;
    private final int length;
    private final float[] base;
    private final List<float[]> building = new ArrayList<>();
    private final float[][] vectors;
    private final List<PlainNumber> numbers = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();
    private final List<Bend> bends = new ArrayList<>();
    private final List<Code> tabled = new ArrayList<>();
    private final List<Code> embedded = new ArrayList<>();
    private final int[] which;
    private final float[] factors;

    /** A plain number: the feature, its index among the plain ones. */
    private record PlainNumber(int feature, int plain) {}

    /** @param start of the vectors, by level */
    private record Level(int place, int start) {}

    /**
     * @param plain index of any of the features among the plain ones: all are scaled alike
     * @param before start of the sums of what is 1, by level
     * @param missing the vector where there is no level
     * @param zeros what 0 is scaled to
     */
    private record Bend(int place, int plain, int before, int start, int missing, float zeros) {}

    /** @param start of the vectors by row of the embedding, or of the weights of the embedding's numbers */
    private record Code(CodeEmbedding embedding, int start) {}

    NetInputs(MlpPredictor net, FeatureLayout layout) {
        this.scale = net.scale();
        this.layer = net.layers().get(0);
        this.length = (VectorSum.length(layer.units()) + 15) / 16 * 16;
        double[] sums = new double[length];
        for (int unit = 0; unit < layer.units(); unit++) {
            sums[unit] = layer.biases()[unit];
        }
        building.add(new float[length]);
        addPlain(layout, plainIndexes(net), sums);
        addCodes(net);
        this.base = floats(sums);
        this.vectors = building.toArray(float[][]::new);
        this.which = new int[VectorSum.room(terms())];
        this.factors = new float[which.length];
        prepare();
    }

    /**
     * The features that must be columns: codes, and piecewise ones that are scaled in more than one way. Behind projections, which move
     * features to other places, all are columns anyway.
     */
    static BitSet columnsOf(MlpPredictor net, FeaturePipeline pipeline) {
        BitSet columns = new BitSet();
        if (!pipeline.projections().isEmpty()) {
            return columns;
        }
        net.embeddings().forEach(embedding -> columns.set(embedding.feature()));
        int[] plain = plainIndexes(net);
        int first = 0;
        for (ColumnTransformer transformer : pipeline.transformers()) {
            for (int feature = first + 1;
                    transformer instanceof PiecewiseLinear && feature < first + transformer.width();
                    feature++) {
                if (plain[first] >= 0 && plain[feature] >= 0 && !net.scale().isSame(plain[first], plain[feature])) {
                    columns.set(first);
                }
            }
            first += transformer.width();
        }
        return columns;
    }

    /** Of each feature its index among the plain ones, or -1. */
    private static int[] plainIndexes(MlpPredictor net) {
        int[] indexes = new int[net.features()];
        Arrays.fill(indexes, -1);
        int[] plain = net.scale().features();
        for (int index = 0; index < plain.length; index++) {
            indexes[plain[index]] = index;
        }
        return indexes;
    }

    private void addPlain(FeatureLayout layout, int[] plain, double[] sums) {
        for (FeatureLayout.Segment segment : layout.segments()) {
            for (int index = 0; index < segment.width(); index++) {
                int feature = segment.first() + index;
                if (segment instanceof FeatureLayout.Columns && plain[feature] >= 0) {
                    numbers.add(new PlainNumber(feature, plain[feature]));
                }
            }
            if (segment instanceof FeatureLayout.OneOf levelsOf) {
                levels.add(new Level(levelsOf.place(), addLevels(segment, plain[segment.first()], sums)));
            } else if (segment instanceof FeatureLayout.Bends bendsOf) {
                bends.add(addBends(bendsOf, plain[segment.first()], sums));
            }
        }
        numbers.sort(Comparator.comparingInt(PlainNumber::plain));
        for (PlainNumber number : numbers) {
            building.add(floats(weights(number.plain(), 1)));
        }
    }

    /** What 0, one half and 1 are scaled to. */
    private float[] scaled(int plain) {
        float[] scaled = new float[3];
        scale.apply(plain, new float[] {0, 0.5f, 1}, 0, 3, scaled);
        return scaled;
    }

    private int addLevels(FeatureLayout.Segment segment, int plain, double[] sums) {
        int start = building.size();
        for (int level = 0; level < segment.width(); level++) {
            float[] scaled = scaled(plain + level);
            building.add(floats(weights(plain + level, (double) scaled[2] - scaled[0])));
            add(sums, weights(plain + level, scaled[0]));
        }
        return start;
    }

    private Bend addBends(FeatureLayout.Bends segment, int plain, double[] sums) {
        int before = building.size();
        float[] scaled = scaled(plain);
        double[] all = new double[length];
        double[] halves = new double[length];
        for (int level = 0; level < segment.width(); level++) {
            building.add(floats(all));
            add(all, weights(plain + level, (double) scaled[2] - scaled[0]));
            add(halves, weights(plain + level, (double) scaled[1] - scaled[0]));
            add(sums, weights(plain + level, scaled[0]));
        }
        int start = building.size();
        for (int level = 0; level < segment.width(); level++) {
            building.add(floats(weights(plain + level, 1)));
        }
        building.add(floats(halves));
        return new Bend(segment.place(), plain, before, start, building.size() - 1, scaled[0]);
    }

    /** The smallest embeddings become tables, as long as they fit. */
    private void addCodes(MlpPredictor net) {
        long room = Math.max(
                SMALL_TABLES,
                net.layers().stream().mapToLong(each -> each.weights().length).sum());
        List<CodeEmbedding> ascending = new ArrayList<>(net.embeddings());
        ascending.sort(Comparator.comparingInt(CodeEmbedding::rows));
        for (CodeEmbedding embedding : ascending) {
            int input = firstInput(net, embedding);
            room -= (long) embedding.rows() * length;
            List<Code> codes = room >= 0 ? tabled : embedded;
            codes.add(new Code(embedding, building.size()));
            for (int row = 0; room >= 0 && row < embedding.rows(); row++) {
                double[] vector = new double[length];
                for (int number = 0; number < embedding.width(); number++) {
                    add(vector, weights(input + number, embedding.vectors()[row * embedding.width() + number]));
                }
                building.add(floats(vector));
            }
            for (int number = 0; room < 0 && number < embedding.width(); number++) {
                building.add(floats(weights(input + number, 1)));
            }
        }
    }

    private static int firstInput(MlpPredictor net, CodeEmbedding asked) {
        int input = net.scale().size();
        for (CodeEmbedding embedding : net.embeddings()) {
            if (embedding.feature() == asked.feature()) {
                break;
            }
            input += embedding.width();
        }
        return input;
    }

    /** Those of an input, by unit. */
    private double[] weights(int input, double factor) {
        double[] weights = new double[length];
        for (int unit = 0; unit < layer.units(); unit++) {
            weights[unit] = factor * layer.weights()[unit * layer.inputs() + input];
        }
        return weights;
    }

    private static void add(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    /** As finite floats, since anything may be multiplied by 0. */
    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, values[i]));
        }
        return floats;
    }

    /** What the vectors add is added to it. */
    float[] base() {
        return base;
    }

    /** Each as long as {@link #base}. */
    float[][] vectors() {
        return vectors;
    }

    /** How many vectors are added up for each row. */
    int terms() {
        int numbersOfEmbeddings =
                embedded.stream().mapToInt(code -> code.embedding().width()).sum();
        return numbers.size() + levels.size() + 2 * bends.size() + tabled.size() + numbersOfEmbeddings;
    }

    /** What is the same for all rows. */
    private void prepare() {
        int at = 0;
        // Numbers were added after the vectors of levels and bends, before those of codes.
        int first = vectors.length - codeVectors() - numbers.size();
        for (int number = 0; number < numbers.size(); number++) {
            which[at++] = first + number;
        }
        Arrays.fill(factors, at, terms(), 1);
        at = terms()
                - embedded.stream().mapToInt(code -> code.embedding().width()).sum();
        for (Code code : embedded) {
            for (int number = 0; number < code.embedding().width(); number++) {
                which[at++] = code.start() + number;
            }
        }
    }

    private int codeVectors() {
        int count = 0;
        for (Code code : tabled) {
            count += code.embedding().rows();
        }
        for (Code code : embedded) {
            count += code.embedding().width();
        }
        return count;
    }

    /** Memory of one thread for some rows. */
    final class Rows {
        private final float[][] scaled;
        private final float[][] shares;
        final int[] which = NetInputs.this.which.clone();
        final float[] factors = NetInputs.this.factors.clone();

        Rows(int most) {
            scaled = new float[numbers.size()][most];
            shares = new float[bends.size()][most];
        }

        /** Takes the place of the rows before. */
        void read(FeatureRows features, int first, int count) {
            for (int index = 0; index < scaled.length; index++) {
                PlainNumber number = numbers.get(index);
                scale.apply(number.plain(), features.columns()[number.feature()], first, count, scaled[index]);
            }
            for (int index = 0; index < shares.length; index++) {
                Bend bend = bends.get(index);
                scale.apply(bend.plain(), features.shares()[bend.place()], first, count, shares[index]);
            }
        }

        /** Fills {@link #which} and {@link #factors} for one of the rows. */
        void choose(FeatureRows features, int first, int row) {
            int at = 0;
            for (float[] column : scaled) {
                factors[at++] = column[row];
            }
            for (int index = 0; index < levels.size(); index++) {
                Level level = levels.get(index);
                int of = features.levels()[level.place()][first + row];
                which[at++] = of < 0 ? NOTHING : level.start() + of;
            }
            for (int index = 0; index < bends.size(); index++) {
                Bend bend = bends.get(index);
                int of = features.levels()[bend.place()][first + row];
                which[at++] = of < 0 ? bend.missing() : bend.before() + of;
                which[at] = of < 0 ? NOTHING : bend.start() + of;
                factors[at++] = shares[index][row] - bend.zeros();
            }
            for (int index = 0; index < tabled.size(); index++) {
                Code code = tabled.get(index);
                CodeEmbedding embedding = code.embedding();
                float value = features.columns()[embedding.feature()][first + row];
                which[at++] = code.start() + embedding.row(value);
            }
            for (int index = 0; index < embedded.size(); index++) {
                CodeEmbedding embedding = embedded.get(index).embedding();
                float value = features.columns()[embedding.feature()][first + row];
                System.arraycopy(
                        embedding.vectors(), embedding.row(value) * embedding.width(), factors, at, embedding.width());
                at += embedding.width();
            }
        }
    }
}
