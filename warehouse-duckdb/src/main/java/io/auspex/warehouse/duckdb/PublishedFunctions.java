package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;

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
    private final ErrorEnvelope envelope;
    private final Map<String, VectorFunction> functions = new HashMap<>();

    PublishedFunctions(DuckDBConnection connection, ErrorEnvelope envelope) {
        this.connection = connection;
        this.envelope = envelope;
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
        VectorFunction vectorFunction = new VectorFunction(function, envelope);
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(function.name());
            for (ColumnType argument : function.arguments()) {
                builder.withParameter(argument.isText() ? DuckDBColumnType.VARCHAR : DuckDBColumnType.DOUBLE);
            }
            builder.withReturnType(returnType(function.returns()))
                    .withVectorizedFunction(vectorFunction)
                    .register(connection);
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
                        throw envelope.seal(hint.isEmpty() ? error : error.withHint(hint));
                    })
                    .register(connection);
        }
    }

    private static DuckDBColumnType returnType(ModelFunction.Returns returns) {
        return switch (returns) {
            case CODE -> DuckDBColumnType.INTEGER;
            case NUMBER -> DuckDBColumnType.DOUBLE;
            case TEXT -> DuckDBColumnType.VARCHAR;
        };
    }
}
