package io.auspex.model.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.compile.GrownForest.Kind;
import io.auspex.model.compile.GrownForest.Shape;
import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.TreeEnsemble;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What compiled prediction was measured to take, roughly: docs/benchmarks.md and docs/learners.md have the numbers. */
class PredictionCostTest {
    private static final int FEATURES = 20;

    private static TreeEnsemble trees(int count, int depth, Kind kind) {
        return new GrownForest(new Random(1), FEATURES, 0, 200, 1).ensemble(count, 3, Shape.PERFECT, depth, kind);
    }

    private static MlpPredictor net(int units) {
        return new MlpPredictor(
                new InputScale(new int[] {0}, new double[1], new double[] {1}),
                List.of(),
                List.of(layer(1, units), layer(units, units), layer(units, 1)));
    }

    private static DenseLayer layer(int inputs, int units) {
        return new DenseLayer(new float[inputs * units], new float[units]);
    }

    @Test
    void treesInTilesTakeTenthsOfNanoseconds() {
        assertThat(PredictionCost.nanoseconds(trees(100, 6, Kind.FLOATS))).isBetween(50.0, 200.0);
        assertThat(PredictionCost.nanoseconds(trees(500, 6, Kind.FLOATS))).isBetween(200.0, 700.0);
    }

    @Test
    void bigTreesTakeTensOfNanosecondsAndMoreWhereLeavesAreSharesOfClasses() {
        double numbers = PredictionCost.nanoseconds(trees(50, 11, Kind.DOUBLES)) / 50;
        assertThat(numbers).isBetween(15.0, 60.0);
        assertThat(PredictionCost.nanoseconds(trees(50, 11, Kind.VECTORS)) / 50).isGreaterThan(numbers);
    }

    @Test
    void netsTakeMicroseconds() {
        assertThat(PredictionCost.nanoseconds(net(128))).isBetween(500.0, 2000.0);
        assertThat(PredictionCost.nanoseconds(net(256))).isBetween(2000.0, 6000.0);
    }

    @Test
    void neighborsTakeTheLongerTheMoreThereAreAndLinearModelsNearlyNothing() {
        InputScale scale = new InputScale(new int[] {0}, new double[1], new double[] {1});
        int points = 10_000;
        NearestNeighbors neighbors =
                new NearestNeighbors(scale, new float[1][points], new double[points], new double[0], 0, 5);
        assertThat(PredictionCost.nanoseconds(neighbors)).isBetween(300.0, 1000.0);
        assertThat(PredictionCost.nanoseconds(new LinearPredictor(new double[1][FEATURES], new double[1])))
                .isLessThan(100);
        assertThat(PredictionCost.nanoseconds(new Centroids(new double[4][FEATURES])))
                .isLessThan(100);
    }

    @Test
    void noTreesCostNothingButFeatures() {
        assertThat(PredictionCost.nanoseconds(trees(0, 3, Kind.FLOATS))).isEqualTo(2.0 * FEATURES);
    }
}
