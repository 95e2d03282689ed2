package io.auspex.learn.job;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.XGBoostObjective;
import io.auspex.learn.algorithm.XGBoostParameters;
import io.auspex.learn.cluster.KMeansParameters;
import io.auspex.learn.forecast.ForecastDataCheck;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import io.auspex.learn.search.RowUse;
import io.auspex.learn.search.SearchSettings;
import io.auspex.model.data.ColumnType;
import io.auspex.model.transform.CanonicalText;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether the rows can be trained on at all: the errors that depend on the data.
 * Looks at the target and at the columns that settings name only, so the server calls it while CREATE MODEL waits; the worker calls it again.
 */
public final class TrainingDataCheck {
    /** Autopilot's own minimum. */
    public static final int LEAST_ROWS = 500;

    private static final int MOST_ROWS_AT_ONCE = 2_000_000;

    private TrainingDataCheck() {}

    /**
     * Checks the rows that {@link io.auspex.learn.frame.FrameWriter} wrote; reads no more of them than it needs.
     *
     * @throws TrainingException that says what is wrong
     */
    public static void check(Path trainFolder, JobSpecification job) {
        switch (job.algorithm()) {
            case AUTOPILOT -> check(Frame.readColumns(trainFolder, columns(job)), job);
            case XGBOOST -> check(Frame.readColumn(trainFolder, job.target().orElseThrow()), job);
            case KMEANS -> checkClusters(Frame.readColumn(trainFolder, ""), job);
            case FORECAST -> {
                // More rows than the server should hold are left to the worker to judge.
                if (Frame.readColumn(trainFolder, "").rows() <= MOST_ROWS_AT_ONCE) {
                    ForecastDataCheck.check(
                            Frame.read(trainFolder),
                            job.target().orElseThrow(),
                            ForecastJob.settings(job),
                            job.maxCells());
                }
            }
        }
    }

    /** Those whose values decide whether a search may begin. */
    private static Set<String> columns(JobSpecification job) {
        Set<String> names =
                new HashSet<>(SearchSettings.parse(job.settings()).columns().values());
        names.add(job.target().orElseThrow());
        return names;
    }

    /**
     * Checks, and reads the target on the way.
     *
     * @param frame with the target, and with AUTO ON the columns that the settings name
     * @throws TrainingException that says what is wrong
     */
    public static Target check(Frame frame, JobSpecification job) {
        int least = leastRows(job);
        if (frame.totalRows() < least) {
            throw new TrainingException(
                    "The training data have " + frame.totalRows() + " rows; at least " + least + " are needed.",
                    job.algorithm() == Algorithm.AUTOPILOT
                            ? "Widen the query, gather more rows, or allow fewer by MIN_ROWS in SETTINGS."
                            : "Widen the query, or gather more rows.");
        }
        String name = job.target().orElseThrow();
        int column = frame.indexOf(name);
        if (column < 0) {
            throw new TrainingException(
                    "The target column \"" + name + "\" is not in the training data.",
                    "Name a column of the query as TARGET.");
        }
        if (job.algorithm() == Algorithm.AUTOPILOT) {
            Target target = TargetReader.read(
                    frame, column, job.problemType(), job.objective().map(Objective::parse));
            RowUse.read(SearchSettings.parse(job.settings()), frame.select(target.rows()), target);
            return target;
        }
        XGBoostObjective objective = XGBoostObjective.parse(job.objective().orElseThrow());
        Target target = TargetReader.readNumbers(frame, column);
        requireFits(target, XGBoostParameters.parse(objective, job.hyperparameters()));
        return target;
    }

    private static int leastRows(JobSpecification job) {
        return job.algorithm() == Algorithm.AUTOPILOT
                ? SearchSettings.parse(job.settings()).leastRows().orElse(LEAST_ROWS)
                : LEAST_ROWS;
    }

    /**
     * Checks that there are rows for K clusters.
     *
     * @param frame needs no columns: only the number of rows counts
     * @throws TrainingException that says what is wrong
     */
    public static KMeansParameters checkClusters(Frame frame, JobSpecification job) {
        KMeansParameters parameters = KMeansParameters.parse(job.hyperparameters());
        if (frame.rows() < parameters.clusters()) {
            throw new TrainingException(
                    "K is " + parameters.clusters() + ", but there are only " + frame.rows() + " rows to learn from.",
                    "Lower K, widen the query, or raise MAX_CELLS.");
        }
        return parameters;
    }

    private static void requireFits(Target target, XGBoostParameters parameters) {
        for (double value : target.values()) {
            switch (parameters.objective()) {
                case BINARY_LOGISTIC, BINARY_HINGE -> {
                    if (value != 0 && value != 1) {
                        throw refusal(target, parameters, value, "a target of 0 and 1");
                    }
                }
                case REG_LOGISTIC -> {
                    if (!(value >= 0 && value <= 1)) {
                        throw refusal(target, parameters, value, "a target between 0 and 1");
                    }
                }
                case REG_SQUAREDLOGERROR -> {
                    if (!(value > -1)) {
                        throw refusal(target, parameters, value, "a target above -1");
                    }
                }
                case REG_TWEEDIE -> {
                    if (!(value >= 0)) {
                        throw refusal(target, parameters, value, "a target of at least 0");
                    }
                }
                case MULTI_SOFTMAX -> {
                    int classes = parameters.classes().orElseThrow();
                    if (value != Math.rint(value) || value < 0 || value >= classes) {
                        throw refusal(
                                target,
                                parameters,
                                value,
                                "whole numbers from 0 to num_class - 1 = " + (classes - 1) + " as target");
                    }
                }
                case RANK_NDCG, RANK_PAIRWISE -> {
                    if (value != Math.rint(value) || value < 0 || value > 31) {
                        throw refusal(
                                target, parameters, value, "whole numbers from 0 to 31, the relevance, as target");
                    }
                }
                case REG_SQUAREDERROR, REG_PSEUDOHUBERERROR -> {
                    // any number will do
                }
            }
        }
    }

    private static TrainingException refusal(Target target, XGBoostParameters parameters, double value, String wanted) {
        return new TrainingException(
                "OBJECTIVE '" + parameters.objective().key() + "' needs " + wanted + "; the target column \""
                        + target.field().name() + "\" has " + text(target, value) + ".",
                parameters.objective() == XGBoostObjective.MULTI_SOFTMAX
                        ? "Raise num_class to the largest label plus one, or number the labels from 0."
                        : "Convert the target in the query, or use another OBJECTIVE.");
    }

    private static String text(Target target, double value) {
        ColumnType type = target.field().type();
        return CanonicalText.of(value, type);
    }
}
