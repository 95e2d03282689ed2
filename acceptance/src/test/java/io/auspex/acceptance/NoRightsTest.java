package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlException;
import io.auspex.language.parse.StatementParser;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Issue 7, "a user with no rights can read, write, list and execute nothing that was not granted": a user to whom nothing is
 * granted, and from whom the rights of PUBLIC are taken, goes through every kind of statement, every function of the engine
 * and every way to a file.
 */
class NoRightsTest {
    private static final String PASSWORD = "Passw0rd1";

    /** What must never be seen: values, names, definitions, files, passwords. */
    private static final List<String> SECRETS = List.of(
            "CANARY-CELL",
            "CANARY-FILE",
            "CANARY-DISK",
            "engraved",
            "foresee",
            "oracle",
            "pane_of_glass",
            "turnstile",
            "remark-on-gold",
            "keepers",
            ServerProcess.PASSWORD,
            "SCRAM-SHA");

    /** Table functions that read nothing but their arguments. One that is not here must refuse. */
    private static final Set<String> HARMLESS_TABLE_FUNCTIONS = Set.of(
            "range",
            "generate_series",
            "unnest",
            "repeat",
            "repeat_row",
            "summary",
            "json_each",
            "json_tree",
            "icu_calendar_names",
            "pg_timezone_names",
            "unnest_ordered",
            "histogram",
            "histogram_values");

    @TempDir
    static Path folder;

    private static ServerProcess server;
    private static Connection admin;
    private static Connection stranger;
    private static Path disk;
    private static Path inside;
    private static String before;

    @BeforeAll
    static void start() throws Exception {
        Path data = folder.resolve("data");
        server = ServerProcess.start(data);
        Path bucket = Files.createDirectories(data.resolve("s3").resolve("bucket"));
        inside = Files.writeString(bucket.resolve("canary.csv"), "1,2,3,CANARY-FILE\n");
        disk = Files.writeString(
                Files.createDirectories(folder.resolve("outside")).resolve("canary.csv"), "1,2,3,CANARY-DISK\n");
        Files.createSymbolicLink(bucket.resolve("link"), disk);
        admin = server.connect();
        for (String sql : List.of(
                "CREATE USER owner PASSWORD '" + PASSWORD + "'",
                "CREATE USER stranger PASSWORD '" + PASSWORD + "'",
                "CREATE GROUP circle WITH USER owner",
                "CREATE ROLE keepers",
                "GRANT ROLE keepers TO owner",
                "CREATE SCHEMA vault AUTHORIZATION owner",
                "CREATE TABLE vault.gold (x INT, y INT, z INT, engraved VARCHAR(40) DEFAULT 'CANARY-CELL')",
                "INSERT INTO vault.gold SELECT i, i % 7, i % 2, 'CANARY-CELL' FROM generate_series(1, 600) AS s(i)",
                "COMMENT ON TABLE vault.gold IS 'remark-on-gold'",
                "CREATE VIEW vault.pane AS SELECT engraved AS pane_of_glass FROM vault.gold",
                "CREATE SEQUENCE vault.turnstile",
                "GRANT SELECT ON vault.gold TO ROLE keepers",
                "CREATE MODEL vault.oracle FROM (SELECT x, y, z FROM vault.gold) TARGET z FUNCTION vault.foresee"
                        + " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS"
                        + " 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '2') SETTINGS (S3_BUCKET 'bucket')",
                "ALTER TABLE vault.gold OWNER TO owner",
                "REVOKE USAGE, CREATE ON SCHEMA public FROM PUBLIC",
                "REVOKE USAGE, TEMP ON DATABASE dev FROM PUBLIC",
                "REVOKE ASSUMEROLE ON ALL FROM PUBLIC FOR ALL")) {
            execute(admin, sql);
        }
        Models.awaitReady(admin, "vault.oracle");
        server.awaitNoJobFolder();
        stranger = connect("stranger", PASSWORD);
        before = state();
    }

