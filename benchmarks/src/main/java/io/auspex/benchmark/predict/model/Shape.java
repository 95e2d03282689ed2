package io.auspex.benchmark.predict.model;

import io.auspex.benchmark.failure.BenchmarkFailure;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model to be measured: on which rows it is trained, and what its trees look like.
 *
 * @param sample a set of data/, or the generated table
 * @param rounds of boosting; each has a tree for each class
 * @param depth at most, -1 for no limit
 * @param leaves at most, of LightGBM's trees
 * @param rows at most, for predictions of all rows at once
 * @param categories whether texts are categories rather than numbers
 */
public record Shape(String sample, Library library, int rounds, int depth, int leaves, int rows, boolean categories) {
    private static final int DEEPEST_NAMED = 6;
    private static final int MANY = 1_000_000;
    private static final int SOME = 100_000;

    private static Shape xgboost(String sample, int rounds, int depth, int rows) {
        return new Shape(sample, Library.XGBOOST, rounds, depth, 1 << depth, rows, false);
    }

    private static Shape lightGbm(String sample, int rounds, int depth, int rows) {
        return new Shape(sample, Library.LIGHTGBM, rounds, depth, 1 << depth, rows, false);
    }

    private static Shape leafwise(String sample, int rounds, int leaves, boolean categories) {
        return new Shape(sample, Library.LIGHTGBM, rounds, -1, leaves, SOME, categories);
    }

    /** The shapes of a full run: those that the requirements name, and some beyond them. */
    public static List<Shape> all() {
        return List.of(
                xgboost("generated", 100, 6, MANY),
                xgboost("generated", 500, 6, SOME),
                xgboost("generated", 1000, 6, SOME),
                xgboost("spambase", 200, 6, SOME),
                xgboost("bank_additional", 300, 6, SOME),
                xgboost("covtype_15k", 100, 6, SOME),
                lightGbm("generated", 100, 6, SOME),
                lightGbm("generated", 500, 6, SOME),
                lightGbm("covtype_15k", 50, 6, SOME),
                xgboost("generated", 500, 8, SOME),
                xgboost("california_housing", 500, 4, SOME),
                xgboost("letter", 20, 6, SOME),
                leafwise("generated", 500, 31, false),
                leafwise("adult", 300, 31, true));
    }

    /** A few of them, small. */
    public static List<Shape> quick() {
        return List.of(
                xgboost("generated", 100, 6, SOME),
                xgboost("covtype_15k", 20, 6, SOME),
                lightGbm("generated", 100, 6, SOME));
    }

    /** As {@link #name()}, of one of the shapes of a full run or others like them. */
    public static Shape named(String name) {
        return Stream.concat(all().stream(), quick().stream())
                .filter(shape -> shape.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BenchmarkFailure("there is no model '" + name + "'"));
    }

    /** {@code generated-xgboost-100x6}: rounds and depth, or {@code -500x31leaves}. */
    public String name() {
        String limit = depth > 0 ? String.valueOf(depth) : leaves + "leaves";
        String many = rows == MANY ? "-1m" : "";
        return sample + "-" + library.word() + "-" + rounds + "x" + limit + many;
    }

    /** Whether the requirements on depth-6 models are about it, if its other numbers fit. */
    public boolean isDepthSix() {
        return depth == DEEPEST_NAMED;
    }
}
