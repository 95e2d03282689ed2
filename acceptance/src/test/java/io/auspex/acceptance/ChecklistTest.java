package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The acceptance checklist, redshift-ml.md §11, as far as no other class shows it. One small model a kind, for all.
 *
 * <pre>
 *   line of §11                                 shown by
 *   tutorials T1-T9, T11                        examples/redshift-ml and its test; T12 ModelTypeTest, T10 also ForecastTest
 *   E01-E31                                     ErrorCodesTest; E31 PrivilegeMatrixTest
 *   probability names, labels[0], sums          here, for every type of target; a searched F1 threshold: SuperTest
 *   SHOW MODEL, rebuilding as BYOM              here; ImportModelTest has BYOM's own layout, LifecycleTest replacement rows
 *   what a non-owner sees                       PrivilegeMatrixTest
 *   EXPLAIN_MODEL's statuses and report         ExplainTest
 *   calls and DROP MODEL during TRAINING        here; of a replacement: LifecycleTest
 *   where prediction functions work             SuperTest; the rest here
 *   NULL, unseen, out of range                  here; with all ten transformers: GuidanceTest
 *   MAX_CELLS and MAX_RUNTIME visible           GuidanceTest
 *   quality of section 8                        here (churn); T7: TutorialsTest; T10: ForecastTest
 * </pre>
 */
