package io.auspex.warehouse.duckdb;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.warehouse.UserFunction;
import io.auspex.warehouse.UserFunction.Definition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL macros that stand for functions of users. Published functions cannot be dropped, belong to no schema and are not
 * kept in the database file; macros can, do and are. A macro also casts each argument to what published functions take,
 * number or text, in the engine, where it costs next to nothing.
 *
 * <p>A name stands for one macro, which has a body for each number of arguments: to change one of them is to write the macro
 * anew with the others as the engine's catalog has them.
 */
final class FunctionMacros {
    private static final String PROBABILITIES = "STRUCT(probabilities DOUBLE[], labels VARCHAR[])";
    private static final String INTERVAL = "STRUCT(lower DOUBLE, upper DOUBLE)";
    private static final String SCORES = "STRUCT(labels VARCHAR[], predicted INTEGER, p DOUBLE[])";

    private FunctionMacros() {}

    /** What a macro does with one number of arguments; the body is in the engine's dialect. */
    record Overload(List<String> parameters, String body) {
        Overload {
            parameters = List.copyOf(parameters);
        }

        private String definition() {
            return parameters.stream().map(SqlText::quoteIdentifier).collect(Collectors.joining(", ", "(", ")"))
                    + " AS " + body;
        }
    }

    /** @param others of the same name, with other numbers of arguments */
    static String create(UserFunction function, List<Overload> others, String defaultSchema) {
        List<String> names = parameterNames(function.parameters());
        List<Overload> all = new ArrayList<>(others);
        all.add(new Overload(names, body(function, names)));
        return create(function.name(), all, defaultSchema);
    }

    /** @param others of the same name, which stay */
    static String drop(QualifiedName name, List<Overload> others, String defaultSchema) {
        return others.isEmpty()
                ? "DROP MACRO IF EXISTS " + name.in(defaultSchema).quoted()
                : create(name, others, defaultSchema);
    }

    private static String create(QualifiedName name, List<Overload> overloads, String defaultSchema) {
        return "CREATE OR REPLACE MACRO " + name.in(defaultSchema).quoted()
                + overloads.stream().map(Overload::definition).collect(Collectors.joining(", "));
    }

    private static String body(UserFunction function, List<String> names) {
        Definition definition = function.definition();
        if (definition instanceof Definition.Call call) {
            return cast(invoke(call.modelFunction(), function.parameters(), names), call.returns());
        }
        if (definition instanceof Definition.Labels labels) {
            String list =
                    labels.labels().stream().map(SqlText::quoteLiteral).collect(Collectors.joining(", ", "[", "]"));
            String typed = EngineTypes.engineType(labels.returns())
                    .filter(type -> !type.equals("VARCHAR"))
                    .map(type -> "CAST(" + list + " AS " + type + "[])")
                    .orElse("CAST(" + list + " AS VARCHAR[])");
            return "(" + typed + ")[" + invoke(labels.modelFunction(), function.parameters(), names) + " + 1]";
        }
        if (definition instanceof Definition.Probabilities probabilities) {
            return structure(invoke(probabilities.modelFunction(), function.parameters(), names), PROBABILITIES);
        }
        if (definition instanceof Definition.Scores scores) {
            return structure(invoke(scores.modelFunction(), function.parameters(), names), SCORES);
        }
        if (definition instanceof Definition.Interval interval) {
            return structure(invoke(interval.modelFunction(), function.parameters(), names), INTERVAL);
        }
        Definition.Refuse refuse = (Definition.Refuse) definition;
        return cast(
                "system.main." + SqlText.quoteIdentifier(PublishedFunctions.REFUSE) + "("
                        + SqlText.quoteLiteral(refuse.state().name()) + ", " + SqlText.quoteLiteral(refuse.message())
                        + ", "
                        + SqlText.quoteLiteral(refuse.hint() == null ? "" : refuse.hint()) + ")",
                refuse.returns());
    }

    private static String structure(String json, String type) {
        return "CAST(CAST(" + json + " AS JSON) AS " + type + ")";
    }

    private static String invoke(String published, List<Field> parameters, List<String> names) {
        return "system.main." + SqlText.quoteIdentifier(published)
                + IntStream.range(0, parameters.size())
                        .mapToObj(i -> argument(
                                SqlText.quoteIdentifier(names.get(i)),
                                parameters.get(i).type()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The argument as the number or text of {@link ColumnType}. */
    private static String argument(String name, ColumnType type) {
        return switch (type) {
            case CHAR, VARCHAR -> "CAST(" + name + " AS VARCHAR)";
            case BOOLEAN -> "CAST(CAST(" + name + " AS BOOLEAN) AS DOUBLE)";
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL -> "CAST(" + name + " AS DOUBLE)";
            case DATE -> "CAST(CAST(" + name + " AS DATE) - DATE '1970-01-01' AS DOUBLE)";
            case TIME -> micros(name, "TIME");
            case TIMETZ -> universalMicros("CAST(" + name + " AS TIMETZ)");
            case TIMESTAMP -> micros(name, "TIMESTAMP");
            case TIMESTAMPTZ -> micros(name, "TIMESTAMPTZ");
        };
    }

    private static String micros(String name, String type) {
        return "CAST(epoch_us(CAST(" + name + " AS " + type + ")) AS DOUBLE)";
    }

    /** The engine's epoch of a TIMETZ is its local time; the offset comes off, and what falls out of the day wraps. */
    private static String universalMicros(String time) {
        String day = "86400000000";
        return "CAST((epoch_us(" + time + ") - date_part('timezone', " + time + ") * 1000000 + " + day + ") % " + day
                + " AS DOUBLE)";
    }

    private static String cast(String expression, SqlType type) {
        return EngineTypes.engineType(type)
                .map(engineType -> "CAST(" + expression + " AS " + engineType + ")")
                .orElse(expression);
    }

    /** Column names, with a number appended where the engine, which ignores case, would see the same name twice. */
    private static List<String> parameterNames(List<Field> parameters) {
        List<String> names = new ArrayList<>(parameters.size());
        Set<String> taken = new HashSet<>();
        for (Field parameter : parameters) {
            String name = parameter.name();
            for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
                name = parameter.name() + "_" + i;
            }
            names.add(name);
        }
        return names;
    }
}
