package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;

/**
 * What is known of a statement before it runs.
 *
 * @param text as the caller wrote it
 * @param engineText as the engine gets it
 * @param parameters one a parameter number, from 1 without gaps
 * @param columns empty where it returns no rows
 * @param signature the engine's own result columns, by which a change of the tables beneath is noticed
 */
record Description(
        StatementText text,
        EngineText engineText,
        List<SqlType> parameters,
        List<ColumnReading> columns,
        Signature signature) {
    Description {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }

    boolean returnsRows() {
        return !columns.isEmpty();
    }

    /** @throws SqlException STALE_STATEMENT if the result has not the columns that were described */
    DuckDBChunkedResult checked(DuckDBChunkedResult result) throws SQLException {
        if (signature.matches(result)) {
            return result;
        }
        result.close();
        throw stale();
    }

    static SqlException stale() {
        return new SqlException(SqlState.STALE_STATEMENT, "cached plan must not change result type");
    }

    /** Names and engine types of the columns. */
    record Signature(List<String> names, List<String> types) {
        Signature {
            names = List.copyOf(names);
            types = List.copyOf(types);
        }

        boolean matches(DuckDBChunkedResult result) {
            if (result.columnCount() != names.size()) {
                return false;
            }
            for (int i = 0; i < names.size(); i++) {
                int expected = typeNumber(types.get(i));
                if (!result.columnName(i).equals(names.get(i))
                        || (expected != 0 && expected != result.columnTypeId(i))) {
                    return false;
                }
            }
            return true;
        }

        /** {@code duckdb_type} of duckdb.h for the types that chunks are read in; 0 for all others. */
        private static int typeNumber(String engineType) {
            if (engineType.startsWith("DECIMAL(")) {
                return 19;
            }
            return switch (engineType) {
                case "BOOLEAN" -> 1;
                case "TINYINT" -> 2;
                case "SMALLINT" -> 3;
                case "INTEGER" -> 4;
                case "BIGINT" -> 5;
                case "UTINYINT" -> 6;
                case "USMALLINT" -> 7;
                case "UINTEGER" -> 8;
                case "UBIGINT" -> 9;
                case "FLOAT" -> 10;
                case "DOUBLE" -> 11;
                case "TIMESTAMP" -> 12;
                case "DATE" -> 13;
                case "HUGEINT" -> 16;
                case "VARCHAR", "JSON" -> 17;
                case "TIMESTAMP_S" -> 20;
                case "TIMESTAMP_MS" -> 21;
                case "TIMESTAMP_NS" -> 22;
                case "TIMESTAMP WITH TIME ZONE" -> 31;
                case "UHUGEINT" -> 32;
                default -> 0;
            };
        }
    }
}
