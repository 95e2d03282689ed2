package io.auspex.learn.forecast;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.algorithm.XGBoostLearner;
import io.auspex.learn.forecast.method.Predictive;
import io.auspex.learn.objective.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One gradient-boosted model over the lags, the calendar and the related columns of all series together, which learns from the many
 * what each alone has too little of (Montero-Manso and Hyndman, International Journal of Forecasting 37, 2021). It forecasts one step
 * after the other, each from those before. Its trial forecasts come from a model that saw nothing behind the first origin of a
 * series; how far off they were at each step ahead is its deviation there.
 */
final class BoostedTrees {
    private static final int LEAST_ROWS = 200;
    private static final int MOST_ROWS = 60_000;
    private static final int ROUNDS = 250;
    private static final Map<String, String> PARAMETERS = Map.of(
            "eta", "0.05",
            "max_depth", "6",
            "min_child_weight", "4",
            "subsample", "0.8",
            "colsample_bytree", "0.7");

    private final List<PreparedSeries> all;
    private final ForecastSettings settings;
    private final LagFeatures features;
    private final long seed;

    private BoostedTrees(SeriesSet set, List<PreparedSeries> all, ForecastSettings settings, long seed) {
        this.all = all;
        this.settings = settings;
        this.features = new LagFeatures(set, settings.horizon());
        this.seed = seed;
    }

    /**
     * A trial for each series; empty where the series is too short.
     *
     * @return empty if there is too little to learn from, or the deadline passed
     */
    static Optional<List<Optional<Trial>>> run(
            SeriesSet set, List<PreparedSeries> all, ForecastSettings settings, long seed, Deadline deadline) {
        BoostedTrees trees = new BoostedTrees(set, all, settings, seed);
        Optional<Fitted> early = trees.fit(true, deadline);
        if (early.isEmpty()) {
            return Optional.empty();
        }
        List<double[][]> past = trees.pastPaths(early.get());
        Optional<Fitted> late = trees.fit(false, deadline);
        if (late.isEmpty() || early.get().cutOff() || late.get().cutOff() || deadline.hasPassed()) {
            return Optional.empty();
        }
        return Optional.of(trees.trials(past, trees.futurePaths(late.get())));
    }

    private boolean usable(PreparedSeries series) {
        return series.origins().length > 0 && series.origins()[0] > features.least() + 2;
    }

