package org.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Tries out once whether {@link RawChunk} understands this engine's vectors. The functions give what they were given, and the engine
 * compares. Lengths around the twelve bytes that lie in a head are what matters, NULLs, and a second word of validity bits.
 */
final class RawTrial {
    private static final int ROWS = 100;

    private final String name;

    RawTrial(String name) {
        this.name = name;
    }

    boolean passes(DuckDBConnection connection) throws SQLException {
        RawFunction.register(
                connection, name, List.of(DuckDBColumnType.DOUBLE), DuckDBColumnType.DOUBLE, RawTrial::giveNumbers);
        RawFunction.register(
                connection,
                name,
                List.of(DuckDBColumnType.VARCHAR, DuckDBColumnType.DOUBLE),
                DuckDBColumnType.VARCHAR,
                RawTrial::giveTexts);
        String values = "SELECT CASE WHEN i % 7 <> 3 THEN CAST(i AS DOUBLE) / 4 END AS number,"
                + " CASE WHEN i % 5 <> 2 THEN repeat('ü', i % 9) || repeat('x', i % 11) END AS text FROM range(" + ROWS
                + ") r(i)";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), coalesce(bool_and("
                        + name + "(number) IS NOT DISTINCT FROM number AND "
                        + name + "(text, number) IS NOT DISTINCT FROM text), false) FROM (" + values + ")")) {
            return result.next() && result.getInt(1) == ROWS && result.getBoolean(2);
        }
    }

    private static void giveNumbers(RawChunk chunk) {
        double[] numbers = new double[chunk.rows()];
        chunk.numbers(0, numbers);
        chunk.giveNumbers(numbers);
    }

    /** Short texts out of their heads, long ones by the engine. */
    private static void giveTexts(RawChunk chunk) {
        int rows = chunk.rows();
        long[] heads = new long[2 * rows];
        chunk.heads(0, heads);
        String[] texts = new String[rows];
        for (int row = 0; row < rows; row++) {
            long low = heads[2 * row];
            if (low == RawChunk.NULL_HEAD) {
                continue;
            }
            byte[] utf8 = RawChunk.isInline(low) ? RawChunk.inline(low, heads[2 * row + 1]) : chunk.utf8(0, row);
            texts[row] = utf8.length == RawChunk.length(low) ? new String(utf8, UTF_8) : "";
        }
        chunk.giveTexts(texts);
    }
}