@DisplayName("Issue 4, §11: the acceptance checklist")
class ChecklistTest {
    private static final String LINEAR = " MODEL_TYPE LINEAR_LEARNER SETTINGS (S3_BUCKET 'bucket', MAX_MODELS 1)";
    private static final String OWN_ROWS_END = "|Max Runtime";

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void train() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        execute("CREATE TABLE samples AS SELECT CAST(i AS integer) AS i, CAST(i * 7 % 31 AS float8) AS d,"
                + " CAST('c' || i % 4 AS varchar(5)) AS word, CAST(i % 3 AS smallint) AS t_smallint,"
                + " CAST(i % 3 * 10 - 10 AS integer) AS t_integer, CAST(i % 3 * 5000000000 AS bigint) AS t_bigint,"
                + " CAST(i % 3 * 0.1 AS real) AS t_real, CAST(i % 3 * 0.1 AS float8) AS t_double, i % 3 = 0 AS t_boolean,"
                + " CAST(CASE i % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'bb' ELSE 'c\"c' END AS char(3)) AS t_char,"
                + " CAST(CASE i % 3 WHEN 0 THEN 'True.' WHEN 1 THEN 'it''s' ELSE ' x ' END AS varchar(9)) AS t_varchar,"
                + " CAST('2020-01-01' AS date) + CAST(i AS integer) AS day, CAST(i % 3 AS float8) + CAST(i AS float8) / 9000 AS near"
                + " FROM generate_series(1, 600) AS g(i)");
        for (String type : List.of("smallint", "integer", "bigint", "real", "double", "boolean", "char", "varchar")) {
            execute("CREATE MODEL m_" + type + " FROM (SELECT near, word, t_" + type + " FROM samples) TARGET t_" + type
                    + " FUNCTION f_" + type + " IAM_ROLE default"
                    + (type.equals("boolean") ? "" : " PROBLEM_TYPE MULTICLASS_CLASSIFICATION") + LINEAR);
        }
        execute(
                "CREATE MODEL number FROM (SELECT near, word, i FROM samples) TARGET i FUNCTION f_number IAM_ROLE default"
                        + " PROBLEM_TYPE REGRESSION" + LINEAR);
        execute(
                "CREATE MODEL net FROM (SELECT near, word, t_boolean FROM samples) TARGET t_boolean FUNCTION f_net IAM_ROLE"
                        + " default MODEL_TYPE MLP SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 30, MAX_MODELS 1)");
        execute("CREATE MODEL trees FROM (SELECT near, d, t_smallint FROM samples) TARGET t_smallint FUNCTION f_trees"
                + " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'multi:softmax' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_CLASS '3', NUM_ROUND '5')"
                + " SETTINGS (S3_BUCKET 'bucket', S3_GARBAGE_COLLECT OFF)");
        execute("CREATE MODEL clusters FROM (SELECT near, d FROM samples) FUNCTION f_clusters IAM_ROLE default AUTO OFF"
                + " MODEL_TYPE KMEANS PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (K '4')"
                + " SETTINGS (S3_BUCKET 'bucket', KMS_KEY_ID 'key')");
        execute(
                "CREATE MODEL future FROM (SELECT word, day, d FROM samples) TARGET d IAM_ROLE default MODEL_TYPE FORECAST"
                        + " SETTINGS (S3_BUCKET 'bucket', HORIZON 4, FREQUENCY 'D', MAX_RUNTIME 20)");
        for (String model : List.of("m_varchar", "number", "net", "trees", "clusters", "future")) {
            Models.awaitReady(connection, model);
        }
        rebuild("trees", "imported", "f_imported", "int4");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            smallint | int2    | 0, 1, 2
            integer  | int4    | -10, 0, 10
            bigint   | int8    | 0, 10000000000, 5000000000
            double   | float8  | 0, 0.1, 0.2
            boolean  | bool    | f, t
            char     | varchar | a, bb, c"c
            varchar  | varchar |  x , True., it's
            """, ignoreLeadingAndTrailingWhitespace = false)
    @DisplayName(
            "Both probability names resolve; labels[0] is the class for every row, sums are 1, descending; types of §5")
    void probabilities(String cell, String typeCell, String labelsCell) throws SQLException {
        String type = cell.strip();
        String labels = labelsCell.substring(1);
        Models.awaitReady(connection, "m_" + type);
        String arguments = type + "(near, word)";
        assertThat(typeOf("SELECT f_" + arguments + " FROM samples")).isEqualTo(typeCell.strip());
        for (String twin : List.of("_prob", "_probabilities")) {
            String call = "f_" + type + twin + "(near, word)";
            assertThat(typeOf("SELECT " + call + " FROM samples")).as(call).isEqualTo("varchar");
            assertThat(texts("SELECT count(*), count(CASE WHEN t.p.labels[0]::varchar = c THEN 1 END),"
                            + " count(CASE WHEN abs(s - 1) < 1e-6 THEN 1 END) FROM (SELECT r.p AS p, r.c AS c,"
                            + " sum(CAST(r.p.probabilities[k] AS float8)) AS s FROM (SELECT i, " + call + " AS p,"
                            + classText(type)
                            + " AS c FROM samples) r, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2) n"
                            + " WHERE k < " + labels.split(", ").length + " GROUP BY r.i, r.p, r.c) t"))
                    .as(call)
                    .containsExactly("600|600|600");
            assertThat(texts("SELECT count(*) FROM (SELECT " + call + " AS p FROM samples) t"
                            + " WHERE t.p.probabilities[0] >= t.p.probabilities[1]"))
                    .containsExactly("600");
        }
        assertThat(String.join(
                        ", ",
                        texts("SELECT DISTINCT label::varchar FROM (SELECT f_" + type
                                + "_prob(near, word) AS p FROM samples) t, t.p.labels AS label ORDER BY 1")))
                .isEqualTo(labels);
        assertThat(Integer.parseInt(texts("SELECT count(*) FROM samples WHERE f_" + arguments + " = t_" + type)
                        .get(0)))
                .as("right answers of 600")
                .isGreaterThan(type.equals("boolean") ? 390 : 400);
    }

    private static String classText(String type) {
        String call = "f_" + type + "(near, word)";
        return switch (type) {
            case "boolean" -> "CASE WHEN " + call + " THEN 't' ELSE 'f' END";
            case "real", "double" -> "CASE WHEN " + call + " = 0 THEN '0' ELSE CAST(" + call + " AS varchar) END";
            default -> "CAST(" + call + " AS varchar)";
        };
    }

    @Test
    @DisplayName(
            "§5: regression gives DOUBLE PRECISION whatever the target; KMEANS and BYOM what §5 says; no twins for them")
    void otherTypes() throws SQLException {
        assertThat(typeOf("SELECT f_number(near, word) FROM samples")).isEqualTo("float8");
        assertThat(typeOf("SELECT f_clusters(near, d) FROM samples")).isEqualTo("int4");
        assertThat(typeOf("SELECT f_trees(near, d) FROM samples")).isEqualTo("int2");
        assertThat(typeOf("SELECT f_imported(near, d) FROM samples")).isEqualTo("int4");
        assertThat(texts("SELECT min(f_clusters(near, d)), max(f_clusters(near, d)) FROM samples"))
                .containsExactly("0|3");
        for (String twin : List.of("f_number_prob(1, 'c1')", "f_trees_prob(1, 1)", "f_clusters_probabilities(1, 1)")) {
            assertThat(failure("SELECT " + twin).getSQLState()).as(twin).isEqualTo("42883");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            m_varchar ; validation:multiclass_accuracy|Estimated Cost||TRAINING DATA:|Query|||Target Column||PARAMETERS:|Model Type|Problem Type|Objective|AutoML Job Name|Function Name||Function Parameters|Function Parameter Types|IAM Role|S3 Bucket|Max Runtime
            number    ; validation:mse|Estimated Cost||TRAINING DATA:|Query|||Target Column||PARAMETERS:|Model Type|Problem Type|Objective|AutoML Job Name|Function Name|Function Parameters|Function Parameter Types|IAM Role|S3 Bucket|Max Runtime
            net       ; validation:f1_binary|Estimated Cost||TRAINING DATA:|Query|||Target Column||PARAMETERS:|Model Type|Problem Type|Objective|AutoML Job Name|Function Name||Function Parameters|Function Parameter Types|IAM Role|S3 Bucket|Max Runtime
            trees     ; train:merror|Estimated Cost||TRAINING DATA:|Query|||Target Column||PARAMETERS:|Model Type|Training Job Name|Function Name|Function Parameters|Function Parameter Types|IAM Role|S3 Bucket|Max Runtime||HYPERPARAMETERS:|num_class|num_round|objective
            clusters  ; train:msd|train:progress|train:throughput|Estimated Cost||TRAINING DATA:|Query|||PARAMETERS:|Model Type|Training Job Name|Function Name|Function Parameters|Function Parameter Types|IAM Role|S3 Bucket|KMS Key|Max Runtime||HYPERPARAMETERS:|feature_dim|k
            imported  ; |PARAMETERS:|Job Name|Function Name||Inference Type|Function Parameter Types|Function Return Type|IAM Role|S3 Bucket
            """)
    @DisplayName("SHOW MODEL returns exactly Key, Value; rows in the order of §4.3 when READY")
    void ready(String model, String expected) throws SQLException {
        String head = "Model Name|Schema Name|Owner|Creation Time|Model State|";
        assertThat(keys(model)).as(expected).isEqualTo(head + expected);
    }

    @Test
    @DisplayName("SHOW MODEL of a forecast (§4.3): no function, Max Runtime last")
    void readyForecast() throws SQLException {
        assertThat(keys("future"))
                .startsWith("Model Name|Schema Name|Owner|Creation Time|Model State|")
                .endsWith(
                        "|Estimated Cost||TRAINING DATA:|Query|||Target Column||PARAMETERS:|Model Type|Problem Type|Objective"
                                + "|AutoML Job Name|Function Parameters|IAM Role|S3 Bucket|Max Runtime");
    }

    @Test
    @DisplayName("SHOW MODEL while TRAINING: the call fails cleanly; DROP MODEL stops work and frees names at once")
    void training() throws Exception {
        String create = "CREATE MODEL %s FROM samples TARGET t_integer FUNCTION f_slow IAM_ROLE default"
                + " SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 600)";
        execute(create.formatted("slow"));
        assertThat(Models.show(connection, "slow"))
                .containsEntry("Model State", "TRAINING")
                .containsEntry("Model Type", "auto")
                .containsEntry("Problem Type", "")
                .containsEntry("Objective", "")
                .containsKey("Training Progress");
        assertThat(keys("slow"))
                .isEqualTo(
                        "Model Name|Schema Name|Owner|Creation Time|Model State||TRAINING DATA:|Table||Target Column||PARAMETERS:"
                                + "|Model Type|Problem Type|Objective|AutoML Job Name|Function Name|Function Parameters"
                                + "|Function Parameter Types|IAM Role|S3 Bucket|Max Runtime");
        String nulls = "(" + String.join(", ", java.util.Collections.nCopies(12, "NULL")) + ")";
        for (String function : List.of("f_slow", "f_slow_prob", "f_slow_probabilities")) {
            SQLException error = failure("SELECT " + function + nulls + " FROM samples");
            assertThat(error.getSQLState()).isEqualTo("55000");
            assertThat(error.getMessage()).contains("public.slow").contains("TRAINING");
        }
        assertThat(texts("SELECT life_cycle FROM stv_ml_model_info WHERE model_name = 'slow'"))
                .containsExactly("training");
        execute("DROP MODEL slow");
        assertThat(failure("SELECT f_slow" + nulls).getSQLState()).isEqualTo("42883");
        execute(create.formatted("slow"));
        execute("DROP MODEL slow");
        execute(create.formatted("other_slow"));
        execute("DROP MODEL other_slow");
        assertThat(texts("SELECT count(*) FROM pg_proc WHERE proname LIKE 'f\\\\_slow%'"))
                .containsExactly("0");
    }

    @Test
    @DisplayName("SHOW MODEL when FAILED: the reason stands behind the state, advice behind Redshift's rows")
    void failed() throws SQLException {
        execute(
                "CREATE MODEL failing FROM (SELECT 1 AS same, t_integer FROM samples) TARGET t_integer FUNCTION f_failing"
                        + " IAM_ROLE default PROBLEM_TYPE REGRESSION" + LINEAR);
        Models.awaitEnd(connection, "failing", java.time.Duration.ofMinutes(2));
        assertThat(keys("failing"))
                .isEqualTo(
                        "Model Name|Schema Name|Owner|Creation Time|Model State|Failure Reason||TRAINING DATA:|Query|||Target"
                                + " Column||PARAMETERS:|Model Type|Problem Type|Objective|AutoML Job Name|Function Name|Function"
                                + " Parameters|Function Parameter Types|IAM Role|S3 Bucket|Max Runtime");
        assertThat(failure("SELECT f_failing(1)").getSQLState()).isEqualTo("55000");
        execute("DROP MODEL failing");
    }

    /** What AWS's versioning script does: read the model's description, and import its job under another name. */
    private static void rebuild(String model, String name, String function, String returns) throws SQLException {
        Map<String, String> shown = Models.show(connection, model);
        String job = shown.getOrDefault("AutoML Job Name", shown.get("Training Job Name"));
        execute("CREATE MODEL " + name + " FROM '" + job + "' FUNCTION " + function + "("
                + shown.get("Function Parameter Types").replace(" ", ", ") + ") RETURNS " + returns + " IAM_ROLE '"
                + shown.get("IAM Role") + "' SETTINGS (S3_BUCKET '" + shown.get("S3 Bucket") + "')");
    }

    @Test
    @DisplayName(
            "A script rebuilds a BYOM statement from SHOW MODEL, for AUTO ON and AUTO OFF; Query is the training query")
    void versioningScript() throws SQLException {
        assertThat(texts("SELECT count(*) FROM samples WHERE f_imported(near, d) = f_trees(near, d)"))
                .containsExactly("600");
        rebuild("m_varchar", "again", "f_again", "varchar(9)");
        assertThat(texts("SELECT count(*) FROM samples WHERE f_again(near, word) = f_varchar(near, word)"))
                .containsExactly("600");
        rebuild("number", "again_number", "f_again_number", "float8");
        assertThat(texts("SELECT count(*) FROM samples WHERE f_again_number(near, word) = f_number(near, word)"))
                .containsExactly("600");
        execute("DROP MODEL again");
        execute("DROP MODEL again_number");
        StringBuilder query = new StringBuilder();
        boolean within = false;
        for (String row : texts("SHOW MODEL trees")) {
            within = row.startsWith("Query|") || (within && row.startsWith("|") && row.length() > 1);
            query.append(within ? row.substring(row.indexOf('|') + 1) + " " : "");
        }
        assertThat(query.toString().strip()).isEqualTo("SELECT NEAR, D, T_SMALLINT FROM SAMPLES");
        execute("SELECT count(*) FROM (" + query + ") q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM samples WHERE f_trees(near, d) = 1",
                "SELECT count(*) FROM (SELECT f_trees(near, d) AS c FROM samples ORDER BY f_trees(near, d) DESC) WHERE c = 1",
                "SELECT sum(CASE f_trees(near, d) WHEN 1 THEN 1 ELSE 0 END) FROM samples",
                "SELECT count(*) FROM samples s JOIN (SELECT 1 AS k) x ON f_trees(s.near, s.d) = x.k",
                "SELECT max(n) FROM (SELECT f_trees(near, d) AS c, count(*) AS n FROM samples GROUP BY 1 HAVING f_trees(near, d) = 1)",
                "SELECT sum(n) FROM (SELECT count(*) OVER (PARTITION BY f_trees(near, d)) * 0 + 1 AS n, f_trees(near, d) AS c FROM samples) WHERE c = 1",
                "WITH q AS (SELECT f_trees(near, d) AS c FROM samples) SELECT count(*) FROM q WHERE c IN (SELECT 1)",
                "SELECT count(*) FROM samples s WHERE EXISTS (SELECT 1 FROM samples o WHERE o.i = s.i AND f_trees(o.near, o.d) = 1)",
                "SELECT count(DISTINCT i) FROM samples WHERE coalesce(nullif(f_trees(near, d), 0), 9) = 1"
            })
    @DisplayName("Prediction functions work wherever a scalar function does (what SuperTest does not show)")
    void everywhere(String query) throws SQLException {
        List<String> rows = texts("SELECT f_trees(near, d) FROM samples");
        assertThat(texts(query))
                .containsExactly(Long.toString(rows.stream().filter("1"::equals).count()));
    }

    @Test
    @DisplayName("Prediction functions in UPDATE SET, DELETE, INSERT … SELECT, a view and prepared statements")
    void statements() throws SQLException {
        execute("CREATE TABLE filled (near float8, d float8, c int)");
        execute("INSERT INTO filled SELECT near, d, f_trees(near, d) + 10 FROM samples");
        execute("UPDATE filled SET c = f_trees(near, d) WHERE c = f_trees(near, d) + 10");
        execute("CREATE VIEW seen AS SELECT near, d, f_trees(near, d) AS c FROM filled");
        assertThat(texts("SELECT count(*) FROM filled f JOIN seen s ON s.near = f.near AND s.d = f.d AND s.c = f.c"))
                .containsExactly("600");
        execute("DELETE FROM filled WHERE f_trees(near, d) <> 1");
        assertThat(texts("SELECT min(c), max(c) FROM filled")).containsExactly("1|1");
        try (var prepared = connection.prepareStatement("SELECT f_trees(?, ?), f_varchar(?, ?)")) {
            prepared.setDouble(1, 1.0);
            prepared.setInt(2, 5);
            prepared.setDouble(3, 1.0);
            prepared.setString(4, "c1");
            try (ResultSet row = prepared.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isBetween(0, 2);
                assertThat(row.getString(2)).isIn("True.", "it's", " x ");
            }
        }
        execute("DROP VIEW seen");
        execute("DROP TABLE filled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"f_varchar", "f_varchar_prob", "f_number", "f_net", "f_net_probabilities", "f_number_explain"})
    @DisplayName("NULL, unseen category and out-of-range numbers never raise: AUTO ON models answer")
    void hostileTexts(String function) throws SQLException {
        for (String arguments : List.of(
                "NULL, NULL",
                "1, NULL",
                "NULL, 'c1'",
                "1, 'never seen'",
                "1, ''",
                "1e308, 'c1'",
                "-1e308, 'c1'",
                "'NaN'::float8, 'c1'",
                "'Infinity'::float8, 'c1'",
                "'-Infinity'::float8, repeat('\u00e4', 60000)")) {
            assertThat(texts("SELECT " + function + "(" + arguments + ") IS NULL"))
                    .as(arguments)
                    .containsExactly("f");
        }
    }

    @ParameterizedTest
    @CsvSource({"f_trees, f", "f_imported, f", "f_clusters, t"})
    @DisplayName(
            "NULL and out-of-range numbers never raise: XGBOOST and BYOM take the missing branch, KMEANS gives NULL")
    void hostileNumbers(String function, String isNull) throws SQLException {
        for (String arguments : List.of("NULL, NULL", "1, NULL", "NULL, 1", "'NaN'::float8, 1")) {
            assertThat(texts("SELECT " + function + "(" + arguments + ") IS NULL"))
                    .as(arguments)
                    .containsExactly(isNull);
        }
        for (String arguments : List.of("1e308, -1e308", "9223372036854775807, 1", "'Infinity'::float8, 1")) {
            texts("SELECT " + function + "(" + arguments + ")");
        }
    }

    @Test
    @DisplayName(
            "§5: ordinary implicit casts of arguments; wrong count or uncastable type is a function that does not exist")
    void arguments() throws SQLException {
        for (String arguments :
                List.of("1, 5", "1.0, 5.0", "1::smallint, 5::bigint", "1::real, 5::decimal(9,2)", "'1', '5'")) {
            assertThat(texts("SELECT f_trees(" + arguments + ")"))
                    .as(arguments)
                    .isEqualTo(texts("SELECT f_trees(1.0::float8, 5.0::float8)"));
        }
        assertThat(texts("SELECT f_varchar(1, 'c1'::char(5)) = f_varchar(1.0, 'c1'::varchar)"))
                .containsExactly("t");
        for (String call :
                List.of("f_trees()", "f_trees(1)", "f_trees(1, 2, 3)", "f_trees_prob(1, 2)", "nowhere.f_trees(1, 2)")) {
            SQLException error = failure("SELECT " + call);
            assertThat(error.getSQLState())
                    .as("%s: %s", call, error.getMessage())
                    .isIn("42883", "3F000");
            boolean counted = call.startsWith("f_trees(");
            assertThat(error.getMessage())
                    .contains(counted ? "function f_trees takes 2 arguments, not" : "does not exist");
        }
        SQLException error = failure("SELECT f_trees(day, d) FROM samples");
        assertThat(error.getSQLState()).as(error.getMessage()).isIn("42883", "42846", "42804");
    }

    @ParameterizedTest
    @CsvSource({
        "stv_ml_model_info, schema_name user_name model_name life_cycle is_refreshable model_state",
        "svv_ml_model_info, database_name schema_name user_name model_name life_cycle is_refreshable model_state"
    })
    @DisplayName("§4.5: columns and types of the system views")
    void systemViews(String view, String columns) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + view + " WHERE model_name = 'trees'")) {
            ResultSetMetaData shape = rows.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= shape.getColumnCount(); i++) {
                names.add(shape.getColumnName(i));
                assertThat(shape.getColumnTypeName(i))
                        .as(shape.getColumnName(i))
                        .isIn(
                                shape.getColumnName(i).equals("is_refreshable")
                                        ? Set.of("int4")
                                        : Set.of("bpchar", "varchar"));
            }
            assertThat(String.join(" ", names)).isEqualTo(columns);
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("user_name")).isEqualTo("awsuser");
            assertThat(rows.getString("model_state")).isEqualTo("Model is Ready");
            assertThat(rows.getInt("is_refreshable")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Quality (§8): churn with its 20 features, F1 above 0.82 in validation and 0.8 on rows kept aside")
    void churn() throws SQLException {
        Dataset.CHURN.load(server, connection);
        execute("CREATE TABLE calls AS SELECT *, row_number() OVER (ORDER BY phone) % 5 AS part FROM churn_telecom");
        String features =
                "state, account_length, area_code, phone, intl_plan, vmail_plan, vmail_message, day_mins, day_calls,"
                        + " day_charge, eve_mins, eve_calls, eve_charge, night_mins, night_calls, night_charge, intl_mins, intl_calls,"
                        + " intl_charge, cust_serv_calls";
        execute("CREATE MODEL churned FROM (SELECT " + features
                + ", churn FROM calls WHERE part < 4) TARGET churn FUNCTION"
                + " f_churned IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 180, MAX_MODELS 10)");
        Models.awaitReady(connection, "churned");
        assertThat(Double.parseDouble(Models.show(connection, "churned").get("validation:f1_binary")))
                .isGreaterThan(0.82);
        assertThat(Double.parseDouble(texts("SELECT 2.0 * sum(CASE WHEN y LIKE 'T%' AND f LIKE 'T%' THEN 1 ELSE 0 END)"
                                + " / (sum(CASE WHEN y LIKE 'T%' THEN 1 ELSE 0 END) + sum(CASE WHEN f LIKE 'T%' THEN 1 ELSE 0 END))"
                                + " FROM (SELECT churn AS y, f_churned(" + features
                                + ") AS f FROM calls WHERE part = 4)")
                        .get(0)))
                .isGreaterThan(0.8);
    }

    /** The keys of SHOW MODEL that Redshift has too, joined by bars; whether the clock ended the training does not count. */
    private static String keys(String model) throws SQLException {
        List<String> keys = new ArrayList<>();
        for (String row : texts("SHOW MODEL " + model)) {
            keys.add(row.substring(0, row.indexOf('|')));
        }
        String all = String.join("|", keys);
        for (String own :
                List.of("||Training Progress", "||Hint", "||Training Rows", "||TRAINING NOTES:", "||REPLACEMENT:")) {
            int at = all.indexOf(own);
            if (at >= 0) {
                assertThat(at)
                        .as("%s lies behind Redshift's rows in %s", own, all)
                        .isGreaterThan(all.indexOf(OWN_ROWS_END));
                all = all.substring(0, at);
            }
        }
        return all.replace("|Training Job Status", "");
    }

    private static String typeOf(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getMetaData().getColumnTypeName(1);
        }
    }

    private static SQLException failure(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("this should fail: " + sql);
    }

    private static List<String> texts(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(result.getString(i));
                }
                rows.add(String.join("|", cells));
            }
        }
        return rows;
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
