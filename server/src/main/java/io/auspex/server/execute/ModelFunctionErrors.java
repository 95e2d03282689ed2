package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.prediction.ColumnTypes;
import io.auspex.server.prediction.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says of an error in a call of a model's function how the function is called. The engine knows such a function as a macro,
 * whose parameters have no types, and in whose body an argument of the wrong type is found.
 */
final class ModelFunctionErrors {
    private static final Set<SqlState> OF_ARGUMENTS = Set.of(
            SqlState.UNDEFINED_FUNCTION,
            SqlState.CANNOT_COERCE,
            SqlState.DATATYPE_MISMATCH,
            SqlState.INVALID_TEXT_REPRESENTATION);

    private final CatalogDatabase database;
    private final ModelCatalog models = new ModelCatalog();

    ModelFunctionErrors(CatalogDatabase database) {
        this.database = database;
    }

    /** A function's name with parentheses behind it, and how many arguments are in them. */
    private record Call(Token name, String schema, int arguments) {
        boolean isOf(FunctionSignature function) {
            return name.text().equalsIgnoreCase(function.name().name())
                    && (schema.isEmpty()
                            || schema.equalsIgnoreCase(function.name().schema().orElse("")));
        }
    }

    /** @return the error itself where it is about something else */
    SqlException explain(SqlException error, String sql) {
        if (!OF_ARGUMENTS.contains(error.state())) {
            return error;
        }
        List<FunctionSignature> functions = database.transact(models::all).stream()
                .flatMap(model -> FunctionSignature.of(model).stream())
                .toList();
        List<Call> calls = calls(sql).stream()
                .filter(call -> functions.stream().anyMatch(call::isOf))
                .toList();
        if (error.state() == SqlState.UNDEFINED_FUNCTION) {
            return calls.stream()
                    .filter(call -> error.position().orElse(-1) == start(call, sql)
                            || error.getMessage().contains(call.name().text()))
                    .findFirst()
                    .map(call -> undefined(error, call, functions))
                    .orElse(error);
        }
        boolean one = calls.stream()
                        .map(call -> call.name().text().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                == 1;
        return one && error.hint().isEmpty()
                ? error.withHint("Function " + calls.get(0).name().text() + " is called as "
                        + signatures(calls.get(0), functions) + ".")
                : error;
    }

    private static SqlException undefined(SqlException error, Call call, List<FunctionSignature> functions) {
        List<FunctionSignature> meant = functions.stream().filter(call::isOf).toList();
        boolean counted =
                meant.stream().noneMatch(function -> function.parameters().size() == call.arguments());
        String name = call.name().text();
        String message = counted
                ? "function " + name + " takes "
                        + number(meant.get(0).parameters().size()) + ", not " + call.arguments()
                : "function " + name + " cannot be called with arguments of these types";
        return new SqlException(error.state(), message)
                .withHint("It is called as " + signatures(call, functions) + ".")
                .at(error.position().orElse(-1))
                .causedBy(error);
    }

    private static String number(int arguments) {
        return arguments == 1 ? "1 argument" : arguments + " arguments";
    }

    private static String signatures(Call call, List<FunctionSignature> functions) {
        return functions.stream()
                .filter(call::isOf)
                .map(function -> function.name().name()
                        + function.parameters().stream()
                                .map(field -> field.name() + " " + ColumnTypes.sqlType(field.type()))
                                .collect(Collectors.joining(", ", "(", ")")))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static int start(Call call, String sql) {
        return call.schema().isEmpty()
                ? call.name().start()
                : sql.lastIndexOf(call.schema(), call.name().start());
    }

    private static List<Call> calls(String sql) {
        List<Token> tokens = Lexer.tokenize(sql);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName() && Token.at(tokens, i + 1).isSymbol('(')) {
                boolean qualified = Token.at(tokens, i - 1).isSymbol('.')
                        && Token.at(tokens, i - 2).isName();
                calls.add(new Call(tokens.get(i), qualified ? tokens.get(i - 2).text() : "", arguments(tokens, i + 1)));
            }
        }
        return calls;
    }

    /** @param open index of the parenthesis */
    private static int arguments(List<Token> tokens, int open) {
        int depth = 0;
        int commas = 0;
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isSymbol('(') || token.isSymbol('[')) {
                depth++;
            } else if (token.isSymbol(')') || token.isSymbol(']')) {
                depth--;
                if (depth == 0) {
                    return i == open + 1 ? 0 : commas + 1;
                }
            } else if (token.isSymbol(',') && depth == 1) {
                commas++;
            }
        }
        return commas + 1;
    }
}
