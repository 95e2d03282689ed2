package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SUPER values and the SQL around prediction functions as Amazon's tutorials write it: issue 4 point 6, redshift-ml.md §5,
 * §10 and two lines of §11. One server and one small model for all.
 */
class SuperTest {
    private static final String ARGUMENTS = "(state, day_mins, cust_serv_calls, intl_plan)";

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void train() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.CHURN.load(server, connection);
        execute(
                "CREATE MODEL m FROM (SELECT state, day_mins, cust_serv_calls, intl_plan, churn FROM churn_telecom)"
                        + " TARGET churn FUNCTION f IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 30, MAX_MODELS 2)");
        Models.awaitReady(connection, "m");
        execute("CREATE TABLE docs (id int, v super)");
        execute(
                "INSERT INTO docs VALUES (1, json_parse('{\"n\":{\"age\":9,\"Key\":1,\"z\":null,\"a.b\":7},\"l\":[\"p\",\"q\"]}')),"
                        + " (2, json_parse('{\"n\":{\"age\":10.5},\"l\":[]}')), (3, NULL)");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    /** §11: "labels[0] equals the class function for every row; probabilities sum to 1 ± 1e-6, descending". */
    @Test
    void probabilitiesAgreeWithTheClassOnEveryRow() throws SQLException {
        for (String twin : List.of("f_prob", "f_probabilities")) {
            assertThat(rows("SELECT count(*), sum(CASE WHEN t.p.labels[0] = c THEN 1 ELSE 0 END),"
                            + " sum(CASE WHEN t.p.probabilities[0] >= t.p.probabilities[1]"
                            + " AND abs(t.p.probabilities[0] + t.p.probabilities[1] - 1) < 1e-6 THEN 1 ELSE 0 END)"
                            + " FROM (SELECT f" + ARGUMENTS + " AS c, " + twin + ARGUMENTS
                            + " AS p FROM churn_telecom) t"))
                    .containsExactly("3333|3333|3333");
        }
    }

    /** §11: "prediction functions work in SELECT, WHERE, GROUP BY, JOIN, view, CTAS, INSERT .. SELECT, nested aggregates". */
    @Test
    void predictionFunctionsWorkEverywhere() throws SQLException {
        String yes = value("SELECT count(*) FROM churn_telecom WHERE f" + ARGUMENTS + " LIKE 'T%'");
        assertThat(Integer.parseInt(yes)).isBetween(100, 1500);
        String call = "f" + ARGUMENTS;
        assertThat(value("SELECT sum(CASE WHEN " + call + " LIKE 'T%' THEN 1 ELSE 0 END) FROM churn_telecom"))
                .isEqualTo(yes);
        assertThat(value("SELECT count(*) FROM churn_telecom GROUP BY " + call + " HAVING " + call + " LIKE 'T%'"))
                .isEqualTo(yes);
        assertThat(value(
                        "SELECT count(*) FROM churn_telecom c JOIN (SELECT 'T' AS x) k ON left(" + call + ", 1) = k.x"))
                .isEqualTo(yes);
        assertThat(value("WITH q AS (SELECT " + call
                        + " AS y FROM churn_telecom) SELECT count(*) FROM q WHERE y LIKE 'T%'"))
                .isEqualTo(yes);
        assertThat(value("SELECT max(n) FROM (SELECT count(*) AS n FROM churn_telecom WHERE " + call
                        + " LIKE 'T%') WHERE n > 0"))
                .isEqualTo(yes);
        execute("CREATE VIEW predicted AS SELECT " + call + " AS y, f_prob" + ARGUMENTS + " AS p FROM churn_telecom");
        assertThat(value("SELECT count(*) FROM predicted WHERE p.labels[0] LIKE 'T%'"))
                .isEqualTo(yes);
        execute("CREATE TABLE kept AS SELECT y, p FROM predicted");
        assertThat(value("SELECT count(*) FROM kept WHERE p.labels[0] = y AND y LIKE 'T%'"))
                .isEqualTo(yes);
        execute("INSERT INTO kept SELECT y, p FROM predicted");
        execute("UPDATE kept SET y = p.labels[1] WHERE p.labels[0] LIKE 'T%'");
        assertThat(value("SELECT count(*) FROM kept WHERE y <> p.labels[0]"))
                .isEqualTo(String.valueOf(2 * Integer.parseInt(yes)));
    }

    /** §5: "one label's probability through unnesting with a position variable". */
    @Test
    void oneLabelsProbabilityByUnnesting() throws SQLException {
        String query = "FROM (SELECT f_prob" + ARGUMENTS + " AS p FROM churn_telecom) t, t.p.labels AS label AT i"
                + " WHERE label LIKE 'T%'";
        assertThat(value("SELECT count(*) " + query)).isEqualTo("3333");
        double mean = Double.parseDouble(value("SELECT avg(t.p.probabilities[i]) " + query));
        assertThat(mean).isBetween(0.01, 0.6);
        assertThat(Double.parseDouble(value(
                        "SELECT avg(CASE WHEN p.labels[0] LIKE 'T%' THEN p.probabilities[0] ELSE p.probabilities[1] END)"
                                + " FROM (SELECT f_prob" + ARGUMENTS + " AS p FROM churn_telecom)")))
                .isCloseTo(mean, within(1e-9));
    }

