package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.ModelFunction.Returns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.RawFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Functions that read the engine's memory against the same functions called in the driver's own way. If the first test fails, a new
 * driver or engine has other memory, and model functions are slower until {@link RawFunction} knows it.
 */
class RawFunctionTest {
    private static final ModelFunction.Body ECHO_NUMBER =
            (batch, result) -> System.arraycopy(batch.numbers(0), 0, result, 0, batch.rows());

    private static final ModelFunction.Body ECHO_TEXT =
            (batch, result) -> System.arraycopy(batch.texts(0), 0, result, 0, batch.rows());

    /** What is in two texts and a number, and what is missing. */
    private static final ModelFunction.Body DIGEST = (batch, result) -> {
        for (int row = 0; row < batch.rows(); row++) {
            int digest = 31 * (batch.text(0, row) + "|" + batch.text(2, row)).hashCode()
                    + Double.hashCode(batch.numbers(1)[row]);
            ((int[]) result)[row] = digest % 5 == 0 ? -1 : digest & Integer.MAX_VALUE;
        }
    };

    private DuckDBConnection connection;
    private SpareThreads threads;

    @BeforeEach
    void open() throws SQLException {
        connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        threads = new SpareThreads(2);
        FunctionSurroundings surroundings = new FunctionSurroundings(new ErrorEnvelope(), threads, () -> false);
        for (boolean raw : new boolean[] {true, false}) {
            PublishedFunctions functions = new PublishedFunctions(connection, surroundings, raw);
            String prefix = raw ? "raw_" : "driver_";
            functions.publish(
                    new ModelFunction(prefix + "number", List.of(ColumnType.DOUBLE), Returns.NUMBER, ECHO_NUMBER));
            functions.publish(new ModelFunction(prefix + "text", List.of(ColumnType.VARCHAR), Returns.TEXT, ECHO_TEXT));
            functions.publish(new ModelFunction(
                    prefix + "digest",
                    List.of(ColumnType.VARCHAR, ColumnType.DOUBLE, ColumnType.VARCHAR),
                    Returns.CODE,
                    DIGEST));
        }
    }

    @AfterEach
    void close() throws SQLException {
        threads.close();
        connection.close();
    }

    @Test
    void knowsTheMemoryOfThisEngine() {
        assertThat(RawFunction.isUsable(connection, "trial")).isTrue();
    }

    @Test
    void readsAndWritesNumbers() throws SQLException {
        assertAgree(
                "raw_number(x)",
                "driver_number(x)",
                "select case when i % 3 = 1 then null when i % 1000 = 2 then 'Infinity'::double else i / 7.0 - 100 end as x"
                        + " from range(300000) r(i)");
        assertAgree("raw_number(x)", "driver_number(x)", "select null::double as x from range(5000) r(i)");
        assertAgree("raw_number(x)", "x", "select i::double as x from range(2049) r(i)");
        assertThat(count("select count(*) from range(1000) r(i) where raw_number('NaN'::double + i) is null"))
                .isEqualTo(1000);
    }

    @Test
    void readsAndWritesTextsOfEveryLength() throws SQLException {
        for (String text : List.of(
                "repeat('x', i % 30)",
                "repeat('é', i % 9) || (i % 50)",
                "case when i % 4 <> 0 then 'category number ' || (i % 13) end",
                "case when i % 64 = 63 then '' when i % 64 = 62 then null else chr(0) || 'a' || i end",
                "'all different, and longer than a head: ' || i",
                "repeat('document ', 50 + i % 40) || '😀'",
                "null::varchar")) {
            String rows = "select " + text + " as x from range(20000) r(i)";
            assertAgree("raw_text(x)", "driver_text(x)", rows);
            assertAgree("raw_text(x)", "x", rows);
        }
    }

    /** Columns of a stored table share their texts in the engine's memory; joins and filters take rows out. */
    @Test
    void readsStoredTables() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table people as select i,"
                    + " ['Never-married', 'Married-civ-spouse', 'Divorced', null, 'Widowed'][1 + i % 5] as status,"
                    + " case when i % 11 <> 0 then i % 90 end as age, 'town number ' || (i % 7000) as town"
                    + " from range(150000) r(i)");
            statement.execute("checkpoint");
        }
        assertAgree("raw_digest(status, age, town)", "driver_digest(status, age, town)", "select * from people");
        assertAgree(
                "raw_digest(status, age, town)",
                "driver_digest(status, age, town)",
                "select a.status, b.age, a.town from people a join people b on b.i = a.i * 3 where a.age > 40");
        assertAgree("raw_digest('x', 1, town)", "driver_digest('x', 1, town)", "select town from people limit 3000");
    }

    /** More texts, and more bytes of them, than are remembered. */
    @Test
    void forgetsAndGoesOn() throws SQLException {
        assertAgree(
                "raw_text(x)",
                "x",
                "select repeat(chr((97 + i % 26)::int), (i % 200)::int) || (hash(i) % 30000) as x from range(120000) r(i)");
        assertAgree("raw_text(x)", "x", "select (hash(i) % 9000)::varchar as x from range(120000) r(i)");
    }

    @Test
    void makesEachTextOnce() throws SQLException {
        PublishedFunctions functions = new PublishedFunctions(
                connection, new FunctionSurroundings(new ErrorEnvelope(), threads, () -> false), true);
        functions.publish(new ModelFunction("texts", List.of(ColumnType.VARCHAR), Returns.CODE, (batch, result) -> {
            for (int row = 0; row < batch.rows(); row++) {
                ((int[]) result)[row] = dictionary(batch).size();
            }
        }));
        assertThat(count("select max(texts(['a', 'b and much more than twelve bytes', 'c', null][1 + i % 4]))"
                        + " from range(2048) r(i)"))
                .isEqualTo(3);
    }

    private static ColumnVector.Dictionary dictionary(ColumnBatch batch) {
        return (ColumnVector.Dictionary) batch.columns().get(0);
    }

    private void assertAgree(String one, String other, String rows) throws SQLException {
        assertThat(count("select count(*) from (" + rows + ") where " + one + " is distinct from " + other))
                .as("%s and %s of %s", one, other, rows)
                .isZero();
    }

    private long count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
