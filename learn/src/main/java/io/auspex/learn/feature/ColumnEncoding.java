package io.auspex.learn.feature;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.DataProfile;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.PiecewiseLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How each column becomes features by itself. Encodings look at features only, never at the target, so one pipeline fitted on all
 * rows serves every fold without leaking.
 */
public enum ColumnEncoding {
    /** For trees: categories as codes, the frequent ones low; levels seen once share the code of unseen ones. */
    CODES {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return trees(features, column);
        }
    },
    /** For trees: one feature a level for categories with few levels, codes for the others. */
    ONE_HOT {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return column.role() == ColumnRole.LOW_CARDINALITY_CATEGORY
                    ? List.of(oneHot(column, 2, 50))
                    : CODES.transformers(features, column);
        }
    },
    /**
     * For linear models: numbers in units of their deviation, one feature a level of categories. Numbers with few values are
     * numbers only, so that what is learnt of them stays smooth.
     */
    SCALED {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return switch (column.role()) {
                case NUMERIC, BOOLEAN -> List.of(scaler(features.numbers(column.column()), column));
                case DATE_TIME ->
                    List.of(new DateTimeParts(
                            column.column(),
                            column.field().type(),
                            DateTimeParts.Part.of(column.field().type())));
                case LOW_CARDINALITY_CATEGORY -> List.of(oneHot(column, 5, 100));
                case HIGH_CARDINALITY_CATEGORY -> TextColumns.beside(oneHot(column, 5, 100), features, column, true);
                case FREE_TEXT -> TextColumns.transformers(features, column, true);
                case IDENTIFIER, CONSTANT, PREPARED -> List.of();
            };
        }
    },
    /**
     * For linear models: as scaled, and numbers also as shares of quantile intervals, those with few values as one feature a value, so that
     * lines may bend.
     */
    PIECEWISE {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return withBends(SCALED.transformers(features, column), features, column, 10);
        }
    },
    /** For nets: as scaled, but codes to be embedded for categories with more than a few levels. */
    EMBEDDED {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            boolean category = column.role() == ColumnRole.LOW_CARDINALITY_CATEGORY
                    || column.role() == ColumnRole.HIGH_CARDINALITY_CATEGORY;
            return category && column.levels().size() > MOST_ONE_HOT
                    ? TextColumns.beside(codes(column, 3), features, column, true)
                    : SCALED.transformers(features, column);
        }
    },
    /** For nets: as embedded, and numbers also as in piecewise. */
    EMBEDDED_PIECEWISE {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return withBends(EMBEDDED.transformers(features, column), features, column, 8);
        }
    };

    /** Levels that are worth a feature each in a net; more are embedded. */
    private static final int MOST_ONE_HOT = 10;

    abstract List<ColumnTransformer> transformers(Frame features, ColumnProfile column);

    /**
     * Fits the pipeline: columns that PREPROCESSORS encodes as it says, the others by the recipe.
     *
     * @param fitting on the frame without its target
     * @param profile of the filled rows
     */
    FeaturePipeline fit(PreprocessorFitting fitting, DataProfile profile) {
        return fitting.fit(
                column -> transformers(fitting.filled(), profile.columns().get(column)));
    }

    private static CategoryCodes codes(ColumnProfile column, int leastCount) {
        return new CategoryCodes(column.column(), frequent(column, leastCount, 10_000));
    }

    private static List<ColumnTransformer> trees(Frame features, ColumnProfile column) {
        return switch (column.role()) {
            case NUMERIC, BOOLEAN -> List.of(new NumberPassthrough(column.column()));
            case DATE_TIME ->
                List.of(new DateTimeParts(
                        column.column(),
                        column.field().type(),
                        DateTimeParts.Part.of(column.field().type())));
            case LOW_CARDINALITY_CATEGORY -> List.of(codes(column, 2));
            case HIGH_CARDINALITY_CATEGORY -> TextColumns.beside(codes(column, 2), features, column, false);
            case FREE_TEXT -> TextColumns.transformers(features, column, false);
            case IDENTIFIER, CONSTANT, PREPARED -> List.of();
        };
    }

    private static ColumnTransformer oneHot(ColumnProfile column, int leastCount, int most) {
        List<String> levels = frequent(column, leastCount, most);
        return new OneHotCategories(
                column.column(), levels.isEmpty() ? column.levels().subList(0, 1) : levels);
    }

    private static List<String> frequent(ColumnProfile column, int leastCount, int most) {
        int count = 0;
        while (count < Math.min(most, column.levels().size()) && column.counts().get(count) >= leastCount) {
            count++;
        }
        return column.levels().subList(0, count);
    }

    /** Adds a broken line to numbers with more values than their levels or a line can tell. */
    private static List<ColumnTransformer> withBends(
            List<ColumnTransformer> plain, Frame features, ColumnProfile column, int intervals) {
        if (column.role() != ColumnRole.NUMERIC) {
            return plain;
        }
        List<ColumnTransformer> all = new ArrayList<>(plain);
        if (!column.levels().isEmpty()) {
            all.add(oneHot(column, 10, 30));
            return all;
        }
        List<Double> knots = quantiles(features.numbers(column.column()), intervals);
        if (knots.size() >= 3) {
            all.add(new PiecewiseLinear(column.column(), knots));
        }
        return all;
    }

    /** The distinct ones among the quantiles that cut the rows into so many parts. */
    private static List<Double> quantiles(double[] values, int parts) {
        double[] present =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        List<Double> quantiles = new ArrayList<>();
        for (int part = 0; part <= parts && present.length > 0; part++) {
            double quantile = present[(int) ((long) (present.length - 1) * part / parts)] + 0.0;
            if (quantiles.isEmpty() || quantile > quantiles.get(quantiles.size() - 1)) {
                quantiles.add(quantile);
            }
        }
        return quantiles;
    }

    private static NumberScaler scaler(double[] values, ColumnProfile column) {
        double[] present =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (present.length == 0) {
            return new NumberScaler(column.column(), 0, 1, 0, false);
        }
        double median = present[present.length / 2];
        double mean = 0;
        for (double value : present) {
            mean += value / present.length;
        }
        double variance = 0;
        for (double value : present) {
            variance += (value - mean) * (value - mean) / present.length;
        }
        double deviation = Math.sqrt(variance);
        boolean sound = Double.isFinite(deviation) && deviation > 0;
        return new NumberScaler(
                column.column(),
                Double.isFinite(mean) ? mean : median,
                sound ? deviation : 1,
                median,
                column.missing() > 0);
    }
}
