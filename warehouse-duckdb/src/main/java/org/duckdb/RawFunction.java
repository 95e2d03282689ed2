package org.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.List;

/**
 * A scalar function that is handed the engine's vectors as memory. The driver's own interface goes value by value: a lock a
 * result, a {@link String} a text. It lives in the driver's package because the driver keeps the natives package-private, and
 * uses no reflection. {@code RawFunctionTest} fails when a new driver changes them; {@link #isUsable} says so when the server starts, and
 * functions are registered in the driver's own way then.
 */
public final class RawFunction extends DuckDBScalarFunctionWrapper {
    /** What is called for up to 2,048 rows at a time, on any thread and on several at once. */
    @FunctionalInterface
    public interface Body {
        /** Fills the results. The message of an exception becomes that of the engine's error, without a stack trace. */
        void apply(RawChunk chunk);
    }

    private final Body body;

    private RawFunction(Body body) {
        super(null);
        this.body = body;
    }

    /** Called by the driver's native part. Nothing may be thrown through it. */
    @Override
    public void execute(ByteBuffer call, ByteBuffer chunk, ByteBuffer result) {
        String failure;
        try {
            body.apply(new RawChunk(chunk, result));
            return;
        } catch (RuntimeException | Error e) {
            failure = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        DuckDBBindings.duckdb_scalar_function_set_error(call, failure.getBytes(UTF_8));
    }

    /**
     * Registers a function whose rows with NULL are computed too.
     *
     * @param parameters VARCHAR and DOUBLE
     * @param returns VARCHAR, DOUBLE or INTEGER
     */
    public static void register(
            DuckDBConnection connection,
            String name,
            List<DuckDBColumnType> parameters,
            DuckDBColumnType returns,
            Body body)
            throws SQLException {
        ByteBuffer function = DuckDBBindings.duckdb_create_scalar_function();
        try {
            DuckDBBindings.duckdb_scalar_function_set_name(function, name.getBytes(UTF_8));
            for (DuckDBColumnType parameter : parameters) {
                try (DuckDBLogicalType type = DuckDBLogicalType.of(parameter)) {
                    DuckDBBindings.duckdb_scalar_function_add_parameter(function, type.logicalTypeRef());
                }
            }
            try (DuckDBLogicalType type = DuckDBLogicalType.of(returns)) {
                DuckDBBindings.duckdb_scalar_function_set_return_type(function, type.logicalTypeRef());
            }
            DuckDBBindings.duckdb_scalar_function_set_special_handling(function);
            DuckDBBindings.duckdb_scalar_function_set_extra_info(function, new RawFunction(body));
            DuckDBBindings.duckdb_scalar_function_set_function(function);
            connection.connRefLock.lock();
            try {
                connection.checkOpen();
                if (DuckDBBindings.duckdb_register_scalar_function(connection.connRef, function) != 0) {
                    throw new SQLException("Failed to register the function " + name);
                }
            } finally {
                connection.connRefLock.unlock();
            }
        } finally {
            DuckDBBindings.duckdb_destroy_scalar_function(function);
        }
    }

    /**
     * Whether vectors of this driver and engine lie in memory as {@link RawChunk} reads and writes them: tried out on the connection
     * with numbers, NULLs, and texts of every length class. Registers functions of the given names.
     */
    public static boolean isUsable(DuckDBConnection connection, String trialName) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return false;
        }
        try {
            return new RawTrial(trialName).passes(connection);
        } catch (SQLException | LinkageError | RuntimeException e) {
            return false;
        }
    }
}
