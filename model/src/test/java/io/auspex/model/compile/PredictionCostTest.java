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
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.OneHotCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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

    private static FeaturePipeline numbers(int count) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            transformers.add(new NumberPassthrough(column));
        }
        return new FeaturePipeline(transformers);
    }

    private static double own(Predictor predictor) {
        return PredictionCost.own(predictor, predictor.features());
    }

    @Test
    void treesInTilesTakeTenthsOfNanoseconds() {
        assertThat(own(trees(100, 6, Kind.FLOATS))).isBetween(50.0, 200.0);
        assertThat(own(trees(500, 6, Kind.FLOATS))).isBetween(200.0, 700.0);
        assertThat(own(trees(500, 6, Kind.DOUBLES))).isBetween(200.0, 700.0);
    }

    @Test
    void bigTreesTakeTensOfNanosecondsAndMoreWhereLeavesAreSharesOfClasses() {
        double numbers = own(trees(50, 11, Kind.DOUBLES)) / 50;
        assertThat(numbers).isBetween(20.0, 80.0);
        assertThat(own(trees(50, 11, Kind.VECTORS)) / 50).isGreaterThan(numbers);
        // What tiles hold whole is another matter.
        assertThat(numbers).isGreaterThan(8 * own(trees(50, 8, Kind.DOUBLES)) / 50);
    }

    @Test
    void nodesThatAskForCategoriesTakeLonger() {
        TreeEnsemble asking =
                new GrownForest(new Random(1), 2, 20, 200, 40).ensemble(100, 1, Shape.PERFECT, 5, Kind.FLOATS);
        double plain = own(trees(100, 5, Kind.FLOATS));
        assertThat(own(asking)).isBetween(1.5 * plain, 5 * plain);
    }

    @Test
    void netsTakeMicroseconds() {
        assertThat(own(net(128))).isBetween(250.0, 1000.0);
        assertThat(own(net(256))).isBetween(1000.0, 4000.0);
    }

    @Test
    void neighborsTakeTheLongerTheMoreThereAreAndLinearModelsNearlyNothing() {
        InputScale scale = new InputScale(new int[] {0}, new double[1], new double[] {1});
        int points = 10_000;
        NearestNeighbors neighbors =
                new NearestNeighbors(scale, new float[1][points], new double[points], new double[0], 0, 5);
        assertThat(own(neighbors)).isBetween(2000.0, 20_000.0);
        double[] ones = new double[FEATURES];
        Arrays.fill(ones, 1);
        NearestNeighbors few = new NearestNeighbors(
                new InputScale(IntStream.range(0, FEATURES).toArray(), new double[FEATURES], ones),
                new float[FEATURES][40],
                new double[40],
                new double[0],
                0,
                40);
        // All of them are measured exactly.
        assertThat(own(few)).isBetween(500.0, 5000.0);
        assertThat(own(new LinearPredictor(new double[1][FEATURES], new double[1])))
                .isLessThan(100);
        assertThat(own(new Centroids(new double[4][FEATURES]))).isLessThan(100);
    }

    /** Forty-eight small members take longer than one that is as large as all of them, but not for their features. */
    @Test
    void membersShareFeaturesAndEachHasToAnswer() {
        Predictor few = trees(10, 4, Kind.FLOATS);
        Part part = new Part(numbers(FEATURES), few);
        double one = PredictionCost.nanoseconds(List.of(part));
        double features = one - own(few);
        assertThat(features).isBetween(FEATURES * 2.0, FEATURES * 20.0);
        double twin = PredictionCost.nanoseconds(List.of(part, new Part(numbers(FEATURES), few)));
        assertThat((twin - one - own(few)) / few.outputs()).isBetween(10.0, 60.0);
        double apart =
                PredictionCost.nanoseconds(List.of(part, new Part(numbers(2 * FEATURES), trees(10, 4, Kind.FLOATS))));
        assertThat(apart).isGreaterThan(twin);
        assertThat(own(trees(0, 3, Kind.FLOATS))).isZero();
    }

    /** One level a row stands for the features of a column of categories. */
    @Test
    void whatAddsUpReadsLevelsNotFeatures() {
        int categories = 50;
        List<String> names = new ArrayList<>();
        for (int category = 0; category < categories; category++) {
            names.add("c" + category);
        }
        OneHotCategories column = new OneHotCategories(0, names);
        FeaturePipeline oneHot = new FeaturePipeline(List.of(column));
        int width = column.width();
        Predictor linear = new LinearPredictor(new double[1][width], new double[1]);
        double leveled = PredictionCost.nanoseconds(List.of(new Part(oneHot, linear)));
        double plain = PredictionCost.nanoseconds(List.of(new Part(numbers(width), linear)));
        assertThat(plain).isGreaterThan(2 * leveled);
    }

    /** What AUTO ON aims at is 10,000 nanoseconds: boosted trees are far below, large forests above. */
    @Test
    void forestsOfLargeTreesMissTheTargetAndBoostedTreesDoNot() {
        assertThat(own(trees(300, 11, Kind.DOUBLES))).isGreaterThan(10_000);
        assertThat(own(trees(2000, 5, Kind.DOUBLES))).isLessThan(3000);
    }

    /** Each class has a margin, an exponential and a sum; of one output there is one of them. */
    @Test
    void everyClassHasToAnswer() {
        FeaturePipeline pipeline = numbers(FEATURES);
        double one = PredictionCost.answering(
                new Part(pipeline, new LinearPredictor(new double[1][FEATURES], new double[1])));
        double many = PredictionCost.answering(
                new Part(pipeline, new LinearPredictor(new double[26][FEATURES], new double[26])));
        assertThat(many).isBetween(10 * one, 26 * one);
    }

    /** A layer of a thousand units does not stay in the nearest cache: twice as wide takes more than twice as long. */
    @Test
    void wideLayersTakeLongerForEachWeight() {
        Predictor narrow = firstLayer(512);
        Predictor wide = firstLayer(1024);
        assertThat(own(wide)).isGreaterThan(2.2 * own(narrow));
    }

    private static MlpPredictor firstLayer(int units) {
        double[] ones = new double[FEATURES];
        Arrays.fill(ones, 1);
        return new MlpPredictor(
                new InputScale(IntStream.range(0, FEATURES).toArray(), new double[FEATURES], ones),
                List.of(),
                List.of(layer(FEATURES, units), layer(units, 1)));
    }

    @Test
    void statementsTakeTimeForEachColumnAndClass() {
        double plain = PredictionCost.call(10, 0, 0);
        assertThat(plain).isBetween(50.0, 400.0);
        assertThat(PredictionCost.call(0, 10, 0)).isGreaterThan(2 * plain);
        assertThat(PredictionCost.call(10, 0, 26)).isGreaterThan(plain + 100);
    }

    /** However often it is asked, and for whatever combinations, the sum is the same as of a new one. */
    @Test
    void featuresInCommonAreMadeOnce() {
        Predictor trees = trees(10, 4, Kind.FLOATS);
        Predictor linear = new LinearPredictor(new double[1][FEATURES], new double[1]);
        Part boosted = new Part(numbers(FEATURES), trees);
        Part added = new Part(numbers(FEATURES), linear);
        Part wider = new Part(numbers(2 * FEATURES), trees);
        FeatureCosts costs = new FeatureCosts();
        double alone = costs.nanoseconds(List.of(boosted));
        assertThat(costs.nanoseconds(List.of(boosted, boosted, added))).isEqualTo(alone);
        // What adds up compares no ranks.
        assertThat(costs.nanoseconds(List.of(added))).isLessThan(alone);
        assertThat(costs.nanoseconds(List.of(added, wider)))
                .isEqualTo(new FeatureCosts().nanoseconds(List.of(wider)))
                .isGreaterThan(alone);
        assertThat(PredictionCost.nanoseconds(List.of(boosted, added)))
                .isEqualTo(alone + PredictionCost.answering(boosted) + PredictionCost.answering(added));
    }
}
