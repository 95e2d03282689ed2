package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnloadTest extends SharedServer {
    private static final String TABLE = "CREATE TABLE t (id INTEGER, name VARCHAR(40), price DECIMAL(8,2),"
            + " ratio DOUBLE PRECISION, day DATE, moment TIMESTAMP, ok BOOLEAN, tags SUPER)";

    @BeforeEach
    void fill() {
        client.run(TABLE);
        client.run(
                "INSERT INTO t VALUES"
                        + " (1, 'a,\"b\"', 1.50, 0.1, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:34:56.5', true,"
                        + " JSON_PARSE('{\"k\":[1]}')),"
                        + " (2, NULL, NULL, 1e20, NULL, NULL, false, NULL), (3, 'pipe|\nline', -7, 100, NULL, NULL, NULL, NULL)");
    }

    @AfterEach
    void drop() {
        client.run("DROP TABLE IF EXISTS t");
        client.run("DROP TABLE IF EXISTS u");
    }

    private static Path object(String key) {
        return server.folder().resolve("s3").resolve(key);
    }

    private static List<String> objects(String key) throws IOException {
        if (!Files.exists(object(key))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(object(key))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> object(key).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** All rows of both tables are the same. */
    private void assertSame(String options) {
        String difference = "SELECT count(*) FROM ((SELECT * FROM t EXCEPT SELECT * FROM u) UNION ALL"
                + " (SELECT * FROM u EXCEPT SELECT * FROM t)) AS d";
        assertThat(client.value(difference)).as(options).isEqualTo("0");
        assertThat(client.value("SELECT count(*) FROM u")).isEqualTo("3");
    }

    @Test
    void whatIsUnloadedCanBeCopied() {
        List<List<String>> options = List.of(
                List.of("ESCAPE NULL AS '@N'", "ESCAPE NULL AS '@N'"),
                List.of("CSV HEADER GZIP", "CSV IGNOREHEADER 1 GZIP EMPTYASNULL"),
                List.of("CSV DELIMITER ';' BZIP2 NULL AS 'none'", "CSV DELIMITER ';' BZIP2 NULL AS 'none'"),
                List.of(
                        "ADDQUOTES ESCAPE ZSTD DELIMITER '\\t' NULL 'n'",
                        "REMOVEQUOTES ESCAPE ZSTD DELIMITER '\\t' NULL 'n'"),
                List.of("JSON", "JSON 'auto'"),
                List.of("FORMAT AS PARQUET", "FORMAT AS PARQUET"));
        for (int i = 0; i < options.size(); i++) {
            client.run("DROP TABLE IF EXISTS u");
            client.run(TABLE.replace("TABLE t", "TABLE u"));
            String place = "'s3://bucket/round" + i + "/' ";
            assertThat(client.run("UNLOAD ('SELECT * FROM t ORDER BY id') TO " + place + "IAM_ROLE default "
                            + options.get(i).get(0)))
                    .isEqualTo("UNLOAD");
            client.run("COPY u FROM " + place + options.get(i).get(1));
            assertSame(options.get(i).get(0));
        }
        assertThat(client.notices()).contains("UNLOAD completed, 3 record(s) unloaded successfully.");
    }

    @Test
    void textIsAsRedshiftWritesIt() throws IOException {
        client.run("UNLOAD ($$SELECT id, name, price, ratio, day, moment, ok FROM t WHERE id < 3 ORDER BY id$$)"
                + " TO 's3://bucket/text/x_' HEADER PARALLEL OFF");
        assertThat(Files.readString(object("bucket/text/x_000"))).isEqualTo("""
                id|name|price|ratio|day|moment|ok
                1|a,"b"|1.50|0.1|2024-02-29|2024-02-29 12:34:56.5|t
                2|||1e+20|||f
                """);
        client.run("UNLOAD ('SELECT id, name, tags FROM t WHERE id = 1') TO 's3://bucket/text/j_' JSON");
        assertThat(Files.readString(object("bucket/text/j_0000_part_00")))
                .isEqualTo("{\"id\":1,\"name\":\"a,\\\"b\\\"\",\"tags\":{\"k\":[1]}}\n");
        client.run("UNLOAD ('SELECT id, name FROM t WHERE id = 1') TO 's3://bucket/text/f_' FIXEDWIDTH 'a:3,b:6'");
        assertThat(Files.readString(object("bucket/text/f_0000_part_00"))).isEqualTo("1  a,\"b\" \n");
    }

    @Test
    void partitionsAreFolders() throws IOException {
        client.run("UNLOAD ('SELECT id, name, ok FROM t') TO 's3://bucket/by' PARTITION BY (ok, name) CSV MANIFEST");
        assertThat(objects("bucket/by"))
                .containsExactly(
                        "manifest",
                        "ok=__HIVE_DEFAULT_PARTITION__/name=pipe%7C%0Aline/0000_part_00",
                        "ok=f/name=__HIVE_DEFAULT_PARTITION__/0000_part_00",
                        "ok=t/name=a,%22b%22/0000_part_00");
        assertThat(Files.readString(object("bucket/by/ok=t/name=a,%22b%22/0000_part_00")))
                .isEqualTo("1\n");
        client.run("CREATE TABLE u (id INTEGER)");
        assertThat(client.run("COPY u FROM 's3://bucket/by/manifest' MANIFEST CSV"))
                .isEqualTo("COPY 3");
        client.run(
                "UNLOAD ('SELECT id, ''../../'' || id AS up FROM t') TO 's3://bucket/up/' PARTITION BY (up) PARQUET");
        assertThat(objects("bucket/up"))
                .containsExactly(
                        "up=..%2F..%2F1/0000_part_00.parquet",
                        "up=..%2F..%2F2/0000_part_00.parquet", "up=..%2F..%2F3/0000_part_00.parquet");
    }

    @Test
    void longFilesAreFollowedByOthers() throws IOException {
        client.run("UNLOAD ('SELECT i, repeat(''x'', 100) FROM range(120000) AS r(i)') TO 's3://bucket/long/'"
                + " MAXFILESIZE 5 MB MANIFEST VERBOSE PARALLEL OFF");
        assertThat(objects("bucket/long")).containsExactly("000", "001", "002", "manifest");
        assertThat(Files.size(object("bucket/long/000"))).isBetween(5L << 20, (5L << 20) + 200);
        assertThat(Files.readString(object("bucket/long/manifest"))).contains("\"record_count\" : 120000");
    }

    @Test
    void nothingIsReplacedUnlessToldSo() throws IOException {
        client.run("UNLOAD ('SELECT 1') TO 's3://bucket/once/a'");
        assertFails(SqlState.DUPLICATE_OBJECT, "UNLOAD ('SELECT 2') TO 's3://bucket/once/'", "is not empty");
        client.run("UNLOAD ('SELECT 2') TO 's3://bucket/once/a' ALLOWOVERWRITE");
        assertThat(Files.readString(object("bucket/once/a0000_part_00"))).isEqualTo("2\n");
        client.run("UNLOAD ('SELECT 3') TO 's3://bucket/once/' CLEANPATH EXTENSION 'csv'");
        assertThat(objects("bucket/once")).containsExactly("0000_part_00.csv");
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        assertFails(
                SqlState.DIVISION_BY_ZERO,
                "UNLOAD ('SELECT 1 / (i - 50000) FROM range(100000) AS r(i)') TO 's3://bucket/failed/'",
                "");
        assertFails(
                SqlState.UNDEFINED_COLUMN,
                "UNLOAD ('SELECT id FROM t') TO 's3://bucket/failed/' PARTITION BY (x)",
                "x");
        assertFails(SqlState.SYNTAX_ERROR, "UNLOAD ('DELETE FROM t') TO 's3://bucket/failed/'", "query");
        assertFails(SqlState.UNDEFINED_TABLE, "UNLOAD ('SELECT * FROM nosuch') TO 's3://bucket/failed/'", "nosuch");
        assertFails(SqlState.SYNTAX_ERROR, "UNLOAD ('SELECT 1') TO 's3://bucket/failed/' PARQUET GZIP", "PARQUET");
        assertThat(objects("bucket/failed")).isEmpty();
        assertThat(client.value("SELECT count(*) FROM t")).isEqualTo("3");
        client.run("UNLOAD ('SELECT 1') TO 's3://bucket/whole/' PARQUET");
        try (Stream<Path> left = Files.list(server.folder().resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void neverLeavesTheBucket() throws IOException {
        Path outside = Files.createDirectories(server.folder().resolve("outside"));
        Files.createDirectories(object("bucket"));
        Files.createSymbolicLink(object("bucket/link"), outside);
        Files.createSymbolicLink(object("linked-bucket"), outside);
        for (String place : List.of(
                "s3://bucket/../../outside/x",
                "s3://bucket/x/../../../outside/x",
                "s3://bucket//x",
                "s3://bucket/link/x",
                "s3://linked-bucket/x",
                "/etc/x",
                "file:///tmp/x",
                "s3://../x")) {
            assertThatThrownBy(() -> client.run("UNLOAD ('SELECT 1') TO '" + place + "'"))
                    .as(place)
                    .isInstanceOf(SqlException.class);
        }
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void needsTheRightsOfItsQuery() throws IOException {
        client.run("CREATE USER guest PASSWORD 'Guest-123'");
        try (TestServer.Client guest = server.connectAs("guest")) {
            for (String sql : List.of("UNLOAD ('SELECT * FROM t') TO 's3://bucket/guest/'", "COPY t TO STDOUT")) {
                assertThatThrownBy(() -> guest.run(sql))
                        .isInstanceOfSatisfying(SqlException.class, e -> assertThat(e.state())
                                .isEqualTo(SqlState.INSUFFICIENT_PRIVILEGE));
            }
            assertThatThrownBy(() -> guest.run("COPY t FROM STDIN"))
                    .isInstanceOfSatisfying(
                            SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.INSUFFICIENT_PRIVILEGE));
            assertThatThrownBy(() ->
                            guest.run("UNLOAD ('SELECT * FROM read_csv(''/etc/passwd'')') TO 's3://bucket/guest/'"))
                    .isInstanceOfSatisfying(
                            SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.INSUFFICIENT_PRIVILEGE));
            assertThat(objects("bucket/guest")).isEmpty();
            client.run("GRANT SELECT ON t TO guest");
            assertThat(guest.run("UNLOAD ('SELECT id FROM t') TO 's3://bucket/guest/'"))
                    .isEqualTo("UNLOAD");
            client.run("REVOKE SELECT ON t FROM guest");
        }
        client.run("DROP USER guest");
    }
}
