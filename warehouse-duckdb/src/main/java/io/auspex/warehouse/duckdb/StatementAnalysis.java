package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;

/**
 * Finds the types of a statement's parameters and columns, and the text that gives just these.
 *
 * <p>The engine plans a statement anew when a value of another type than it expected is bound, which may change the result's
 * types. So each parameter is cast in the text to the type that has been described: prepare bare to learn what the engine
 * infers, then prepare with casts. A single parameter without a type hides all columns, so those are tried as text first,
 * as PostgreSQL does, and then as the other types that a bare parameter can stand for.
 */
final class StatementAnalysis {
    private static final List<String> GUESSES = List.of("VARCHAR", "INTEGER", "DOUBLE", "TIMESTAMP", "DATE");
    /** Of a parameter that stands alone in ANY or ALL, where nothing says what its elements are. */
    private static final List<String> LIST_GUESSES =
            List.of("VARCHAR[]", "DECIMAL(38,10)[]", "TIMESTAMP[]", "DATE[]", "BOOLEAN[]");

    private static final Set<String> QUERY_WORDS = Set.of("SELECT", "WITH", "VALUES", "FROM", "TABLE", "(");
    private static final Set<String> HIDDEN = Set.of("UNKNOWN", "INVALID");
    private static final Set<String> CHANGE_WORDS = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    /** What would change the session behind its back, or reach outside the database; defence behind the server's allow-list. */
    private static final Set<String> REFUSED = Set.of(
            "BEGIN",
            "START",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "SET",
            "RESET",
            "USE",
            "PRAGMA",
            "CALL",
            "ATTACH",
            "DETACH",
            "INSTALL",
            "UNINSTALL",
            "LOAD",
            "COPY",
            "EXPORT",
            "IMPORT",
            "PREPARE",
            "EXECUTE",
            "DEALLOCATE",
            "FORCE");

    private final DuckDBConnection connection;
    private final DuckDbSession.Probe probe;
    private final EngineErrors errors;
    private final StatementText text;
    private final List<SqlType> declared;

    StatementAnalysis(
            DuckDBConnection connection,
            DuckDbSession.Probe probe,
            EngineErrors errors,
            StatementText text,
            List<SqlType> declared) {
        this.connection = connection;
        this.probe = probe;
        this.errors = errors;
        this.text = text;
        this.declared = declared;
    }

