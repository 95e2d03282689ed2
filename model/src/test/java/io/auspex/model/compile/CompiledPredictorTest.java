package io.auspex.model.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.predict.CodeEmbedding;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PrincipalComponents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything but trees, against the predictors that it stands for. */
class CompiledPredictorTest {
    private static float[][] reference(FeaturePipeline pipeline, Predictor predictor, ColumnBatch batch) {
        float[][] margins = new float[predictor.outputs()][batch.rows()];
        predictor.margins(pipeline.transform(batch), batch.rows(), margins);
        return margins;
    }

    private static float[][] compiled(
            FeaturePipeline pipeline, Predictor predictor, ColumnBatch batch, KernelChoice kernels) {
        CompiledMembers members = CompiledMembers.of(List.of(new Part(pipeline, predictor)), kernels);
        float[][] margins = members.margins(batch)[0];
        requireEqual(members.margins(batch)[0], margins);
        return margins;
    }

    private static void requireEqual(float[][] margins, float[][] expected) {
        int rows = expected[0].length;
        assertThat(MixedColumns.bits(margins, rows)).isDeepEqualTo(MixedColumns.bits(expected, rows));
    }

    private static LinearPredictor linear(Random random, int features, int outputs) {
        double[][] weights = new double[outputs][features];
        double[] intercepts = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            intercepts[output] = random.nextGaussian();
            for (int feature = 0; feature < features; feature++) {
                weights[output][feature] = random.nextGaussian();
            }
        }
        return new LinearPredictor(weights, intercepts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 1000, 2048, 2049, 5000})
    void linearModelsAgree(int rows) {
        Random random = new Random(rows);
        ColumnBatch batch = MixedColumns.batch(random, rows);
        FeaturePipeline pipeline = MixedColumns.scaled();
        LinearPredictor linear = linear(random, pipeline.width(), 3);
        float[][] expected = reference(pipeline, linear, batch);
        float[][] margins = compiled(pipeline, linear, batch, KernelChoice.scalar());
        for (int output = 0; output < 3; output++) {
            for (int row = 0; row < rows; row++) {
                assertThat(margins[output][row])
                        .isEqualTo(expected[output][row], within(Math.ulp(expected[output][row])));
            }
        }
    }

    @Test
    void linearModelsOfLevelsAgreeToTheLastBit() {
        Random random = new Random(4);
        ColumnBatch batch = MixedColumns.batch(random, 700);
        FeaturePipeline pipeline = MixedColumns.codes();
        LinearPredictor linear = linear(random, pipeline.width(), 2);
        requireEqual(compiled(pipeline, linear, batch, KernelChoice.scalar()), reference(pipeline, linear, batch));
    }

    private static float[] floats(Random random, int count, double size) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * size);
        }
        return values;
    }

    /** A net behind {@link MixedColumns#embedded}, whose codes it embeds. */
    private static MlpPredictor net(Random random, FeaturePipeline pipeline, int embeddingRows, int... units) {
        List<Integer> plain = new ArrayList<>();
        List<CodeEmbedding> embeddings = new ArrayList<>();
        int last = pipeline.width() - 1;
        int embedded = 2 + 4;
        int inputs = 0;
        for (int feature = 0; feature <= last; feature++) {
            if (feature == embedded || feature == last) {
                embeddings.add(new CodeEmbedding(feature, 3, floats(random, embeddingRows * 3, 1)));
                inputs += 3;
            } else {
                plain.add(feature);
                inputs++;
            }
        }
        double[] centers = new double[plain.size()];
        double[] scales = new double[plain.size()];
        for (int index = 0; index < scales.length; index++) {
            boolean number = index < 2 || index == 6;
            centers[index] = number ? random.nextGaussian() : 0;
            scales[index] = number ? 0.5 + random.nextDouble() : 1;
        }
        List<DenseLayer> layers = new ArrayList<>();
        for (int unit : units) {
            layers.add(new DenseLayer(floats(random, unit * inputs, Math.sqrt(2.0 / inputs)), floats(random, unit, 1)));
            inputs = unit;
        }
        return new MlpPredictor(
                new InputScale(plain.stream().mapToInt(Integer::intValue).toArray(), centers, scales),
                embeddings,
                layers);
    }

    private static void requireAgreement(
            FeaturePipeline pipeline, MlpPredictor net, ColumnBatch batch, KernelChoice kernels) {
        float[][] expected = reference(pipeline, net, batch);
        float[][] margins = compiled(pipeline, net, batch, kernels);
        for (int output = 0; output < expected.length; output++) {
            for (int row = 0; row < batch.rows(); row++) {
                double near = 2e-5 * Math.max(1, Math.abs(expected[output][row]));
                assertThat(margins[output][row]).isEqualTo(expected[output][row], within((float) near));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 128, 129, 2048, 5000})
    void netsAgree(int rows) {
        Random random = new Random(rows);
        FeaturePipeline pipeline = MixedColumns.embedded();
        ColumnBatch batch = MixedColumns.batch(random, rows);
        requireAgreement(pipeline, net(random, pipeline, 5, 100, 40, 3), batch, KernelChoice.scalar());
        requireAgreement(pipeline, net(random, pipeline, 5, 100, 40, 3), batch, fast());
    }

    @Test
    void netsOfAllShapesAgree() {
        Random random = new Random(5);
        FeaturePipeline pipeline = MixedColumns.embedded();
        ColumnBatch batch = MixedColumns.batch(random, 300);
        // Embeddings too large to be multiplied beforehand.
        requireAgreement(pipeline, net(random, pipeline, 3000, 32, 1), batch, KernelChoice.scalar());
        requireAgreement(pipeline, net(random, pipeline, 3000, 32, 1), batch, fast());
        for (int[] units : new int[][] {{1}, {12}, {3, 70}, {700, 9}, {64, 64, 64, 2}}) {
            requireAgreement(pipeline, net(random, pipeline, 5, units), batch, KernelChoice.scalar());
            requireAgreement(pipeline, net(random, pipeline, 5, units), batch, fast());
        }
    }

    @Test
    void netsBehindProjectionsAgree() {
        Random random = new Random(8);
        FeaturePipeline encoded = MixedColumns.scaled();
        double[][] direction = {{0.5, 0.5, -0.5, 0.5}};
        FeaturePipeline pipeline = new FeaturePipeline(
                encoded.transformers(),
                List.of(new PrincipalComponents(List.of(0, 1, 7, 9), new double[4], direction)),
                List.of());
        int features = pipeline.width();
        double[] ones = new double[features];
        Arrays.fill(ones, 1);
        MlpPredictor net = new MlpPredictor(
                new InputScale(IntStream.range(0, features).toArray(), new double[features], ones),
                List.of(),
                List.of(
                        new DenseLayer(floats(random, 20 * features, 0.3), floats(random, 20, 1)),
                        new DenseLayer(floats(random, 20, 0.3), floats(random, 1, 1))));
        requireAgreement(pipeline, net, MixedColumns.batch(random, 200), KernelChoice.scalar());
    }

    /** Products count as fast, so that nets make use of them. */
    private static KernelChoice fast() {
        KernelChoice choice = KernelChoice.scalar();
        choice.use(new FastProducts(), "to be tested");
        return choice;
    }

    /** @param distinct of the coordinates, so that there are ties */
    private static NearestNeighbors neighbors(
            Random random, FeaturePipeline pipeline, int points, int classes, int neighbors, boolean distinct) {
        int features = pipeline.width();
        double[] centers = new double[features];
        double[] scales = new double[features];
        for (int feature = 0; feature < features; feature++) {
            centers[feature] = random.nextDouble();
            scales[feature] = 0.5 + random.nextDouble();
        }
        InputScale scale = new InputScale(IntStream.range(0, features).toArray(), centers, scales);
        float[][] raw = pipeline.transform(MixedColumns.batch(random, points));
        float[][] scaled = new float[features][points];
        double[] targets = new double[points];
        double[] weights = new double[points];
        for (int feature = 0; feature < features; feature++) {
            scale.apply(feature, raw[feature], 0, points, scaled[feature]);
            for (int point = 0; point < points; point++) {
                int same = distinct ? point : point % 9;
                scaled[feature][point] = scaled[feature][same];
                targets[point] = classes == 0 ? point : point % classes;
                weights[point] = 1 + point % 3;
            }
        }
        return new NearestNeighbors(scale, scaled, targets, weights, classes, neighbors);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 65, 700})
    void neighborsAgreeToTheLastBit(int rows) {
        Random random = new Random(rows);
        FeaturePipeline pipeline = MixedColumns.scaled();
        ColumnBatch batch = MixedColumns.batch(random, rows);
        for (NearestNeighbors neighbors : List.of(
                neighbors(random, pipeline, 1200, 0, 12, true),
                neighbors(random, pipeline, 512, 2, 1, true),
                neighbors(random, pipeline, 30, 4, 50, true),
                neighbors(random, pipeline, 900, 3, 20, false))) {
            float[][] expected = reference(pipeline, neighbors, batch);
            requireEqual(compiled(pipeline, neighbors, batch, KernelChoice.scalar()), expected);
            requireEqual(compiled(pipeline, neighbors, batch, fast()), expected);
        }
    }

    @Test
    void neighborsWithCoordinatesFarAwayAgree() {
        FeaturePipeline pipeline = new FeaturePipeline(List.of(new OneHotCategories(3, MixedColumns.LETTERS)));
        float[][] points = new float[7][40];
        points[2][7] = 1e30f;
        points[4][9] = -1e5f;
        double[] ones = new double[7];
        Arrays.fill(ones, 1);
        NearestNeighbors neighbors = new NearestNeighbors(
                new InputScale(IntStream.range(0, 7).toArray(), new double[7], ones),
                points,
                IntStream.range(0, 40).asDoubleStream().toArray(),
                new double[0],
                0,
                3);
        ColumnBatch batch = MixedColumns.batch(new Random(6), 50);
        requireEqual(
                compiled(pipeline, neighbors, batch, KernelChoice.scalar()), reference(pipeline, neighbors, batch));
    }

    @Test
    void membersShareOneBatch() {
        Random random = new Random(7);
        ColumnBatch batch = MixedColumns.batch(random, 800);
        FeaturePipeline scaled = MixedColumns.scaled();
        FeaturePipeline codes = MixedColumns.codes();
        List<Part> parts = List.of(
                new Part(scaled, linear(random, scaled.width(), 1)),
                new Part(MixedColumns.codes(), linear(random, codes.width(), 2)),
                new Part(scaled, neighbors(random, scaled, 100, 2, 5, true)),
                new Part(codes, linear(random, codes.width(), 2)));
        float[][][] margins = CompiledMembers.of(parts, KernelChoice.scalar()).margins(batch);
        for (int part = 1; part < parts.size(); part++) {
            requireEqual(
                    margins[part],
                    reference(parts.get(part).pipeline(), parts.get(part).predictor(), batch));
        }
    }
}
