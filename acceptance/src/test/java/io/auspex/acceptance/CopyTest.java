package io.auspex.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLException;

/** COPY and UNLOAD as psql and pgjdbc use them. */
@DisplayName("Issue 7, deliver 3: COPY and UNLOAD")
class CopyTest {
    private static final int MANY = 1_000_000;

    @TempDir
    static Path data;

    private static ServerProcess server;
    private Connection connection;
    private CopyManager copy;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = server.connect();
        copy = new CopyManager((BaseConnection) connection);
        run("CREATE TABLE t (id INTEGER, name VARCHAR(40), price DECIMAL(8,2), moment TIMESTAMP)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        run("DROP TABLE t");
        connection.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private String out(String sql) throws SQLException, IOException {
        StringWriter text = new StringWriter();
        copy.copyOut(sql, text);
        return text.toString();
    }

    @Test
    void psqlCopiesFilesBothWays() throws IOException, SQLException {
        Path csv = Files.writeString(
                data.resolve("in.csv"),
                "id,name,price,moment\n1,\"a, \"\"b\"\"\",1.5,2024-02-29 12:00:00\n2,,,\n3,\"\",-1,\n");
        assertThat(Psql.run(server, "\\copy t from '" + csv + "' with (format csv, header)"))
                .containsExactly("COPY 3");
        assertThat(Psql.run(server, "SELECT count(name), count(*) FROM t", "-t"))
                .containsExactly("2|3");
        Path text = data.resolve("out.txt");
        assertThat(Psql.run(server, "\\copy (select * from t order by id) to '" + text + "'"))
                .containsExactly("COPY 3");
        assertThat(Files.readString(text))
                .isEqualTo("1\ta, \"b\"\t1.50\t2024-02-29 12:00:00\n2\t\\N\t\\N\t\\N\n3\t\t-1.00\t\\N\n");
        run("TRUNCATE t");
        assertThat(Psql.run(server, "\\copy t from '" + text + "'")).containsExactly("COPY 3");
        assertThat(out("COPY (SELECT * FROM t ORDER BY id) TO STDOUT CSV HEADER"))
                .isEqualTo("id,name,price,moment\n1,\"a, \"\"b\"\"\",1.50,2024-02-29 12:00:00\n2,,,\n3,\"\",-1.00,\n");
    }

    @Test
    void textFormatHasEscapes() throws SQLException, IOException {
        String text = "1\ttab\\there\\nand \\\\ back\t\\N\t\\N\n2\t\\x41\\101\\N\t1\t\\N\n\\.\nignored";
        assertThat(copy.copyIn("COPY t FROM STDIN", new StringReader(text))).isEqualTo(2);
        assertThat(value("SELECT name FROM t WHERE id = 1")).isEqualTo("tab\there\nand \\ back");
        assertThat(value("SELECT name FROM t WHERE id = 2")).isEqualTo("AAN");
        assertThat(out("COPY t (name) TO STDOUT")).isEqualTo("tab\\there\\nand \\\\ back\nAAN\n");
        assertThat(copy.copyIn(
                        "COPY t (id, name) FROM STDIN WITH (FORMAT csv, DELIMITER ';', QUOTE '''', NULL 'none')",
                        new StringReader("3;'it''s;\n2 lines'\n4;none\n5;'none'\n")))
                .isEqualTo(3);
        assertThat(out("COPY (SELECT id, name FROM t WHERE id > 2 ORDER BY id) TO STDOUT CSV NULL 'none'"))
                .isEqualTo("3,\"it's;\n2 lines\"\n4,none\n5,\"none\"\n");
    }

    @Test
    void anErrorInTheMidstLeavesNothingAndTheConnectionGoesOn() throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(i).append("\trow\t1\t\\N\n");
        }
        for (String bad : new String[] {"x\trow\t1\t\\N\n", "1\trow\n", "1\trow\t1\t\\N\tmore\n", "\trow\t1\t\\N\n"}) {
            assertThatThrownBy(() -> copy.copyIn("COPY t FROM STDIN", new StringReader(text + bad)))
                    .isInstanceOf(PSQLException.class)
                    .hasMessageContaining("line 100001");
            assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
        }
        byte[] broken = {'1', '\t', (byte) 0xC3, '(', '\t', '1', '\t', '\\', 'N', '\n'};
        assertThatThrownBy(() -> copy.copyIn("COPY t FROM STDIN", new ByteArrayInputStream(broken)))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22021"));
        CopyIn given = copy.copyIn("COPY t FROM STDIN");
        given.writeToCopy("1\ta\t1\t\\N\n".getBytes(UTF_8), 0, 9);
        given.cancelCopy();
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
        connection.setAutoCommit(false);
        assertThat(copy.copyIn("COPY t (id) FROM STDIN", new ByteArrayInputStream("1\n2\n".getBytes(UTF_8))))
                .isEqualTo(2);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("2");
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void aClientThatGoesLeavesNothing() throws SQLException {
        try (Connection other = server.connect()) {
            CopyIn given = new CopyManager((BaseConnection) other).copyIn("COPY t (id) FROM STDIN");
            given.writeToCopy("1\n2\n".getBytes(UTF_8), 0, 4);
            given.flushCopy();
            other.unwrap(BaseConnection.class).getQueryExecutor().abort();
        }
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void queriesToTheClientEndInErrorsToo() throws SQLException, IOException {
        assertThatThrownBy(() -> copy.copyOut(
                        "COPY (SELECT 1 / (i - 50000) FROM range(100000) AS r(i)) TO STDOUT",
                        new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22012"));
        assertThatThrownBy(() -> out("COPY (SELECT nosuch FROM t) TO STDOUT"))
                .hasMessageContaining("nosuch")
                .hasMessageContaining("Position: 14");
        assertThatThrownBy(() -> out("COPY t TO STDOUT WITH (FORMAT binary)")).hasMessageContaining("binary");
        assertThatThrownBy(() -> out("COPY (DELETE FROM t) TO STDOUT")).hasMessageContaining("query");
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aCancelledCopyEnds() throws SQLException {
        CopyOut rows = copy.copyOut("COPY (SELECT i FROM range(10000000000) AS r(i)) TO STDOUT");
        assertThat(rows.readFromCopy()).isEqualTo("0\n".getBytes(UTF_8));
        connection.unwrap(PGConnection.class).cancelQuery();
        assertThatThrownBy(() -> {
                    while (rows.readFromCopy() != null) {
                        // What was on its way still comes.
                    }
                })
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    /** Rows as they are asked for, so that the test itself needs no memory. */
    private static final class Rows extends InputStream {
        private int row;
        private byte[] line = new byte[0];
        private int at;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == line.length) {
                if (row == MANY) {
                    return -1;
                }
                row++;
                line = (row + ",name of row " + row + "," + row % 1000 + ".25,2024-02-29 12:00:00\n").getBytes(UTF_8);
                at = 0;
            }
            int count = Math.min(length, line.length - at);
            System.arraycopy(line, at, target, offset, count);
            at += count;
            return count;
        }
    }

    @Test
    void aMillionRowsGoBothWays() throws SQLException, IOException {
        assertThat(copy.copyIn("COPY t FROM STDIN CSV", new Rows(), 1 << 16)).isEqualTo(MANY);
        assertThat(value("SELECT count(*) || ' ' || sum(price) FROM t")).isEqualTo("1000000 499750000.00");
        long[] bytes = new long[1];
        OutputStream sink = new OutputStream() {
            @Override
            public void write(int b) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                bytes[0] += length;
            }
        };
        assertThat(copy.copyOut("COPY t TO STDOUT CSV", sink)).isEqualTo(MANY);
        assertThat(bytes[0]).isEqualTo(new Rows().readAllBytes().length);
    }

    @Test
    void unloadAndCopyGoThroughTheObjectStore() throws SQLException, IOException {
        run("INSERT INTO t VALUES (1, 'a|b', 1.5, NULL), (2, NULL, NULL, TIMESTAMP '2024-02-29 12:00:00')");
        assertThat(Psql.run(server, "UNLOAD ('SELECT * FROM t') TO 's3://lake/t_' IAM_ROLE default PARQUET MANIFEST"))
                .containsExactly("UNLOAD");
        run("CREATE TABLE copied AS SELECT * FROM t WHERE false");
        run("COPY copied FROM 's3://lake/t_manifest' IAM_ROLE default PARQUET MANIFEST");
        assertThat(value("SELECT count(*) FROM (SELECT * FROM t INTERSECT SELECT * FROM copied) AS shared"))
                .isEqualTo("2");
        assertThat(
                        value(
                                "SELECT max(file_format) || ' ' || sum(lines_scanned) FROM stl_load_commits WHERE query = pg_last_copy_id()"))
                .isEqualTo("Parquet 2");
        assertThat(
                        value(
                                "SELECT table_name || ' ' || loaded_rows FROM sys_load_history WHERE query_id = pg_last_copy_id()"))
                .isEqualTo("copied 2");
        run("DROP TABLE copied");
        Files.writeString(server.data().resolve("s3/lake/bad.csv"), "1,a,1,\nx,b,2,\n");
        assertThatThrownBy(() -> run("COPY t FROM 's3://lake/bad.csv' IAM_ROLE default CSV"))
                .hasMessageContaining("line 2");
        assertThat(value("SELECT colname || raw_field_value || ' ' || raw_line FROM stl_load_errors"
                        + " WHERE filename = 's3://lake/bad.csv'"))
                .isEqualTo("idx x,b,2,");
        assertThat(value("SELECT count(*) FROM t")).isEqualTo("2");
    }
}