    /** Describes the statement and hands description and open engine statement on. */
    <T> T run(BiFunction<Description, DuckDBPreparedStatement, T> found) {
        if (REFUSED.contains(text.firstWord())) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, text.firstWord() + " is not allowed here").at(0);
        }
        Attempt attempt = typed();
        try {
            DuckDBResultSetMetaData meta = attempt.meta();
            if (meta.getReturnType() != StatementReturnType.QUERY_RESULT) {
                return found.apply(
                        new Description(
                                text,
                                attempt.text(),
                                parameters(attempt.types()),
                                List.of(),
                                new Description.Signature(List.of(), List.of())),
                        attempt.statement());
            }
            requireShown(meta);
            List<ColumnReading> columns = columns(meta);
            if (!columns.stream().allMatch(ColumnReading::isDirect)) {
                attempt.statement().close();
                attempt = readable(attempt, columns);
            }
            return found.apply(
                    new Description(
                            text, attempt.text(), parameters(attempt.types()), columns, signature(attempt.meta())),
                    attempt.statement());
        } catch (SQLException e) {
            attempt.discard();
            throw errors.translate(e, attempt.text());
        } catch (RuntimeException e) {
            attempt.discard();
            throw e;
        }
    }

    /**
     * The engine binds a function in FROM with its values only: where one of them is a parameter, it shows a single column of no type for
     * whatever the query gives.
     */
    private void requireShown(DuckDBResultSetMetaData meta) throws SQLException {
        if (!text.numbers().isEmpty()
                && QUERY_WORDS.contains(text.firstWord())
                && meta.getColumnCount() == 1
                && HIDDEN.contains(meta.getColumnTypeName(1))) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED, "a parameter cannot be an argument of a function in FROM")
                    .withHint("Write the value there, or compare with the parameter in WHERE.");
        }
    }

    /** A prepared form of the statement, and the parameter types in it. */
    private record Attempt(
            EngineText text, DuckDBPreparedStatement statement, List<String> casts, List<SqlType> types) {
        ParameterMetaData inferred() throws SQLException {
            return statement.getParameterMetaData();
        }

        DuckDBResultSetMetaData meta() throws SQLException {
            return (DuckDBResultSetMetaData) statement.getMetaData();
        }

        void discard() {
            try {
                statement.close();
            } catch (SQLException e) {
                // It is given up because of an error that is already on its way to the caller.
            }
        }
    }

    private Attempt typed() {
        int count = text.numbers().size();
        List<SqlType> types = declaredTypes();
        if (count > 0 && types.stream().allMatch(this::isFirm)) {
            return prepare(casts(types), types, "", "");
        }
        Attempt bare = prepare(Collections.nCopies(count, null), List.of(), "", "");
        if (count == 0) {
            return bare;
        }
        try {
            return casting(bare.inferred());
        } catch (SQLException e) {
            throw errors.translate(e, bare.text());
        } finally {
            bare.discard();
        }
    }

    private Attempt casting(ParameterMetaData inferred) throws SQLException {
        List<SqlType> types = new ArrayList<>();
        List<String> casts = new ArrayList<>();
        List<SqlType> wishes = declaredTypes();
        for (int i = 0; i < wishes.size(); i++) {
            SqlType wish = wishes.get(i);
            String name = inferred.getParameterTypeName(i + 1);
            SqlType found = inferredType(inferred, i + 1);
            boolean known = !found.equals(SqlType.UNKNOWN);
            if (wish.equals(SqlType.UNKNOWN)) {
                casts.add(known ? EngineTypes.parameterType(name, found).orElse(null) : null);
                types.add(found);
            } else if (known && isCastToInferred(wish, found)) {
                casts.add(EngineTypes.parameterType(name, found).orElse(null));
                types.add(wish);
            } else {
                casts.add(EngineTypes.engineType(wish).orElse(null));
                types.add(wish);
            }
        }
        return types.contains(SqlType.UNKNOWN) ? guessed(casts, types) : prepare(casts, types, "", "");
    }

    /** Text turns into whatever is wanted, and so does an array of texts. */
    private static boolean isCastToInferred(SqlType wish, SqlType found) {
        if (wish.element().isPresent() && found.element().isPresent()) {
            return isCastToInferred(wish.element().get(), found.element().get());
        }
        return wish.isText() || wish.kind() == found.kind();
    }

    /** A declared type that is cast to whatever the engine would infer; text is not, as clients send anything as text. */
    private boolean isFirm(SqlType type) {
        return !type.equals(SqlType.UNKNOWN)
                && !type.isText()
                && type.kind() != SqlType.Kind.DECIMAL
                && type.kind() != SqlType.Kind.ARRAY
                && EngineTypes.engineType(type).isPresent();
    }

    private Attempt guessed(List<String> casts, List<SqlType> types) {
        SqlException first = null;
        Set<Integer> lists = text.listNumbers();
        List<Integer> unknowns = IntStream.range(0, types.size())
                .filter(index -> types.get(index).equals(SqlType.UNKNOWN))
                .mapToObj(text.numbers()::get)
                .toList();
        boolean anyList = unknowns.stream().anyMatch(lists::contains);
        boolean onlyLists = lists.containsAll(unknowns);
        Map<Integer, String> inferred = anyList ? listTypes(lists) : Map.of();
        for (String listGuess : anyList ? LIST_GUESSES : LIST_GUESSES.subList(0, 1)) {
            for (String guess : onlyLists ? GUESSES.subList(0, 1) : GUESSES) {
                try {
                    return guessed(
                            casts,
                            types,
                            number -> lists.contains(number) ? inferred.getOrDefault(number, listGuess) : guess);
                } catch (SqlException e) {
                    first = first == null ? e : first;
                }
            }
        }
        int unknown = unknowns.get(0);
        throw new SqlException(
                        SqlState.INDETERMINATE_DATATYPE, "could not determine data type of parameter $" + unknown)
                .withHint("Cast it: $" + unknown + "::integer, for example.")
                .causedBy(first);
    }

    /** The types of lists in ANY and ALL by their numbers, as far as the engine infers what one element would be. */
    private Map<Integer, String> listTypes(Set<Integer> lists) {
        Map<Integer, String> types = new HashMap<>();
        try (DuckDBPreparedStatement statement = probeConnection().prepare(text.withElements())) {
            ParameterMetaData elements = statement.getParameterMetaData();
            for (int number : lists) {
                int index = text.numbers().indexOf(number) + 1;
                String name = elements.getParameterTypeName(index);
                SqlType type = inferredType(elements, index);
                if (!type.equals(SqlType.UNKNOWN)) {
                    EngineTypes.parameterType(name, type).ifPresent(element -> types.put(number, element + "[]"));
                }
            }
        } catch (SQLException e) {
            // Whatever is wrong with the statement shows when it is prepared as it is.
            return Map.of();
        }
        return types;
    }

    private static SqlType inferredType(ParameterMetaData parameters, int index) throws SQLException {
        String name = parameters.getParameterTypeName(index);
        return name.equals("DECIMAL")
                ? SqlType.decimal(parameters.getPrecision(index), parameters.getScale(index))
                : EngineTypes.sqlType(name);
    }

    /** @param guess the engine type of a parameter number whose type is not known */
    private Attempt guessed(List<String> casts, List<SqlType> types, IntFunction<String> guess) {
        List<String> tried = new ArrayList<>(casts);
        List<SqlType> triedTypes = new ArrayList<>(types);
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).equals(SqlType.UNKNOWN)) {
                String name = guess.apply(text.numbers().get(i));
                tried.set(i, name);
                triedTypes.set(i, EngineTypes.sqlType(name));
            }
        }
        Attempt attempt = prepare(probeConnection(), tried, triedTypes, "", "");
        if (probe.isSession()) {
            return attempt;
        }
        attempt.discard();
        return prepare(tried, triedTypes, "", "");
    }

    private DuckDBConnection probeConnection() {
        try {
            return probe.connection();
        } catch (SQLException e) {
            throw errors.translate(e, null);
        }
    }

    private Attempt readable(Attempt attempt, List<ColumnReading> columns) {
        String names =
                IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        Function<String, String> list = prefix -> IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).expression(prefix + "c" + (i + 1)) + " AS "
                        + SqlText.quoteIdentifier(columns.get(i).column().name()))
                .collect(Collectors.joining(", "));
        if (QUERY_WORDS.contains(text.firstWord())) {
            return prepare(
                    attempt.casts(),
                    attempt.types(),
                    "SELECT " + list.apply("q.") + " FROM (",
                    "\n) AS q(" + names + ")");
        }
        if (CHANGE_WORDS.contains(text.firstWord())) {
            return prepare(
                    attempt.casts(),
                    attempt.types(),
                    "WITH q(" + names + ") AS MATERIALIZED (",
                    "\n) SELECT " + list.apply("q.") + " FROM q");
        }
        throw new SqlException(
                SqlState.FEATURE_NOT_SUPPORTED, text.firstWord() + " returns a column of a type that cannot be shown");
    }

    private Attempt prepare(List<String> casts, List<SqlType> types, String prefix, String suffix) {
        return prepare(connection, casts, types, prefix, suffix);
    }

    private Attempt prepare(
            DuckDBConnection on, List<String> casts, List<SqlType> types, String prefix, String suffix) {
        EngineText engineText = text.render(casts, prefix, suffix);
        DuckDBPreparedStatement statement = null;
        try {
            statement = on.prepare(engineText.sql());
            ParameterMetaData parameters = statement.getParameterMetaData();
            if (parameters.getParameterCount() != text.numbers().size()) {
                throw new SqlException(
                        SqlState.SYNTAX_ERROR, "parameters are written $1, $2, ...; this statement has others");
            }
            return new Attempt(engineText, statement, casts, types);
        } catch (SQLException e) {
            throw errors.translate(e, engineText);
        } catch (SqlException e) {
            new Attempt(engineText, statement, casts, List.of()).discard();
            throw e;
        }
    }

    private static List<String> casts(List<SqlType> types) {
        return types.stream()
                .map(type -> EngineTypes.engineType(type).orElse(null))
                .toList();
    }

    /** The declared type of each used parameter. */
    private List<SqlType> declaredTypes() {
        return text.numbers().stream().map(this::declared).toList();
    }

    private SqlType declared(int number) {
        return number <= declared.size() ? declared.get(number - 1) : SqlType.UNKNOWN;
    }

    /** By parameter number; a number that the text leaves out counts as text. */
    private List<SqlType> parameters(List<SqlType> used) {
        int count = Math.max(text.highestNumber(), declared.size());
        Map<Integer, SqlType> typesUsed = new HashMap<>();
        for (int i = 0; i < text.numbers().size(); i++) {
            typesUsed.put(text.numbers().get(i), used.get(i));
        }
        List<SqlType> types = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            SqlType type = typesUsed.getOrDefault(number, declared(number));
            types.add(type.equals(SqlType.UNKNOWN) ? SqlType.VARCHAR : type);
        }
        return types;
    }

    private static List<ColumnReading> columns(DuckDBResultSetMetaData meta) throws SQLException {
        List<ColumnReading> columns = new ArrayList<>(meta.getColumnCount());
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new ColumnReading(meta.getColumnName(i), meta.getColumnTypeName(i)));
        }
        return columns;
    }

    static Description.Signature signature(DuckDBResultSetMetaData meta) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnName(i));
            types.add(meta.getColumnTypeName(i));
        }
        return new Description.Signature(names, types);
    }
}