    @AfterAll
    static void stop() throws SQLException {
        try {
            if (stranger != null) {
                stranger.close();
            }
            admin.close();
        } finally {
            server.close();
        }
    }

    @AfterEach
    void nothingHasChanged() throws Exception {
        assertThat(state()).isEqualTo(before);
    }

    private static Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("preferQueryMode", "simple");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port() + "/dev", properties);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All that a stranger could have changed, as the superuser and the disk see it. */
    private static String state() throws Exception {
        StringBuilder state = new StringBuilder();
        for (String query : List.of(
                "SELECT count(*), sum(x), sum(y), max(engraved) FROM vault.gold",
                "SELECT relname, relkind, relowner, relacl FROM pg_class ORDER BY oid",
                "SELECT attrelid, attname, atttypid FROM pg_attribute ORDER BY attrelid, attnum",
                "SELECT nspname, nspowner, nspacl FROM pg_namespace ORDER BY oid",
                "SELECT * FROM pg_user ORDER BY usename",
                "SELECT user_name, syslog_access, session_timeout FROM svv_user_info ORDER BY 1",
                "SELECT * FROM pg_group",
                "SELECT * FROM svv_roles",
                "SELECT * FROM svv_user_grants",
                "SELECT * FROM svv_relation_privileges ORDER BY 1, 2, 3, 5",
                "SELECT * FROM svv_schema_privileges ORDER BY 1, 2, 4",
                "SELECT * FROM svv_database_privileges ORDER BY 1, 2, 4",
                "SELECT * FROM svv_system_privileges ORDER BY 1, 2",
                "SELECT * FROM svv_iam_privileges ORDER BY 1, 2, 4",
                "SELECT * FROM stv_ml_model_info",
                "SELECT objoid, objsubid, description FROM pg_description ORDER BY 1, 2")) {
            state.append(query).append('\n').append(outcome(admin, query)).append('\n');
        }
        for (Path root : List.of(folder.resolve("outside"), server.data().resolve("s3"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.sorted().forEach(file -> state.append(file).append('\n'));
            }
        }
        return state.append(Files.readString(disk))
                .append(Files.readString(inside))
                .toString();
    }

    /** Rows, warnings, or the error with all that it says. */
    private static String outcome(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            StringBuilder text = new StringBuilder("ok\n");
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        text.append(rows.getMetaData().getColumnName(i)).append('|');
                    }
                    while (rows.next()) {
                        text.append('\n');
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            text.append(rows.getString(i)).append('|');
                        }
                    }
                }
            }
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                text.append('\n').append(warning.getMessage());
            }
            return text.toString();
        } catch (SQLException e) {
            return e.getSQLState() + "\n" + e.getMessage();
        }
    }

    private static String withPlaces(String sql) throws SQLException {
        int process = admin.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        return sql.replace("{disk}", disk.toString())
                .replace("{inside}", inside.toString())
                .replace("{process}", Integer.toString(process));
    }

    /** What an answer holds of the secrets, without what the statement itself has said. */
    private static List<String> leaks(String sql, String answer) {
        return SECRETS.stream()
                .filter(secret -> answer.contains(secret) && !sql.contains(secret))
                .toList();
    }

    @Test
    @DisplayName("every kind of statement")
    void statements() throws SQLException {
        List<String> wrong = new ArrayList<>();
        Set<String> missing = NoRightsStatements.kinds();
        for (NoRightsStatements.Attempt attempt : NoRightsStatements.walk()) {
            String sql = withPlaces(attempt.sql());
            try {
                missing.remove(NoRightsStatements.kind(StatementParser.parse(sql)));
            } catch (SqlException e) {
                wrong.add(sql + " is not understood: " + e.getMessage());
            }
            String answer = outcome(stranger, sql);
            if (!answer.lines().findFirst().orElse("").equals(attempt.outcome())
                    || !leaks(sql, answer).isEmpty()) {
                wrong.add(attempt.outcome() + " " + sql + " -> " + answer);
            }
        }
        assertThat(missing).as("kinds of statements without a line").isEmpty();
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("no way to files, settings and other databases, for superusers neither")
    void engineStatements() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (String line : NoRightsStatements.refusedToAll()) {
            String sql = withPlaces(line);
            for (Connection connection : List.of(stranger, admin)) {
                String answer = outcome(connection, sql);
                if (answer.startsWith("ok")
                        || answer.startsWith("XX")
                        || !leaks(sql, answer).isEmpty()) {
                    wrong.add((connection == admin ? "superuser: " : "stranger: ") + sql + " -> " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Views that only other views are to read are on everybody's search path too. */
    @Test
    @DisplayName("every view of the catalog")
    void catalogViews() throws Exception {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (String script : List.of("pg_catalog", "redshift", "sessions", "audit", "loads", "absent")) {
            try (InputStream sql =
                    NoRightsTest.class.getResourceAsStream("/io/auspex/server/catalog/" + script + ".sql")) {
                Matcher views = Pattern.compile("create or replace view auspex_dialect\\.(\\w+)")
                        .matcher(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
                while (views.find()) {
                    String name = views.group(1);
                    // Their texts are the stranger's own.
                    boolean ownStatements = name.matches("(stl|svl|sys)_.*(text|query|qlog|history)|statement_.*");
                    String query = "SELECT " + (ownStatements ? "count(*)" : "*") + " FROM " + name;
                    String answer = outcome(stranger, query);
                    tried++;
                    boolean internal = name.startsWith("__auspex_");
                    if (internal != answer.startsWith("42501")
                            || !leaks(query, answer).isEmpty()) {
                        wrong.add(query + " -> " + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(100);
    }

    /** The engine's list of its functions is asked, so that those of a newer engine are tried too. */
    @Test
    @DisplayName("every function of the engine")
    void engineFunctions() throws Exception {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement();
                ResultSet functions = statement.executeQuery(
                        "SELECT DISTINCT function_name, function_type, len(parameter_types) FROM duckdb_functions()"
                                + " WHERE regexp_full_match(function_name, '[a-z_][a-z0-9_]*') AND (function_type IN"
                                + " ('table', 'table_macro', 'pragma') OR len(parameter_types) = 0 OR"
                                + " list_has_any(parameter_types, ['VARCHAR', 'VARCHAR[]', 'ANY', 'T']))"
                                + " AND len(parameter_types) <= 4 ORDER BY ALL")) {
            while (functions.next()) {
                String name = functions.getString(1);
                boolean table = functions.getString(2).startsWith("table");
                for (String sql : calls(name, functions.getString(2), functions.getInt(3))) {
                    String answer = outcome(stranger, sql);
                    tried++;
                    boolean mustRefuse = !functions.getString(2).equals("scalar")
                            && !functions.getString(2).equals("macro")
                            && !functions.getString(2).equals("aggregate")
                            && !(table && HARMLESS_TABLE_FUNCTIONS.contains(name));
                    if ((mustRefuse && answer.startsWith("ok"))
                            || answer.startsWith("08")
                            || !leaks(sql, answer).isEmpty()
                            || answer.contains(folder.resolve("data") + "/tmp")) {
                        wrong.add(sql + " -> " + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(300);
    }

    private static List<String> calls(String name, String type, int arguments) {
        String path = "'" + disk + "'";
        String filled = String.join(", ", Collections.nCopies(arguments, path));
        return switch (type) {
            case "pragma" ->
                List.of("PRAGMA " + name, "PRAGMA " + name + "(" + path + ")", "CALL " + name + "(" + path + ")");
            case "table", "table_macro" ->
                List.of(
                        "SELECT * FROM " + name + "(" + filled + ")",
                        "SELECT * FROM \"" + name + "\"(['" + disk + "'])",
                        "SELECT * FROM system.main." + name + "('" + inside + "')");
            default -> List.of("SELECT " + name + "(" + filled + ")", "SELECT \"" + name + "\"(" + filled + ")");
        };
    }

    /** Names of settings are the engine's own: none can be read or set, whoever asks. */
    @Test
    @DisplayName("every setting of the engine")
    void engineSettings() throws Exception {
        List<String> own = List.of("search_path", "timezone", "schema");
        List<String> wrong = new ArrayList<>();
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement();
                ResultSet settings = statement.executeQuery("SELECT lower(name) FROM duckdb_settings()")) {
            while (settings.next()) {
                String name = settings.getString(1);
                if (own.contains(name)) {
                    continue;
                }
                for (String sql : List.of(
                        "SET " + name + " TO '/'",
                        "SET GLOBAL " + name + " = 1",
                        "SELECT current_setting('" + name + "')",
                        "SELECT current_setting('" + name + "' || '') IS NOT NULL",
                        "SHOW " + name)) {
                    String answer = outcome(stranger, sql);
                    if (answer.startsWith("ok") && !answer.endsWith("\nf|")) {
                        wrong.add(sql + " -> " + answer);
                    }
                }
                String answer = outcome(admin, "SET " + name + " TO '/'");
                if (answer.startsWith("ok")) {
                    wrong.add("superuser: SET " + name + " -> " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("psql sees nothing, and neither do the errors that guess what was meant")
    void psqlAndGuesses() {
        List<String> commands = List.of(
                "\\d",
                "\\d *.*",
                "\\d+ vault.gold",
                "\\dt *.*",
                "\\dv+ *.*",
                "\\di *.*",
                "\\dn+",
                "\\df *.*",
                "\\dp *.*",
                "\\dd *.*",
                "\\ddp",
                "\\l+",
                "\\sv vault.pane",
                "\\sf vault.foresee",
                "\\ds *.*",
                "\\copy vault.gold to stdout",
                "\\copy (select * from vault.gold) to stdout");
        for (String command : commands) {
            Program.Outcome outcome = Program.run(
                    List.of(
                            "psql",
                            "-X",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + server.port(),
                            "-U",
                            "stranger",
                            "-d",
                            "dev",
                            "-c",
                            command),
                    Map.of("PGPASSWORD", PASSWORD));
            assertThat(leaks(command, outcome.output() + outcome.errors()))
                    .as(command + outcome)
                    .isEmpty();
        }
        for (String guess : List.of(
                "SELECT engravd FROM vault.gold",
                "SELECT * FROM vault.gol",
                "SELECT vault.forese(1, 2)",
                "SELECT * FROM valt.gold",
                "SHOW MODEL vault.oracl",
                "SELECT g.* EXCLUDE (x) FROM vault.gold g WHERE g.engrave = 1",
                "SELECT cast(x AS DATE) FROM vault.gold")) {
            String answer = outcome(stranger, guess);
            assertThat(answer).as(guess).doesNotStartWith("ok");
            assertThat(leaks(guess, answer)).as(answer).isEmpty();
        }
    }

    /** What the log keeps is as closed as the rest, and knows who tried. */
    @Test
    @DisplayName("the log shows a stranger's own attempts to the stranger, and all to the superuser")
    void log() throws Exception {
        outcome(stranger, "SELECT 'mine' FROM vault.gold");
        outcome(admin, "SELECT 'of the superuser'");
        String all =
                "SELECT text FROM svl_statementtext WHERE text LIKE 'SELECT ''mine%' OR text LIKE 'SELECT ''of the%'";
        String seen = "";
        for (int i = 0; i < 200 && !seen.contains("superuser"); i++) {
            seen = outcome(admin, all);
        }
        assertThat(seen).contains("SELECT 'mine'", "of the superuser");
        assertThat(outcome(stranger, all)).contains("SELECT 'mine'").doesNotContain("'of the superuser'");
    }
}
