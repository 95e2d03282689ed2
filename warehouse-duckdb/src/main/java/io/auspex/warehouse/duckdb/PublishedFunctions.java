package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.function.TextFunction;
import io.auspex.language.function.TextFunctions;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.warehouse.ModelFunction;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.RawFunction;

/**
 * The functions that this process has registered with the engine. They live as long as the database is open and cannot be
 * taken back. Registration is serialised, because two at once conflict in the engine's catalog.
 */
final class PublishedFunctions {
    /** Raises the error that its three arguments describe: state, message and hint. */
    static final String REFUSE = "__auspex_refuse";

    private static final int MESSAGE_ARGUMENT = 1;
    private static final int HINT_ARGUMENT = 2;

    private final DuckDBConnection connection;
    private final FunctionSurroundings surroundings;
    private final boolean raw;
    private final Map<String, VectorFunction> functions = new HashMap<>();

    /** @param raw whether functions read the engine's memory, or value by value because this driver is another one */
    PublishedFunctions(DuckDBConnection connection, FunctionSurroundings surroundings, boolean raw) {
        this.connection = connection;
        this.surroundings = surroundings;
        this.raw = raw;
    }

    /** A name keeps its signature; publishing it again replaces the body under queries that are prepared already too. */
    synchronized void publish(ModelFunction function) throws SQLException {
        VectorFunction published = functions.get(function.name());
        if (published != null) {
            if (!published.replaceBody(function)) {
                throw new SqlException(
                        SqlState.DUPLICATE_FUNCTION,
                        "function " + function.name() + " is published with other arguments");
            }
            return;
        }
        VectorFunction vectorFunction = new VectorFunction(function, surroundings);
        DuckDBColumnType[] parameters = function.arguments().stream()
                .map(argument -> argument.isText() ? DuckDBColumnType.VARCHAR : DuckDBColumnType.DOUBLE)
                .toArray(DuckDBColumnType[]::new);
        DuckDBColumnType returns = returnType(function.returns());
        if (raw) {
            RawFunction.register(connection, function.name(), List.of(parameters), returns, vectorFunction);
        } else {
            try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
                builder.withName(function.name())
                        .withParameters(parameters)
                        .withReturnType(returns)
                        .withVectorizedFunction(vectorFunction)
                        .register(connection);
            }
        }
        functions.put(function.name(), vectorFunction);
    }

    /** Volatile, so that the engine evaluates it for rows only and not while it plans. */
    void publishRefusal() throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(REFUSE)
                    .withParameters(DuckDBColumnType.VARCHAR, DuckDBColumnType.VARCHAR, DuckDBColumnType.VARCHAR)
                    .withReturnType(DuckDBColumnType.VARCHAR)
                    .withVolatile()
                    .withVectorizedFunction((arguments, result) -> {
                        SqlException error = new SqlException(
                                SqlState.valueOf(arguments.vector(0).getString(0)),
                                arguments.vector(MESSAGE_ARGUMENT).getString(0));
                        String hint = arguments.vector(HINT_ARGUMENT).getString(0);
                        throw surroundings.envelope().seal(hint.isEmpty() ? error : error.withHint(hint));
                    })
                    .register(connection);
        }
    }

    /** Redshift's functions on text that no macro can say. */
    void publishDialect() throws SQLException {
        for (TextFunction function : TextFunctions.all()) {
            publish(new ModelFunction(
                    function.name(),
                    Collections.nCopies(function.arguments(), ColumnType.VARCHAR),
                    ModelFunction.Returns.TEXT,
                    (batch, result) -> evaluate(function, batch, (String[]) result)));
        }
    }

    private static void evaluate(TextFunction function, ColumnBatch batch, String[] result) {
        String[] arguments = new String[function.arguments()];
        for (int row = 0; row < batch.rows(); row++) {
            for (int column = 0; column < arguments.length; column++) {
                arguments[column] = text(batch.columns().get(column), row);
            }
            result[row] = function.body().evaluate(arguments);
        }
    }

    private static String text(ColumnVector column, int row) {
        return column instanceof ColumnVector.Dictionary dictionary
                ? dictionary.text(row)
                : ((ColumnVector.Texts) column).values()[row];
    }

    private static DuckDBColumnType returnType(ModelFunction.Returns returns) {
        return switch (returns) {
            case CODE -> DuckDBColumnType.INTEGER;
            case NUMBER -> DuckDBColumnType.DOUBLE;
            case TEXT -> DuckDBColumnType.VARCHAR;
        };
    }
}
