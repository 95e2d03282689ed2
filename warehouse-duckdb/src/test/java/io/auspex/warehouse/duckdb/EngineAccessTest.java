package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.EngineAccess;
import org.junit.jupiter.api.Test;

/** Why the driver's internals are used. If the first test fails, a new driver has made {@link EngineAccess} needless. */
class EngineAccessTest {
    @Test
    void theDriverEndsAResultSilentlyAtAnError() throws SQLException {
        try (DuckDBConnection connection =
                        (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                DuckDBPreparedStatement statement =
                        connection.prepare("select if(i = 3000000, error('late'), i) from range(4000000) r(i)")) {
            DuckDBChunkedResult result = statement.query();
            long rows = 0;
            while (result.nextChunk()) {
                rows += result.chunk().rowCount();
            }
            assertThat(rows).isPositive().isLessThan(4_000_000);
            assertThatThrownBy(() -> EngineAccess.throwStreamError(result)).hasMessageContaining("late");
            result.close();
        }
    }

    @Test
    void interruptsAnIdleConnectionWithoutEffect() throws SQLException {
        try (DuckDBConnection connection =
                (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
            EngineAccess.interrupt(connection);
            assertThat(EngineAccess.progress(connection)).isNegative();
            try (DuckDBPreparedStatement statement = connection.prepare("select 1")) {
                assertThat(statement.query().nextChunk()).isTrue();
            }
        }
    }
}
