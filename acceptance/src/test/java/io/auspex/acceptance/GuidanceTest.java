package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 4 point 1: what a user can say to guide CREATE MODEL AUTO ON, and what the model says back. */
@DisplayName("Issue 4 point 1: user guidance")
class GuidanceTest {
    private static final String TITANIC =
            "SELECT pclass, sex, age, sib_sp, parch, fare, embarked, survived FROM titanic";

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.TITANIC.load(server, connection);
        Dataset.ABALONE.load(server, connection);
        execute(
                "CREATE TABLE moments AS SELECT CAST('2023-01-01' AS TIMESTAMP) + CAST(i AS INTEGER) * INTERVAL '7 hours'"
                        + " AS seen, i % 3 AS noise, CASE WHEN (i * 7) % 24 < 12 THEN 'am' ELSE 'pm' END AS half"
                        + " FROM generate_series(1, 600) AS g(i)");
        execute("CREATE TABLE chance AS SELECT (i * 7919) % 1009 AS a, (i * 104729) % 997 AS b,"
                + " CASE WHEN (i * 31337) % 1013 < 600 THEN 'yes' ELSE 'no' END AS answer"
                + " FROM generate_series(1, 600) AS g(i)");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    @Test
    @DisplayName("PREPROCESSORS: all ten transformers train, and the function takes raw columns")
    void everyTransformer() throws SQLException {
        execute("CREATE MODEL prepared FROM (SELECT t.pclass, t.sex, t.age, t.sib_sp, t.parch, t.fare, t.embarked,"
                + " t.cabin, DATEADD(day, t.passenger_id, CAST('1912-01-01' AS DATE)) AS boarded, t.survived"
                + " FROM titanic t) TARGET survived FUNCTION f_prepared IAM_ROLE default"
                + " PROBLEM_TYPE BINARY_CLASSIFICATION OBJECTIVE 'AUC' PREPROCESSORS '["
                + "{\"ColumnSet\": [\"sex\", \"embarked\"], \"Transformers\": [\"OneHotEncoder\", \"Imputer\"]},"
                + "{\"ColumnSet\": [\"cabin\"], \"Transformers\": [\"OrdinalEncoder\", \"ImputerWithIndicator\"]},"
                + "{\"ColumnSet\": [\"pclass\"], \"Transformers\": [\"NumericPassthrough\"]},"
                + "{\"ColumnSet\": [\"age\"], \"Transformers\": [\"MinMax\", \"ImputerWithIndicator\"]},"
                + "{\"ColumnSet\": [\"fare\"], \"Transformers\": [\"Normalizer\"]},"
                + "{\"ColumnSet\": [\"boarded\"], \"Transformers\": [\"DateTimeVectorizer\"]},"
                + "{\"ColumnSet\": [\"sib_sp\", \"parch\"], \"Transformers\": [\"StandardScaler\", \"PCA\"]}]'"
                + " SETTINGS (S3_BUCKET 'b', MAX_RUNTIME 20)");
        Models.awaitReady(connection, "prepared");
        Map<String, String> shown = Models.show(connection, "prepared");
        assertThat(Double.parseDouble(shown.get("validation:auc"))).isGreaterThan(0.8);
        assertThat(notes("prepared"))
                .contains(
                        "PREPROCESSORS prepared \"sex\", \"embarked\" with Imputer, OneHotEncoder.",
                        "PCA turned 2 features into 2.");
        assertThat(number("SELECT avg(CASE WHEN f_prepared(pclass, sex, age, sib_sp, parch, fare, embarked, cabin,"
                        + " DATEADD(day, passenger_id, CAST('1912-01-01' AS DATE))) = survived THEN 1.0 ELSE 0.0 END)"
                        + " FROM titanic"))
                .isGreaterThan(0.8);
        assertThat(number("SELECT f_prepared(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)"))
                .as("§11: NULL never raises")
                .isBetween(0.0, 1.0);
        assertThat(number("SELECT f_prepared(99, 'neither', -1e300, 2147483647, -5, 'Infinity', 'Z', '?',"
                        + " '9999-12-31')"))
                .as("§11: unseen categories and numbers out of range never raise")
                .isBetween(0.0, 1.0);
    }

