package io.auspex.learn.search;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How features are made of columns. Recipes look at features only, never at the target, so one pipeline fitted on all rows serves
 * every fold without leaking.
 */
public enum FeatureRecipe {
    /** For trees: categories as codes, the frequent ones low; levels seen once share the code of unseen ones. */
    CODES {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return trees(column, List.of(new CategoryCodes(column.column(), frequent(column, 2, 10_000))));
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
    /** For linear models: numbers in units of their deviation, one feature a level, also of numbers with few values. */
    SCALED {
        @Override
        List<ColumnTransformer> transformers(Frame features, ColumnProfile column) {
            return switch (column.role()) {
                case NUMERIC, BOOLEAN -> {
                    List<ColumnTransformer> all = new ArrayList<>();
                    all.add(scaler(features.numbers(column.column()), column));
                    if (!column.levels().isEmpty()) {
                        all.add(oneHot(column, 10, 30));
                    }
                    yield all;
                }
                case DATE_TIME ->
                    List.of(new DateTimeParts(
                            column.column(),
                            column.field().type(),
                            DateTimeParts.Part.of(column.field().type())));
                case LOW_CARDINALITY_CATEGORY, HIGH_CARDINALITY_CATEGORY -> List.of(oneHot(column, 5, 100));
                case FREE_TEXT, IDENTIFIER, CONSTANT, PREPARED -> List.of();
            };
        }
    };

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

    private static List<ColumnTransformer> trees(ColumnProfile column, List<ColumnTransformer> category) {
        return switch (column.role()) {
            case NUMERIC, BOOLEAN -> List.of(new NumberPassthrough(column.column()));
            case DATE_TIME ->
                List.of(new DateTimeParts(
                        column.column(),
                        column.field().type(),
                        DateTimeParts.Part.of(column.field().type())));
            case LOW_CARDINALITY_CATEGORY, HIGH_CARDINALITY_CATEGORY -> category;
            case FREE_TEXT, IDENTIFIER, CONSTANT, PREPARED -> List.of();
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
