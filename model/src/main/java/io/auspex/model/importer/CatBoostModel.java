package io.auspex.model.importer;

import com.fasterxml.jackson.databind.JsonNode;
import io.auspex.model.artifact.ArtifactException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a CatBoost model says, whichever way it was saved.
 *
 * @param columns by the position of the column in the training data; null where the file says nothing of it
 * @param dimensions values a leaf has: one, or one a class
 * @param bias one, or one a dimension; added after the sum of leaves has been multiplied by the scale
 * @param categoryTexts texts of categories by their hash, where the file has them
 * @param loss name of the loss function that was trained for
 * @param classParameters names of the classes; null if there are none
 */
record CatBoostModel(
        List<Column> columns,
        List<CatBoostTree> trees,
        int dimensions,
        double scale,
        double[] bias,
        Map<Integer, String> categoryTexts,
        String loss,
        JsonNode classParameters) {
    private static final int MOST_COLUMNS = 1_000_000;

    /** A column of the training data. */
    sealed interface Column {
        String name();

        /** @param missingGoesRight whether a missing value counts as greater than every border */
        record Numeric(String name, boolean missingGoesRight) implements Column {}

        record Category(String name) implements Column {}
    }

    /** A question of a tree; the answer yes leads to the right. */
    sealed interface Split {
        int column();

        /** Whether the number is greater than the border. */
        record Border(int column, float border) implements Split {}

        /** Whether the category is the one with this hash. */
        record Equal(int column, int hash) implements Split {}
    }

    /** Gathers columns that a file lists in any order. */
    static final class Columns {
        private final List<Column> columns = new ArrayList<>();
        private final List<Integer> numbers = new ArrayList<>();
        private final List<Integer> categories = new ArrayList<>();

        /**
         * @param index among the columns of its kind
         * @param position in the training data
         */
        void add(int index, int position, Column column) {
            put(columns, position, column);
            put(column instanceof Column.Numeric ? numbers : categories, index, position);
        }

        private static <T> void put(List<T> list, int index, T value) {
            if (index < 0 || index >= MOST_COLUMNS) {
                throw new ArtifactException("The CatBoost model has a feature number " + index);
            }
            while (list.size() <= index) {
                list.add(null);
            }
            if (list.set(index, value) != null) {
                throw new ArtifactException("The CatBoost model has two features with number " + index);
            }
        }

        int ofNumber(int index) {
            return position(numbers, index);
        }

        int ofCategory(int index) {
            return position(categories, index);
        }

        private static int position(List<Integer> positions, int index) {
            if (index < 0 || index >= positions.size() || positions.get(index) == null) {
                throw new ArtifactException(
                        "The CatBoost model splits on feature number " + index + ", which it lacks");
            }
            return positions.get(index);
        }

        List<Column> all() {
            return columns;
        }
    }
}