    @Test
    @DisplayName("PREPROCESSORS: DateTimeVectorizer finds the time of day, in a linear model too")
    void timeOfDay() throws SQLException {
        execute("CREATE MODEL halves FROM (SELECT seen, noise, half FROM moments) TARGET half FUNCTION f_half"
                + " IAM_ROLE default MODEL_TYPE LINEAR_LEARNER"
                + " PREPROCESSORS '[{\"ColumnSet\": [\"seen\"], \"Transformers\": [\"DateTimeVectorizer\"]}]'"
                + " SETTINGS (S3_BUCKET 'b', MAX_RUNTIME 20)");
        Models.awaitReady(connection, "halves");
        assertThat(Models.show(connection, "halves")).containsEntry("Model Type", "linear_learner");
        assertThat(number("SELECT avg(CASE WHEN f_half(seen, noise) = half THEN 1.0 ELSE 0.0 END) FROM moments"))
                .isGreaterThan(0.9);
    }

    @Test
    @DisplayName("PREPROCESSORS: KMEANS takes lower-case keys, and scaling changes the clusters (K3)")
    void clusters() throws SQLException {
        for (String preprocessors : List.of("none", "[{\"columnset\": [\"*\"], \"transformers\": [\"minmax\"]}]")) {
            execute("CREATE MODEL groups FROM (SELECT length * 1000 AS length, height FROM abalone) FUNCTION f_group"
                    + " IAM_ROLE default AUTO OFF MODEL_TYPE KMEANS PREPROCESSORS '" + preprocessors
                    + "' HYPERPARAMETERS DEFAULT EXCEPT (K '3') SETTINGS (S3_BUCKET 'b')");
            Models.awaitReady(connection, "groups");
            double distance =
                    Double.parseDouble(Models.show(connection, "groups").get("train:msd"));
            if (preprocessors.equals("none")) {
                assertThat(distance).isGreaterThan(100);
            } else {
                assertThat(distance).as("in units of the range").isLessThan(1);
            }
            execute("DROP MODEL groups");
        }
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            not valid JSON           | 22023 | PREPROCESSORS 'nonsense'
            unknown transformer      | 22023 | PREPROCESSORS '[{"ColumnSet":["age"],"Transformers":["Imputed"]}]'
            "cabbin"                 | 22023 | PREPROCESSORS '[{"ColumnSet":["cabbin"],"Transformers":["Imputer"]}]'
            in two sets              | 22023 | PREPROCESSORS '[{"ColumnSet":["age"],"Transformers":["Imputer"]},{"ColumnSet":["age"],"Transformers":["PCA"]}]'
            target column "survived" | 22023 | PREPROCESSORS '[{"ColumnSet":["survived"],"Transformers":["Imputer"]}]'
            cannot take column "name" | 22023 | PREPROCESSORS '[{"ColumnSet":["*"],"Transformers":["StandardScaler"]}]'
            """)
    @DisplayName("E27: PREPROCESSORS that cannot be meant leave nothing behind")
    void badPreprocessors(String word, String state, String clause) throws Exception {
        assertRefused(state, word, create("titanic", "survived", clause));
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            needs AUTO OFF       | 22023 | OBJECTIVE 'reg:squarederror'
            for MODEL_TYPE FORECAST | 22023 | OBJECTIVE 'WAPE'
            no objective 'R3'    | 22023 | OBJECTIVE 'R3'
            does not fit         | 22023 | OBJECTIVE 'R2' PROBLEM_TYPE BINARY_CLASSIFICATION
            does not fit         | 22023 | OBJECTIVE 'log_loss' PROBLEM_TYPE REGRESSION
            does not fit         | 22023 | OBJECTIVE 'MSE' PROBLEM_TYPE MULTICLASS_CLASSIFICATION
            does not fit         | 22023 | OBJECTIVE 'F1Macro' PROBLEM_TYPE (BINARY_CLASSIFICATION)
            at least three       | 22023 | OBJECTIVE 'F1Macro'
            cannot be used with AUTO OFF | 22023 | AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'F1' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT
            no problem type      | 22023 | PROBLEM_TYPE clustering
            twice                | 42601 | OBJECTIVE 'F1' OBJECTIVE 'F1'
            twice                | 42601 | PROBLEM_TYPE REGRESSION AUTO ON PROBLEM_TYPE REGRESSION
            """)
    @DisplayName("E14: objectives of another family, and clauses given twice, leave nothing behind")
    void badObjectives(String word, String state, String clause) throws Exception {
        assertRefused(state, word, create("titanic", "survived", clause));
    }

