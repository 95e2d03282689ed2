package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** psql's backslash commands, and what psql itself sends when it reads a large result in portions. */
class PsqlCommandsTest {
    /** All of one psql session, so that the client starts once; the names are those of docs/clients.md. */
    private static final List<String> COMMANDS = List.of(
            "\\d",
            "\\d+",
            "\\d item",
            "\\d+ item",
            "\\d cheap",
            "\\d+ cheap",
            "\\d counter",
            "\\d+ counter",
            "\\da",
            "\\dAc",
            "\\dAf",
            "\\dAo",
            "\\dAp",
            "\\db",
            "\\db+",
            "\\dc",
            "\\dC",
            "\\dconfig",
            "\\dd",
            "\\dD",
            "\\ddp",
            "\\dE",
            "\\des",
            "\\des+",
            "\\det",
            "\\deu",
            "\\dew",
            "\\df",
            "\\df+",
            "\\dF",
            "\\dFd",
            "\\dFp",
            "\\dFt",
            "\\dg",
            "\\di",
            "\\di+",
            "\\dl",
            "\\dL",
            "\\dm",
            "\\dn",
            "\\dn+",
            "\\do",
            "\\dO",
            "\\dp",
            "\\dp item",
            "\\drds",
            "\\ds",
            "\\dt",
            "\\dt+",
            "\\dT",
            "\\dT+",
            "\\du",
            "\\du+",
            "\\dv",
            "\\dv+",
            "\\dx",
            "\\l",
            "\\l+",
            "\\lo_list",
            "\\sv cheap",
            "\\z",
            "\\z item");

    @TempDir
    static Path data;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE USER bob PASSWORD 'Password1'",
                    "CREATE GROUP analysts",
                    "CREATE SCHEMA sales",
                    "CREATE TABLE item (id int PRIMARY KEY, price decimal(10,2), label varchar(20))",
                    "CREATE SEQUENCE counter START 5 MAXVALUE 100",
                    "CREATE TABLE part (item_id int REFERENCES item(id))",
                    "CREATE VIEW cheap AS SELECT id, price FROM item WHERE price < 10",
                    "CREATE TABLE numbers AS SELECT i FROM range(10000) t(i)",
                    "GRANT SELECT, INSERT ON item TO bob",
                    "GRANT SELECT ON item TO PUBLIC",
                    "GRANT SELECT ON cheap TO GROUP analysts",
                    "GRANT USAGE ON SCHEMA sales TO bob WITH GRANT OPTION")) {
                statement.execute(sql);
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyCommandIsAnswered() {
        // ON_ERROR_STOP: the first error ends psql, and the test.
        assertThat(Psql.script(server, COMMANDS)).contains("item");
    }

    @Test
    void privilegesAreListedInPostgresqlsLetters() {
        assertThat(Psql.run(server, "\\dp", "-t"))
                .contains(
                        "public|item|table|awsuser=arwdDxAP/awsuser",
                        "=r/awsuser",
                        "bob=ar/awsuser|",
                        "group analysts=r/awsuser|",
                        "public|part|table||");
        assertThat(Psql.run(server, "\\dn+", "-t")).contains("sales|awsuser|awsuser=UC/awsuser", "bob=U*/awsuser|");
    }

    @Test
    void columnsAreDescribedWithTheirLengths() throws IOException {
        Path script = data.resolve("described.sql");
        Files.writeString(script, "SELECT label, price, label || '!' AS loud FROM item \\gdesc\n");
        assertThat(Psql.file(server, script))
                .contains("label|character varying(20)", "price|numeric(10,2)", "loud|character varying");
    }

    @Test
    void aSequenceIsDescribed() {
        assertThat(Psql.run(server, "\\d counter"))
                .contains("Type|Start|Minimum|Maximum|Increment|Cycles?|Cache", "bigint|5|1|100|1|no|1");
    }

    @Test
    void aLargeResultComesInPortions() {
        List<String> lines = Psql.run(server, "SELECT i FROM numbers ORDER BY i", "-t", "-v", "FETCH_COUNT=700");
        assertThat(lines).hasSize(10_000).startsWith("0", "1").endsWith("9998", "9999");
    }
}
