package io.auspex.server.prediction;

import io.auspex.language.token.SqlText;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.warehouse.ModelFunction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows to call a model's functions with before anybody has asked for anything: each column takes, in no order, the values that the model
 * knows of it, or else such as its type has, and NULL. What the JIT compiler learns from them should be true of users' rows, so a text is
 * mostly one that training saw, and now and then none.
 */
final class MadeUpRows {
    /** Of a column. */
    private static final int MOST_VALUES = 40;

    private static final int LONGEST_TEXT = 400;
    private static final String NULL = "NULL";
    private static final List<String> NUMBERS = List.of("0", "1", "2", "3.5", "7", "12", "40", "100", "1500", "-1");
    private static final List<String> TRUTHS = List.of("0", "1");
    /** From 1970 to 2030. */
    private static final List<String> DAYS = List.of("0", "9500", "12418", "15706", "18262", "19999", "21914");

    private static final String MICROSECONDS_OF_DAY = "86400000000";
    private static final String CONFIDENCE = "0.9";

    /** Of each input an array in the engine's dialect. */
    private final List<String> arrays;

    private final List<Integer> sizes;

    private MadeUpRows(List<List<String>> values, List<Field> inputs) {
        List<String> texts = new ArrayList<>();
        for (int column = 0; column < inputs.size(); column++) {
            String type = inputs.get(column).type().isText() ? "VARCHAR" : "DOUBLE";
            texts.add(values.get(column).stream().collect(Collectors.joining(", ", "CAST([", "] AS " + type + "[])")));
        }
        arrays = List.copyOf(texts);
        sizes = values.stream().map(List::size).toList();
    }

    static MadeUpRows of(Model model) {
        List<List<String>> values = new ArrayList<>();
        for (int column = 0; column < model.inputs().size(); column++) {
            values.add(values(model, column));
        }
        return new MadeUpRows(values, model.inputs());
    }

    /**
     * A query that calls a function for some rows and gives one of its results.
     *
     * @param function takes the model's inputs, or those and a confidence
     */
    String query(ModelFunction function, int rows) {
        String call = IntStream.range(0, function.arguments().size())
                .mapToObj(column -> column < arrays.size() ? "c" + column : CONFIDENCE)
                .collect(
                        Collectors.joining(", ", "system.main." + SqlText.quoteIdentifier(function.name()) + "(", ")"));
        String columns = IntStream.range(0, arrays.size())
                .mapToObj(column -> arrays.get(column) + "[" + place(sizes.get(column), column) + "] AS c" + column)
                .collect(Collectors.joining(", "));
        return "SELECT max(" + call + ") FROM (SELECT " + columns + " FROM range(" + rows + ") r(i))";
    }

    /** All values in turn, each time from another one on, so that few rows have many and columns do not go together. */
    private static String place(int size, int column) {
        return "(i + CAST(hash(i // " + size + ", " + column + ") % " + size + " AS BIGINT)) % " + size + " + 1";
    }

    private static List<String> values(Model model, int column) {
        ColumnType type = model.inputs().get(column).type();
        Set<String> values = new LinkedHashSet<>();
        model.background().ifPresent(rows -> addBackground(rows.rows(), column, values));
        if (type.isText()) {
            addCategories(model, column, values);
            values.add("''");
            values.add("'some other text'");
        } else if (values.isEmpty()) {
            values.addAll(typical(type));
        }
        List<String> all = new ArrayList<>(values.stream().limit(MOST_VALUES).toList());
        all.add(NULL);
        return all;
    }

    private static void addBackground(ColumnBatch rows, int column, Set<String> values) {
        if (rows.columns().get(column) instanceof ColumnVector.Numbers numbers) {
            for (int row = 0; row < rows.rows(); row++) {
                double number = numbers.values()[row];
                if (Double.isFinite(number)) {
                    values.add(Double.toString(number));
                }
            }
            return;
        }
        for (String text : rows.texts(column)) {
            if (text != null && text.length() <= LONGEST_TEXT) {
                values.add(SqlText.quoteLiteral(text));
            }
        }
    }

    private static void addCategories(Model model, int column, Set<String> values) {
        for (Member member : model.members()) {
            for (ColumnTransformer transformer : member.pipeline().transformers()) {
                if (transformer.column() == column) {
                    categories(transformer).stream()
                            .limit(MOST_VALUES / 2)
                            .filter(text -> text.length() <= LONGEST_TEXT)
                            .map(SqlText::quoteLiteral)
                            .forEach(values::add);
                }
            }
        }
    }

    private static List<String> categories(ColumnTransformer transformer) {
        if (transformer instanceof CategoryCodes codes) {
            return codes.categories();
        }
        return transformer instanceof OneHotCategories oneHot ? oneHot.categories() : List.of();
    }

    /** Numbers as functions take them: days since 1970, microseconds. */
    private static List<String> typical(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> TRUTHS;
            case DATE -> DAYS;
            case TIME, TIMETZ ->
                IntStream.range(0, 24)
                        .mapToObj(hour -> hour + " * 3600000000.0")
                        .toList();
            case TIMESTAMP, TIMESTAMPTZ ->
                DAYS.stream()
                        .map(day -> day + " * " + MICROSECONDS_OF_DAY + ".0 + 41000000000.0")
                        .toList();
            default -> NUMBERS;
        };
    }
}