    @ParameterizedTest(name = "{0}: {1} means {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            g_mse      | OBJECTIVE 'mse'                                      | Regression               | MSE      | validation:mse
            g_f1       | problem_type binary_classification                   | BinaryClassification     | F1       | validation:f1_binary
            g_accuracy | OBJECTIVE 'accuracy' PROBLEM_TYPE(BINARY_CLASSIFICATION) | BinaryClassification | Accuracy | validation:accuracy
            g_auc      | OBJECTIVE ('AUC')                                    | BinaryClassification     | AUC      | validation:auc
            g_loss     | OBJECTIVE 'Log_Loss'                                 | BinaryClassification     | LogLoss  | validation:log_loss
            g_balanced | OBJECTIVE 'balancedaccuracy'                         | BinaryClassification     | BalancedAccuracy | validation:balanced_accuracy
            g_mae      | OBJECTIVE 'MAE'                                      | Regression               | MAE      | validation:mae
            """)
    @DisplayName(
            "OBJECTIVE and PROBLEM_TYPE: what is selected by is what is reported (§2.4, §4.4), in every spelling (§1.1)")
    void objectivesOfTwoValues(String model, String clause, String problem, String objective, String metric)
            throws SQLException {
        guided(model, "(" + TITANIC + ")", "'Survived'", clause, problem, objective, metric);
    }

    @ParameterizedTest(name = "{0}: {1} means {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            m_default  | PROBLEM_TYPE MULTICLASS_CLASSIFICATION | Accuracy | validation:multiclass_accuracy
            m_macro    | OBJECTIVE 'F1Macro'                    | F1_Macro | validation:f1
            m_macro_2  | objective 'f1_macro'                   | F1_Macro | validation:f1
            """)
    @DisplayName("OBJECTIVE: of more than two classes; the linear learner has a name of its own for accuracy")
    void objectivesOfManyClasses(String model, String clause, String objective, String metric) throws SQLException {
        guided(
                model,
                "(SELECT length, height, shell_weight, rings, sex FROM abalone LIMIT 1500)",
                "sex",
                clause + " model_type linear_learner",
                "MulticlassClassification",
                objective,
                metric);
    }

    private static void guided(
            String model, String source, String target, String clause, String problem, String objective, String metric)
            throws SQLException {
        String modelType = clause.contains("model_type") ? "" : " MODEL_TYPE XGBoost";
        execute("CREATE MODEL " + model + " FROM " + source + " TARGET " + target + " FUNCTION f_" + model
                + " IAM_ROLE DEFAULT" + modelType + " " + clause
                + " SETTINGS (s3_garbage_collect off, S3_BUCKET 'bucket', max_runtime 8)");
        Models.awaitReady(connection, model);
        Map<String, String> shown = Models.show(connection, model);
        assertThat(shown)
                .containsEntry("Problem Type", problem)
                .containsEntry("Objective", objective)
                .containsEntry("Model Type", modelType.isEmpty() ? "linear_learner" : "xgboost")
                .containsKey(metric);
        assertThat(shown.keySet().stream().filter(key -> key.startsWith("validation:")))
                .containsExactly(metric);
    }

    @Test
    @DisplayName("§1.1: clauses in any order, as AWS's own pages have them")
    void anyOrder() throws SQLException {
        List<String> said = Psql.run(
                server,
                "CREATE MODEL reversed SETTINGS (MAX_RUNTIME 5, S3_BUCKET 'b') PREPROCESSORS 'none' OBJECTIVE 'mse'"
                        + " problem_type regression model_type linear_learner AUTO ON IAM_ROLE DEFAULT FUNCTION f_reversed"
                        + " TARGET 'Rings' FROM abalone");
        assertThat(said).containsExactly("CREATE MODEL");
        Models.awaitReady(connection, "reversed");
        assertThat(Models.show(connection, "reversed"))
                .containsEntry("Model Type", "linear_learner")
                .containsEntry("Target Column", "RINGS");
    }

