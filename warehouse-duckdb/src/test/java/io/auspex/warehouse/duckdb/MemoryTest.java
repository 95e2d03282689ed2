package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.WarehouseSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that needs more memory than there is: on disk where it can be, refused where it cannot, and nobody else notices. */
class MemoryTest {
    private static final String ROWS = "SELECT i, hash(i) AS h, 'some text of row ' || i AS t FROM range(1500000) r(i)";

    @TempDir
    Path folder;

    private DuckDbWarehouse warehouse;

    @AfterEach
    void close() {
        warehouse.close();
    }

    private WarehouseSession open(String memory, String temporary) {
        warehouse = DuckDbWarehouse.open(
                folder.resolve("dev.duckdb"),
                new DuckDbSettings(memory, 2, folder.resolve("temp"), Optional.of(temporary)));
        return warehouse.openSession();
    }

    private static SqlException refusal(WarehouseSession session, String sql) {
        return catchThrowableOfType(SqlException.class, () -> Rows.of(session, sql));
    }

    @Test
    void sortsAndJoinsSpill() {
        try (WarehouseSession session = open("70MB", "4GB");
                PreparedQuery sort = session.prepare("SELECT * FROM (" + ROWS + ") ORDER BY h", List.of())) {
            long count = 0;
            long spilled;
            try (RowStream rows = ((PreparedQuery.Outcome.Rows) sort.execute(List.of())).stream()) {
                count += rows.next().rows();
                spilled = warehouse.memory().spilled();
                for (var batch = rows.next(); batch != null; batch = rows.next()) {
                    count += batch.rows();
                }
            }
            assertThat(count).isEqualTo(1_500_000);
            assertThat(spilled).isGreaterThan(1 << 20);
            assertThat(warehouse.memory().limit()).isEqualTo(70_000_000);
            assertThat(Rows.of(
                            session,
                            "SELECT count(*), max(length(a.t || b.t)) FROM (" + ROWS + ") a JOIN (" + ROWS
                                    + ") b ON a.h = b.h"))
                    .containsExactly("1500000|48");
        }
    }

    @Test
    void whatMustStayInMemoryIsRefused() {
        try (WarehouseSession session = open("70MB", "4GB");
                WarehouseSession other = warehouse.openSession()) {
            SqlException error = refusal(session, "SELECT length(list(t)::varchar) FROM (" + ROWS + ")");
            assertThat(error.state()).isEqualTo(SqlState.OUT_OF_MEMORY);
            assertThat(error.getMessage()).startsWith("out of memory").doesNotContain("\n", "PRAGMA");
            assertThat(error.hint().orElse("")).contains("--memory");
            assertThat(Rows.of(session, "SELECT 1")).containsExactly("1");
            assertThat(Rows.of(other, "SELECT count(*) FROM range(100000)")).containsExactly("100000");
        }
    }

    @Test
    void theDiskHasALimitToo() {
        try (WarehouseSession session = open("70MB", "2MB")) {
            SqlException error = refusal(
                    session,
                    "SELECT max(t), max(before) FROM (SELECT t, lag(t) OVER (ORDER BY h) AS before FROM (SELECT hash(i) AS h,"
                            + " 'some text ' || hash(i) || hash(i + 1) || hash(i * 7) AS t FROM range(4000000) r(i)))");
            assertThat(error).isNotNull();
            assertThat(error.state()).isEqualTo(SqlState.DISK_FULL);
            assertThat(error.hint().orElse("")).contains("--temp-limit");
            assertThat(Rows.of(session, "SELECT 1")).containsExactly("1");
        }
    }
}
