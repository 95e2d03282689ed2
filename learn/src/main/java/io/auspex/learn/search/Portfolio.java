package io.auspex.learn.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.learn.algorithm.Learner;
import io.auspex.learn.algorithm.LightGbmLearner;
import io.auspex.learn.algorithm.LinearLearner;
import io.auspex.learn.algorithm.MlpLearner;
import io.auspex.learn.algorithm.NeighborsLearner;
import io.auspex.learn.algorithm.RandomUnitsLearner;
import io.auspex.learn.algorithm.XGBoostLearner;
import io.auspex.learn.feature.ColumnEncoding;
import io.auspex.learn.feature.FeatureBlock;
import io.auspex.learn.feature.FeatureRecipe;
import io.auspex.learn.forest.ForestLearner;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.DataProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The candidates, best bets first, from {@code portfolio.json}: settings known to be good on many data sets, in an order in which
 * each adds what those before it lack (Erickson et al., "TabRepo", 2023, for the idea). To add one, add a line there; to add a
 * learner, add a case to {@link #learner}.
 */
public final class Portfolio {
    private static final String RESOURCE = "portfolio.json";

    private Portfolio() {}

    /** What must be among the columns for a candidate to differ from others. */
    private enum Condition {
        ANY {
            @Override
            boolean holds(DataProfile profile) {
                return true;
            }
        },
        /** Free text. */
        TEXTS {
            @Override
            boolean holds(DataProfile profile) {
                return profile.columns().stream().anyMatch(column -> column.role() == ColumnRole.FREE_TEXT);
            }
        },
        /** Categories, or what can be taken for them. */
        CATEGORIES {
            @Override
            boolean holds(DataProfile profile) {
                return profile.columns().stream()
                        .anyMatch(column -> column.role() == ColumnRole.LOW_CARDINALITY_CATEGORY
                                || column.role() == ColumnRole.HIGH_CARDINALITY_CATEGORY
                                || column.role() == ColumnRole.DATE_TIME
                                || (column.role() == ColumnRole.NUMERIC
                                        && !column.levels().isEmpty()));
            }
        },
        /** Two numbers to reckon with. */
        NUMBERS {
            @Override
            boolean holds(DataProfile profile) {
                return profile.columns().stream()
                                .filter(column -> column.role() == ColumnRole.NUMERIC)
                                .count()
                        > 1;
            }
        };

        abstract boolean holds(DataProfile profile);
    }

    /**
     * The candidates in order that make sense for such columns.
     *
     * @param only one family alone
     */
    public static List<Candidate> candidates(Optional<ModelType> only, DataProfile profile) {
        try (InputStream input = Portfolio.class.getResourceAsStream(RESOURCE)) {
            if (input == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return read(input, profile).stream()
                    .filter(candidate ->
                            only.isEmpty() || only.get() == candidate.learner().modelType())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Candidate> read(InputStream json, DataProfile profile) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode entry : new ObjectMapper().readTree(json)) {
            Condition condition =
                    Condition.valueOf(entry.path("when").asText("any").toUpperCase(Locale.ROOT));
            if (condition.holds(profile)) {
                candidates.add(new Candidate(entry.required("name").asText(), recipe(entry), learner(entry)));
            }
        }
        return candidates;
    }

    private static FeatureRecipe recipe(JsonNode entry) {
        List<FeatureBlock> blocks = new ArrayList<>();
        entry.path("blocks")
                .forEach(block -> blocks.add(FeatureBlock.valueOf(block.asText().toUpperCase(Locale.ROOT))));
        return new FeatureRecipe(
                ColumnEncoding.valueOf(entry.required("encoding").asText().toUpperCase(Locale.ROOT)), blocks);
    }

    private static Learner learner(JsonNode entry) {
        String algorithm = entry.required("algorithm").asText();
        return switch (algorithm) {
            case "linear_learner" -> new LinearLearner(parameters(entry));
            case "lightgbm" ->
                new LightGbmLearner(
                        parameters(entry),
                        entry.required("rounds").asInt(),
                        entry.required("patience").asInt());
            case "mlp" -> new MlpLearner(parameters(entry));
            case "random_units" -> new RandomUnitsLearner(parameters(entry));
            case "xgboost" ->
                new XGBoostLearner(
                        parameters(entry),
                        entry.required("rounds").asInt(),
                        entry.required("patience").asInt());
            case "extra_trees" -> new ForestLearner(ModelType.EXTRA_TREES, parameters(entry));
            case "random_forest" -> new ForestLearner(ModelType.RANDOM_FOREST, parameters(entry));
            case "nearest_neighbors" -> new NeighborsLearner(parameters(entry));
            default -> throw new IllegalStateException(RESOURCE + " names the unknown algorithm " + algorithm);
        };
    }

    private static Map<String, String> parameters(JsonNode entry) {
        Map<String, String> parameters = new LinkedHashMap<>();
        entry.required("parameters")
                .properties()
                .forEach(property ->
                        parameters.put(property.getKey(), property.getValue().asText()));
        return parameters;
    }
}