    @Test
    @DisplayName("§2.4 and §11: SHOW MODEL says which rule decided, what was left out and what the model is worth")
    void notes() throws SQLException {
        execute("CREATE MODEL noted FROM (SELECT *, 'x' AS same FROM abalone) TARGET rings FUNCTION f_noted"
                + " IAM_ROLE default MODEL_TYPE LINEAR_LEARNER"
                + " SETTINGS (S3_BUCKET 'b', MAX_CELLS 20000, MAX_RUNTIME 8)");
        Models.awaitReady(connection, "noted");
        List<String> notes = notes("noted");
        assertThat(notes.get(0)).isEqualTo("The target \"rings\" has whole numbers with more than 20 distinct values.");
        assertThat(notes)
                .contains(
                        "MAX_CELLS allows 2000 of 4177 rows; they were drawn at random.",
                        "Column \"same\" is not used: it has the same value in every row.");
        assertThat(notes.get(notes.size() - 1)).startsWith("Saying the mean, ").contains("validation:mse");
        assertThat(keys("noted"))
                .as("Redshift's rows come first")
                .endsWith("Max Runtime", "", "Training Rows", "", "TRAINING NOTES:");
    }

    @Test
    @DisplayName("A model that learnt nothing says so")
    void warning() throws SQLException {
        execute("CREATE MODEL luck FROM chance TARGET answer FUNCTION f_luck IAM_ROLE default"
                + " MODEL_TYPE LINEAR_LEARNER OBJECTIVE 'AUC' SETTINGS (S3_BUCKET 'b', MAX_RUNTIME 8)");
        Models.awaitReady(connection, "luck");
        List<String> notes = notes("luck");
        assertThat(notes.get(notes.size() - 1))
                .startsWith("WARNING: the model is no better than saying 'yes' for every row: validation:auc ");
    }

    @Test
    @DisplayName("§11: MAX_RUNTIME that cuts a search off is visible, and the best so far answers")
    void cutOff() throws SQLException {
        execute("CREATE MODEL hasty FROM abalone TARGET rings FUNCTION f_hasty IAM_ROLE default"
                + " MODEL_TYPE XGBOOST SETTINGS (S3_BUCKET 'b', MAX_RUNTIME 4)");
        Map<String, String> shown = Models.awaitEnd(connection, "hasty", Duration.ofMinutes(2));
        assertThat(shown)
                .containsEntry("Model State", "READY")
                .containsEntry("Training Job Status", "MaxAutoMLJobRuntimeReached");
        assertThat(notes("hasty")).anyMatch(note -> note.startsWith("MAX_RUNTIME "));
        assertThat(number("SELECT avg(f_hasty(sex, length, diameter, height, whole_weight, shucked_weight,"
                        + " viscera_weight, shell_weight)) FROM abalone"))
                .isCloseTo(9.9, within(2.0));
    }

    private static String create(String table, String target, String clause) {
        return "CREATE MODEL bad FROM " + table + " TARGET " + target + " FUNCTION f_bad IAM_ROLE default " + clause
                + " SETTINGS (S3_BUCKET 'b')";
    }

    private static void assertRefused(String state, String word, String sql) throws Exception {
        Set<Path> foldersBefore = jobFolders();
        assertThatThrownBy(() -> execute(sql)).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).as("%s: %s", sql, e.getMessage()).isEqualTo(state);
            assertThat(e.getMessage()).contains(word).doesNotContain("\tat ", "java.", "jackson");
        });
        try (Statement statement = connection.createStatement();
                ResultSet models = statement.executeQuery("SHOW MODEL ALL")) {
            while (models.next()) {
                assertThat(models.getString("Model Name")).isNotEqualTo("bad");
            }
        }
        assertThatThrownBy(() -> execute("SELECT f_bad(1)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42883"));
        assertThat(jobFolders()).as("an earlier job's folder may still go").isSubsetOf(foldersBefore);
    }

    private static Set<Path> jobFolders() throws IOException {
        Path jobs = data.resolve("jobs");
        if (!Files.isDirectory(jobs)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(jobs)) {
            return folders.collect(Collectors.toSet());
        }
    }

    private static List<String> keys(String model) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW MODEL " + model)) {
            while (rows.next() && !"TRAINING NOTES:".equals(rows.getString("Key"))) {
                keys.add(rows.getString("Key"));
            }
        }
        keys.add("TRAINING NOTES:");
        return keys;
    }

    private static List<String> notes(String model) throws SQLException {
        List<String> notes = new ArrayList<>();
        boolean within = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW MODEL " + model)) {
            while (rows.next()) {
                if (within) {
                    assertThat(rows.getString("Key")).as("notes have no keys").isEmpty();
                    notes.add(rows.getString("Value"));
                }
                within |= "TRAINING NOTES:".equals(rows.getString("Key"));
            }
        }
        return notes;
    }

    private static double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getDouble(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