    /** §10.5: dot paths and subscripts; what is not there is NULL; text is shown in quotes and cast without them. */
    @Test
    void navigation() throws SQLException {
        assertThat(
                        rows(
                                "SELECT d.v.l[0], v.n.age, v.n.\"Key\", v.n.key, v.n.\"a.b\", v.l[7], v.x.y[0].z FROM docs d ORDER BY id"))
                .containsExactly("\"p\"|9|1||7||", "|10.5|||||", "||||||");
        assertThat(
                        rows(
                                "SELECT v.l[0]::varchar, v.n.age::int, cast(v.n.age AS decimal(7,2)), v.l[0]::int FROM docs ORDER BY id"))
                .containsExactly("p|9|9.00|", "|11|10.50|", "|||");
        assertThat(rows("SELECT id FROM docs WHERE v.l[0] = 'p' AND v.n.age < 9.5 AND v.n.z IS NULL"))
                .containsExactly("1");
        assertThat(rows("SELECT id, v.n.age FROM docs WHERE v.n.age > 1 ORDER BY 2 DESC"))
                .containsExactly("2|10.5", "1|9");
        assertThat(rows("SELECT avg(v.n.age), sum(v.n.age) * 2, 1 - sum(v.n.age) FROM docs"))
                .containsExactly("9.75|39|-18.5");
        assertThat(rows("SELECT v.l[0] AS l, count(*) FROM docs WHERE l = 'p' GROUP BY l HAVING l <> 'x'"))
                .containsExactly("\"p\"|1");
    }

    /** §10.5: unnesting in FROM, AT, UNPIVOT, OBJECT. */
    @Test
    void unnestingAndUnpivoting() throws SQLException {
        assertThat(rows("SELECT id, e, i FROM docs d, d.v.l AS e AT i ORDER BY i"))
                .containsExactly("1|\"p\"|0", "1|\"q\"|1");
        assertThat(rows("SELECT k, x FROM docs d, UNPIVOT d.v.n AS x AT k WHERE id = 1 AND x > 1 ORDER BY x DESC"))
                .containsExactly("age|9", "a.b|7");
        assertThat(rows("SELECT d.id FROM docs d LEFT JOIN d.v.l AS e ON e = 'q' ORDER BY 1"))
                .containsExactly("1", "2", "3");
        assertThat(
                        rows(
                                "SELECT object('k', 1, 'a', array(1, 'x')), is_array(v.l), get_array_length(v.l) FROM docs WHERE id = 1"))
                .containsExactly("{\"k\":1,\"a\":[1,\"x\"]}|t|2");
    }

    /** psql sees what pgjdbc sees, and parameters compare with SUPER values. */
    @Test
    void clients() throws SQLException {
        assertThat(Psql.run(server, "SELECT v.l[0], v.n.age FROM docs WHERE id = 1"))
                .startsWith("l|age", "\"p\"|9");
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM docs d WHERE d.v.l[0] = ? AND d.v.n.age > ?")) {
            statement.setString(1, "p");
            statement.setDouble(2, 8.5);
            try (ResultSet result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getInt(1)).isEqualTo(1);
            }
        }
        assertThat(rows("SELECT [10, 20, 30][1], string_split('a,b', ',')[1]")).containsExactly("10|a");
    }

    /** §10.1 to 10.4, 10.6 and 10.7: aliases, derived tables, ordinals, functions, division, attributes of tables. */
    @Test
    void idiomsOfTheTutorials() throws SQLException {
        execute(
                "CREATE TABLE ev (id bigint IDENTITY(1,1), \"default\" varchar(9) ENCODE zstd, \"time\" timestamp ENCODE az64,"
                        + " n int, amount float8) DISTSTYLE EVEN SORTKEY(id)");
        execute("INSERT INTO ev (\"default\", \"time\", n, amount) VALUES ('a', '2020-01-05 10:00', 7, 1.239),"
                + " ('b', '2020-02-05', 9, 2.5), ('a', '2021-01-05', 10, 3.5)");
        assertThat(rows("SELECT n AS x, x + 1 AS score FROM ev WHERE score > (SELECT avg(n) FROM ev) ORDER BY 1"))
                .containsExactly("9|10", "10|11");
        assertThat(
                        rows(
                                "SELECT \"default\", sum(n) AS total FROM (SELECT * FROM ev) GROUP BY 1 HAVING (total) > 9 ORDER BY 2 DESC"))
                .containsExactly("a|17");
        assertThat(
                        rows(
                                "SELECT trunc(amount, 1), round(amount, 2), power(n, 2), mod(n, 4), n / 2, n + 0.5, amount::decimal(7,2),"
                                        + " date_part(mon, \"time\"), to_char(\"time\", 'YYYY-MM'), date_trunc('month', \"time\"),"
                                        + " convert_timezone('America/New_York', \"time\"), row_number() OVER (ORDER BY id) FROM ev ORDER BY id LIMIT 1"))
                .containsExactly("1.2|1.24|49|3|3|7.5|1.24|1|2020-01|2020-01-01 00:00:00|2020-01-05 05:00:00|1");
        assertThat(value("SELECT count(*) FROM ev WHERE \"time\" LIKE '2020%' AND random() < 1"))
                .isEqualTo("2");
        assertThat(value("SELECT round(stddev(n), 3) FROM ev")).isEqualTo("1.528");
        execute("CREATE OR REPLACE VIEW late AS SELECT \"default\" AS d FROM ev WITH NO SCHEMA BINDING");
        execute("CREATE OR REPLACE VIEW late AS SELECT id, \"default\" AS d FROM ev WITH NO SCHEMA BINDING");
        assertThat(value("SELECT count(*) FROM late")).isEqualTo("3");
        execute("DROP VIEW late");
        execute("DROP TABLE IF EXISTS ev CASCADE");
        execute("DROP TABLE IF EXISTS ev CASCADE");
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String sql) throws SQLException {
        List<String> rows = rows(sql);
        assertThat(rows).as(sql).hasSize(1);
        return rows.get(0);
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    String cell = result.getString(column);
                    cells.add(cell == null ? "" : cell);
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        }
    }
}