    private Optional<Fitted> fit(boolean early, Deadline deadline) {
        int most = Math.max(20, MOST_ROWS / all.size());
        int rows = 0;
        for (PreparedSeries series : all) {
            rows += usable(series) ? Math.min(most, end(series, early) - features.least()) : 0;
        }
        if (rows < LEAST_ROWS) {
            return Optional.empty();
        }
        float[][] columns = new float[features.width()][rows];
        double[] target = new double[rows];
        int row = 0;
        for (PreparedSeries series : all) {
            if (!usable(series)) {
                continue;
            }
            double[] values = series.history().values();
            int end = end(series, early);
            double unit = unit(series);
            for (int step = end - Math.min(most, end - features.least()); step < end; step++) {
                if (series.observed()[step]) {
                    features.fill(series, values, step, unit, columns, row);
                    target[row++] = (values[step] - features.level(values, step)) / unit;
                }
            }
        }
        int used = row;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Arrays.copyOf(columns[i], used);
        }
        return used < LEAST_ROWS
                ? Optional.empty()
                : Optional.of(new XGBoostLearner(PARAMETERS, ROUNDS, ROUNDS)
                        .fit(
                                new LearningTask(ProblemType.REGRESSION, 0),
                                new TrainingRows(columns, Arrays.copyOf(target, used)),
                                Optional.empty(),
                                new FitControl(1, seed, deadline, round -> {})));
    }

    private static int end(PreparedSeries series, boolean early) {
        return early ? series.origins()[0] : series.length();
    }

    /** The same for both models: from the part that both saw. */
    private static double unit(PreparedSeries series) {
        return LagFeatures.unit(series.history().values(), series.origins()[0]);
    }

    /** By series and origin. */
    private List<double[][]> pastPaths(Fitted model) {
        List<double[][]> paths = new ArrayList<>();
        int most = 0;
        for (PreparedSeries series : all) {
            paths.add(new double[series.origins().length][]);
            most = Math.max(most, series.origins().length);
        }
        for (int window = 0; window < most; window++) {
            int at = window;
            List<Walk> walks = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                PreparedSeries series = all.get(i);
                if (usable(series) && window < series.origins().length) {
                    walks.add(new Walk(series, series.origins()[window], series.testSteps(), i));
                }
            }
            walk(model, walks);
            walks.forEach(walk -> paths.get(walk.index)[at] = walk.path());
        }
        return paths;
    }

    private double[][] futurePaths(Fitted model) {
        double[][] paths = new double[all.size()][];
        List<Walk> walks = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            PreparedSeries series = all.get(i);
            if (usable(series)) {
                walks.add(new Walk(series, series.length(), series.stepsAhead(settings.horizon()), i));
            }
        }
        walk(model, walks);
        walks.forEach(walk -> paths[walk.index] = walk.path());
        return paths;
    }

    /** One series on its way ahead. */
    private static final class Walk {
        private final PreparedSeries series;
        private final double[] values;
        private final int origin;
        private final int steps;
        private final int index;
        private final double unit;

        Walk(PreparedSeries series, int origin, int steps, int index) {
            this.series = series;
            this.origin = origin;
            this.steps = steps;
            this.index = index;
            this.values = Arrays.copyOf(Arrays.copyOf(series.history().values(), origin), origin + steps);
            this.unit = unit(series);
        }

        double[] path() {
            return Arrays.copyOfRange(values, origin, origin + steps);
        }
    }

    private void walk(Fitted model, List<Walk> walks) {
        int most = walks.stream().mapToInt(walk -> walk.steps).max().orElse(0);
        float[][] columns = new float[features.width()][walks.size()];
        for (int step = 0; step < most; step++) {
            for (int i = 0; i < walks.size(); i++) {
                Walk walk = walks.get(i);
                if (step < walk.steps) {
                    features.fill(walk.series, walk.values, walk.origin + step, walk.unit, columns, i);
                }
            }
            float[] changes = model.predict(columns, walks.size())[0];
            for (int i = 0; i < walks.size(); i++) {
                Walk walk = walks.get(i);
                if (step < walk.steps) {
                    int at = walk.origin + step;
                    walk.values[at] = features.level(walk.values, at) + walk.unit * changes[i];
                }
            }
        }
    }

    private List<Optional<Trial>> trials(List<double[][]> past, double[][] future) {
        double[] deviations = deviations(past);
        List<Optional<Trial>> trials = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            PreparedSeries series = all.get(i);
            if (!usable(series)) {
                trials.add(Optional.empty());
                continue;
            }
            double unit = unit(series);
            List<Predictive> windows = new ArrayList<>();
            for (double[] path : past.get(i)) {
                windows.add(predictive(path, deviations, unit));
            }
            Predictive ahead = new Predictive.Later(predictive(future[i], deviations, unit), series.skipped());
            trials.add(Optional.of(Trial.of(
                    series,
                    settings,
                    "boosted trees",
                    "boosted trees over " + all.size() + " series",
                    ahead,
                    windows)));
        }
        return trials;
    }

    private static Predictive predictive(double[] path, double[] deviations, double unit) {
        double[] deviation = new double[path.length];
        for (int step = 0; step < path.length; step++) {
            deviation[step] = unit * deviations[Math.min(step, deviations.length - 1)];
        }
        return Predictive.normal(path, deviation);
    }

    /** Root mean square of the errors at each step ahead, in units of the series, over all of them. */
    private double[] deviations(List<double[][]> past) {
        int most = all.stream().mapToInt(PreparedSeries::testSteps).max().orElse(1);
        double[] squares = new double[most];
        long[] counts = new long[most];
        for (int i = 0; i < all.size(); i++) {
            PreparedSeries series = all.get(i);
            double[][] paths = past.get(i);
            for (int window = 0; usable(series) && window < paths.length; window++) {
                double unit = unit(series);
                for (int step = 0; step < paths[window].length; step++) {
                    double error = (series.actual(series.origins()[window], step) - paths[window][step]) / unit;
                    if (!Double.isNaN(error)) {
                        squares[step] += error * error;
                        counts[step]++;
                    }
                }
            }
        }
        double[] deviations = new double[most];
        for (int step = 0; step < most; step++) {
            double sum = 0;
            long count = 0;
            for (int near = Math.max(0, step - 2); near <= Math.min(most - 1, step + 2); near++) {
                sum += squares[near];
                count += counts[near];
            }
            deviations[step] = count > 0 ? Math.sqrt(sum / count) : step > 0 ? deviations[step - 1] : 1;
        }
        return deviations;
    }
}
