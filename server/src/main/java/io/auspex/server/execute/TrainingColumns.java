package io.auspex.server.execute;

import io.auspex.language.error.Spelling;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.Target;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.learn.search.ColumnSetting;
import io.auspex.learn.search.SearchSettings;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.prediction.ColumnTypes;
import io.auspex.warehouse.ResultColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns of a training query, their number, names and types checked.
 *
 * @param fields all of them, in the query's order
 * @param target position of the target among them; absent where there is none
 * @param special positions of the columns that settings name
 */
record TrainingColumns(List<Field> fields, OptionalInt target, Map<ColumnSetting, Integer> special) {
    private static final int MOST_FEATURES = 256;

    TrainingColumns {
        fields = List.copyOf(fields);
        special = Map.copyOf(special);
    }

    /**
     * @param wanted the target as the user wrote it; matched without regard to case where no column matches exactly
     * @param kind AUTOPILOT prepares columns of any type; the others take numbers as they are
     * @param settings which may name columns
     */
    static TrainingColumns check(
            List<ResultColumn> columns, Optional<Target> wanted, ModelKind kind, SearchSettings settings) {
        boolean auto = kind == ModelKind.AUTOPILOT;
        if (columns.size() < 2 && kind != ModelKind.FORECAST) {
            boolean clusters = kind == ModelKind.KMEANS;
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "The training data have one column; a model needs "
                                    + (clusters ? "at least two" : "a target and at least one feature"))
                    .withHint(
                            clusters
                                    ? "Select another column to tell the clusters by; a constant one will do."
                                    : "Select the columns to learn from beside the target.");
        }
        requireDistinctNames(columns);
        int target = wanted.map(name -> find(columns, name)).orElse(-1);
        Map<ColumnSetting, Integer> special = SpecialColumns.find(columns, target, settings);
        int features = columns.size()
                - (target < 0 ? 0 : 1)
                - SpecialColumns.withoutFeatures(special).size();
        if (features < 1 && kind != ModelKind.FORECAST) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "The training data have no column to learn from beside the target and those that SETTINGS name")
                    .withHint("Select the columns to learn from too.");
        }
        if (features > MOST_FEATURES) {
            throw new SqlException(
                            SqlState.PROGRAM_LIMIT_EXCEEDED,
                            "The training data have " + features + " feature columns; at most " + MOST_FEATURES
                                    + " are allowed")
                    .withHint("Select fewer columns.");
        }
        if (kind == ModelKind.FORECAST) {
            return new TrainingColumns(SeriesColumns.check(columns, target), OptionalInt.of(target), special);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(i == target ? targetField(columns.get(i), auto) : feature(columns.get(i), auto));
        }
        return new TrainingColumns(fields, target < 0 ? OptionalInt.empty() : OptionalInt.of(target), special);
    }

    /** The settings with the names of columns as the query has them. */
    Map<String, String> named(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>(settings);
        special.forEach((setting, column) ->
                named.put(setting.name(), fields.get(column).name()));
        return named;
    }

    Optional<Field> targetField() {
        return target.isPresent() ? Optional.of(fields.get(target.getAsInt())) : Optional.empty();
    }

    /** The features: what the prediction function takes. */
    List<Field> features() {
        Set<Integer> others = SpecialColumns.withoutFeatures(special);
        List<Field> features = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!others.contains(i) && (target.isEmpty() || target.getAsInt() != i)) {
                features.add(fields.get(i));
            }
        }
        return features;
    }

    /** How many columns the training query of a model has. */
    static int count(ModelDefinition model) {
        long special = SearchSettings.parse(model.settings()).columns().keySet().stream()
                .filter(setting -> !setting.isFeature())
                .count();
        return model.parameters().size() + (model.target().isPresent() ? 1 : 0) + (int) special;
    }

    private static void requireDistinctNames(List<ResultColumn> columns) {
        Set<String> seen = new HashSet<>();
        for (ResultColumn column : columns) {
            if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new SqlException(
                                SqlState.DUPLICATE_COLUMN,
                                "Column name \"" + column.name() + "\" appears more than once in the training data")
                        .withHint("Give each column a name of its own: expression AS name.");
            }
        }
    }

    private static int find(List<ResultColumn> columns, Target wanted) {
        try {
            return find(columns, wanted.name(), "Target column");
        } catch (SqlException e) {
            throw e.at(wanted.offset());
        }
    }

    /**
     * The position of a column, matched without regard to case where none matches exactly.
     *
     * @param what the column is to be, for the error
     * @throws SqlException UNDEFINED_COLUMN
     */
    static int find(List<ResultColumn> columns, String name, String what) {
        int found = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                found = i;
            }
        }
        if (found < 0) {
            List<String> all = columns.stream().map(ResultColumn::name).toList();
            String names = all.stream().limit(20).collect(Collectors.joining(", "));
            String meant = Spelling.closest(name, all)
                    .map(column -> "Did you mean \"" + column + "\"? ")
                    .orElse("");
            throw new SqlException(SqlState.UNDEFINED_COLUMN, what + " \"" + name + "\" is not in the training data")
                    .withHint(meant + "The columns are: " + names + (columns.size() > 20 ? ", ..." : "") + ".");
        }
        return found;
    }

    private static Field targetField(ResultColumn column, boolean auto) {
        Optional<ColumnType> type = ColumnTypes.of(column.type());
        boolean allowed = type.isPresent()
                && !type.get().isTemporal()
                && type.get() != ColumnType.DECIMAL
                && (auto || !type.get().isText());
        if (!allowed) {
            throw new SqlException(
                            SqlState.DATATYPE_MISMATCH,
                            "Target column \"" + column.name() + "\" has type " + column.type()
                                    + ", which a target cannot have" + (auto ? "" : " with AUTO OFF"))
                    .withHint("Cast it in the training query: " + targetCast(column, auto) + ".");
        }
        return new Field(column.name(), type.get());
    }

    private static String targetCast(ResultColumn column, boolean auto) {
        String name = SqlText.quoteIdentifier(column.name());
        return switch (column.type().kind()) {
            case DECIMAL -> "CAST(" + name + " AS DOUBLE PRECISION) AS " + name;
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> "EXTRACT(EPOCH FROM " + name + ") AS " + name;
            case CHAR, VARCHAR -> "CASE " + name + " WHEN 'yes' THEN 1 ELSE 0 END AS " + name;
            default -> "CAST(" + name + (auto ? " AS VARCHAR) AS " : " AS INTEGER) AS ") + name;
        };
    }

    private static Field feature(ResultColumn column, boolean auto) {
        Optional<ColumnType> type = ColumnTypes.of(column.type());
        boolean allowed =
                type.isPresent() && (auto || !(type.get().isText() || type.get().isTemporal()));
        if (!allowed) {
            throw new SqlException(
                            SqlState.DATATYPE_MISMATCH,
                            "Column \"" + column.name() + "\" has type " + column.type()
                                    + ", which a feature cannot have" + (auto ? "" : " with AUTO OFF"))
                    .withHint("Leave it out, or convert it in the training query: " + featureCast(column, auto) + ".");
        }
        return new Field(column.name(), type.get());
    }

    private static String featureCast(ResultColumn column, boolean auto) {
        String name = SqlText.quoteIdentifier(column.name());
        if (auto) {
            return column.type().kind() == SqlType.Kind.INTERVAL
                    ? "EXTRACT(EPOCH FROM " + name + ") AS " + name
                    : "CAST(" + name + " AS VARCHAR) AS " + name;
        }
        return switch (column.type().kind()) {
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> "EXTRACT(EPOCH FROM " + name + ") AS " + name;
            case CHAR, VARCHAR ->
                "CASE " + name + " WHEN 'yes' THEN 1 ELSE 0 END AS " + name + ", or CAST(" + name
                        + " AS DOUBLE PRECISION) if it holds numbers";
            default -> "CAST(" + name + " AS DOUBLE PRECISION) AS " + name;
        };
    }
}
