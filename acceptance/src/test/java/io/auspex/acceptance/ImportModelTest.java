package io.auspex.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 4 point 5, bring your own model: files trained elsewhere become functions, through a real server and drivers. */
class ImportModelTest {
    private static final Path IMPORTED =
            Path.of("..", "model", "src", "test", "resources", "io", "auspex", "model", "importer");
    private static final String FEATURES =
            "sex_code, length, diameter, height, whole_weight, shucked_weight," + " viscera_weight, shell_weight";

    @TempDir
    static Path data;

    private static ServerProcess server;
    private static Connection connection;
    private static float[] expectedRings;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(data);
        connection = server.connect();
        Dataset.ABALONE.load(server, connection);
        // T11's statement has nine arguments, one of which leaks the label: rings is passed as a feature.
        run(
                "CREATE TABLE abalone_test AS SELECT row_number() OVER () AS id, rings, CASE sex WHEN 'M' THEN 0 WHEN 'F' THEN 1"
                        + " ELSE 2 END AS sex_code, length, diameter, height, whole_weight, shucked_weight, viscera_weight,"
                        + " shell_weight FROM abalone");
        trainElsewhere();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
    }

    private static void trainElsewhere() throws XGBoostError, IOException, SQLException {
        List<Float> values = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT rings, " + FEATURES + ", rings FROM abalone_test ORDER BY id")) {
            while (rows.next()) {
                for (int column = 1; column <= 9; column++) {
                    values.add((float) rows.getDouble(column));
                }
                labels.add((float) rows.getDouble(10));
            }
        }
        DMatrix matrix = new DMatrix(floats(values), labels.size(), 9, Float.NaN);
        matrix.setLabel(floats(labels));
        Booster booster = XGBoost.train(
                matrix,
                Map.of("objective", "reg:squarederror", "max_depth", 4, "nthread", 2),
                12,
                Map.of(),
                null,
                null);
        expectedRings = new float[labels.size()];
        float[][] predicted = booster.predict(matrix);
        for (int row = 0; row < expectedRings.length; row++) {
            expectedRings[row] = predicted[row][0];
        }
        byte[] ubjson = booster.toByteArray("ubj");
        put("abalone/output/model.tar.gz", tarGz(Map.of("xgboost-model", ubjson)));
        put("abalone/model.ubj", ubjson);
        booster.dispose();
        matrix.dispose();
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private static void put(String key, byte[] content) throws IOException {
        Path file = data.resolve("s3").resolve("bucket").resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] tarGz(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        }
        return values;
    }

    private static String imported(String model, String source, String types, String returns) {
        return "CREATE MODEL " + model + " FROM 's3://bucket/" + source + "' FUNCTION " + model + "_f(" + types
                + ") RETURNS " + returns + " IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')";
    }

    @Test
    @DisplayName("T11: the statement of AWS's sample, nine arguments, RETURNS int; its queries for RMSE run")
    void runsTheStatementOfTheSample() throws SQLException {
        run("CREATE MODEL demo_abalone FROM 's3://bucket/abalone/output/model.tar.gz'"
                + " FUNCTION demo_predict(int, int, float, float, float, float, float, float, float) RETURNS int"
                + " IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML' SETTINGS (S3_BUCKET 'bucket')");
        List<String> rings = column("SELECT demo_predict(rings, " + FEATURES + ") FROM abalone_test ORDER BY id");
        assertThat(rings).hasSize(expectedRings.length);
        for (int row = 0; row < expectedRings.length; row++) {
            assertThat(rings.get(row)).as("row %d", row).isEqualTo(Integer.toString((int) expectedRings[row]));
        }
        assertThat(Double.parseDouble(column("SELECT sqrt(avg(power(rings - demo_predict(rings, " + FEATURES
                                + "), 2))) FROM abalone_test")
                        .get(0)))
                .isBetween(0.0, 1.5);
    }

    @Test
    @DisplayName("RETURNS float8 is the library's own number, decimal cuts it off; after a restart too")
    void givesTheLibrarysOwnNumberAlsoAfterARestart() throws SQLException {
        String types = "int, int, float, float, float, float, float, float, float";
        run(imported("rings_float", "abalone/model.ubj", types, "float8"));
        run(imported("rings_decimal", "abalone/model.ubj", types, "decimal(10,3)"));
        requireRings();
        connection.close();
        server.close();
        server = ServerProcess.start(data);
        connection = server.connect();
        requireRings();
        run("DROP MODEL rings_decimal");
        assertThatThrownBy(() -> column("SELECT rings_decimal_f(1, 1, 1, 1, 1, 1, 1, 1, 1)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("rings_decimal_f");
        run(imported("rings_decimal", "abalone/model.ubj", types, "decimal(10,3)"));
    }

    private static void requireRings() throws SQLException {
        List<String> numbers = column("SELECT rings_float_f(rings, " + FEATURES + ") FROM abalone_test ORDER BY id");
        List<String> decimals = column("SELECT rings_decimal_f(rings, " + FEATURES + ") FROM abalone_test ORDER BY id");
        for (int row = 0; row < expectedRings.length; row++) {
            double expected = expectedRings[row];
            assertThat(Double.parseDouble(numbers.get(row))).isCloseTo(expected, within(1e-6 * expected));
            assertThat(decimals.get(row))
                    .isEqualTo(new java.math.BigDecimal(Double.toString(expected))
                            .setScale(3, java.math.RoundingMode.DOWN)
                            .toPlainString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("files of other libraries predict what the library predicted")
    @CsvSource({
        "libraries/lightgbm-4.7.0/regression.txt",
        "others/catboost-1.2.10/regression.cbm",
        "others/catboost-1.2.10/missing_max.json",
        "others/onnx/boosted_regressor.onnx"
    })
    void predictsAsOtherLibrariesDo(String file) throws Exception {
        Path model = IMPORTED.resolve(file);
        String name = "other_" + file.replaceAll("[^a-z0-9]", "_");
        put(name, Files.readAllBytes(model));
        List<String> lines = Files.readAllLines(
                model.resolveSibling(model.getFileName().toString().replaceAll("\\..*", ".csv")), UTF_8);
        List<String> header = List.of(lines.get(0).split(",", -1));
        long features = header.stream().filter(column -> column.startsWith("x")).count();
        int answer = header.indexOf("p0");
        run(imported(name, name, "float8" + ", float8".repeat((int) features - 1), "float8"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            List<String> arguments = Arrays.stream(cells)
                    .limit(features)
                    .map(cell -> cell.isEmpty() ? "NULL" : cell.contains("inf") ? "'" + cell + "'::float8" : cell)
                    .toList();
            double expected = Double.parseDouble(cells[answer]);
            String actual = column("SELECT " + name + "_f(" + String.join(", ", arguments) + ")")
                    .get(0);
            assertThat(Double.parseDouble(actual)).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
        }
        run("DROP MODEL " + name);
    }

    @Test
    @DisplayName("a classifier: probability, class and both probability functions")
    void classifies() throws Exception {
        put("binary.cbm", Files.readAllBytes(IMPORTED.resolve("others/catboost-1.2.10/binary.cbm")));
        String types = "float8, float8, float8, float8, float8";
        run(imported("age_label", "binary.cbm", types, "varchar(10)"));
        run(imported("age_score", "binary.cbm", types, "float8"));
        String row = "(0.6, 0.5, 0.2, 1.3, 0.5)";
        double young = Double.parseDouble(column("SELECT age_score_f" + row).get(0));
        assertThat(column("SELECT age_label_f" + row)).containsExactly(young > 0.5 ? "young" : "old");
        for (String suffix : List.of("_prob", "_probabilities")) {
            assertThat(column(
                            "SELECT json_extract_array_element_text(json_serialize(p.labels), 0) FROM (SELECT age_label_f"
                                    + suffix + row + " AS p)"))
                    .containsExactly(young > 0.5 ? "young" : "old");
        }
        assertThat(Psql.run(server, "\\df age_label_f*", "-t"))
                .extracting(line -> String.join("|", List.of(line.split("\\|")).subList(1, 3)))
                .containsExactly(
                        "age_label_f|character varying", "age_label_f_prob|super", "age_label_f_probabilities|super");
        assertRefused(imported("age_number", "binary.cbm", types, "int"), "42804", "the model has the class \"old\"");
    }

    @Test
    @DisplayName("§11: a script reading job name, function and types from SHOW MODEL rebuilds the model by BYOM")
    void rebuildsATrainedModelFromShowModel() throws SQLException {
        run(
                "CREATE MODEL trained FROM (SELECT length, diameter, whole_weight, rings FROM abalone) TARGET rings"
                        + " FUNCTION trained_f IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror'"
                        + " PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '10') SETTINGS (S3_BUCKET 'bucket')");
        Models.awaitReady(connection, "trained");
        Map<String, String> shown = Models.show(connection, "trained");
        run("CREATE MODEL trained_v1 FROM '" + shown.get("Training Job Name") + "' FUNCTION "
                + shown.get("Function Name") + "_v1("
                + shown.get("Function Parameter Types").replace(" ", ", ")
                + ") RETURNS float8 IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')");
        assertThat(column("SELECT count(*) FROM abalone WHERE trained_f(length, diameter, whole_weight)"
                        + " <> trained_f_v1(length, diameter, whole_weight)"))
                .containsExactly("0");
        assertThat(Psql.run(server, "\\df trained_f*", "-t"))
                .as("a regression of whole numbers, its reasons, and the imported model's RETURNS")
                .extracting(line -> String.join("|", List.of(line.split("\\|")).subList(1, 3)))
                .containsExactly(
                        "trained_f|double precision", "trained_f_explain|super", "trained_f_v1|double precision");
        run("DROP MODEL trained");
        assertThat(column("SELECT trained_f_v1(0.5, 0.4, 1.0) > 0")).containsExactly("t");
    }

    @Test
    @DisplayName("issue 4 point 5: several numbers come as SUPER through f_probabilities, f gives the first one")
    void givesSeveralNumbers() throws Exception {
        put("targets.cbm", Files.readAllBytes(IMPORTED.resolve("others/catboost-1.2.10/multi_target.cbm")));
        List<String> lines = Files.readAllLines(IMPORTED.resolve("others/catboost-1.2.10/multi_target.csv"), UTF_8);
        String[] cells = lines.get(1).split(",", -1);
        String row = "(" + String.join(", ", Arrays.copyOf(cells, 5)) + ")";
        String types = "float8, float8, float8, float8, float8";
        run(imported("targets", "targets.cbm", types, "float8"));
        for (String suffix : List.of("_prob", "_probabilities")) {
            for (int target = 0; target < 2; target++) {
                double expected = Double.parseDouble(cells[5 + target]);
                assertThat(Double.parseDouble(column("SELECT p.\"values\"[" + target + "] FROM (SELECT targets_f"
                                        + suffix + row + " AS p)")
                                .get(0)))
                        .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
            }
        }
        assertThat(Double.parseDouble(column("SELECT targets_f" + row).get(0)))
                .isCloseTo(Double.parseDouble(cells[5]), within(1e-6 * Math.abs(Double.parseDouble(cells[5]))));
        assertThat(Psql.run(server, "SHOW MODEL targets", "-t")).anyMatch(line -> line.contains("targets_f_prob"));
        run("DROP MODEL targets");
    }

    @Test
    @DisplayName(
            "issue 4 point 5: LightGBM's multiclassova gives its own probabilities, which do not add up to 1, and the class")
    void givesProbabilitiesThatDoNotAddUp() throws Exception {
        Path model = IMPORTED.resolve("libraries/lightgbm-4.7.0/multiclassova.txt");
        put("ova.txt", Files.readAllBytes(model));
        List<String> lines = Files.readAllLines(model.resolveSibling("multiclassova.csv"), UTF_8);
        List<String> header = List.of(lines.get(0).split(",", -1));
        String[] cells = lines.get(1).split(",", -1);
        int features =
                (int) header.stream().filter(column -> column.startsWith("x")).count();
        List<String> arguments = Arrays.stream(cells)
                .limit(features)
                .map(cell -> cell.isEmpty() ? "NULL" : cell)
                .toList();
        run(imported("ova", "ova.txt", "float8" + ", float8".repeat(features - 1), "int"));
        String call = "(" + String.join(", ", arguments) + ")";
        List<Double> expected = new ArrayList<>();
        for (int label = 0; header.contains("p" + label); label++) {
            expected.add(Double.parseDouble(cells[header.indexOf("p" + label)]));
        }
        double largest =
                expected.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertThat(column("SELECT ova_f" + call)).containsExactly(Integer.toString(expected.indexOf(largest)));
        assertThat(Double.parseDouble(
                        column("SELECT p.probabilities[0] FROM (SELECT ova_f_probabilities" + call + " AS p)")
                                .get(0)))
                .isCloseTo(largest, within(1e-6));
        run("DROP MODEL ova");
    }

    @Test
    @DisplayName(
            "issue 4 point 5: a net from ONNX has no number for a row that misses a feature, as with ONNX Runtime: NULL")
    void hasNoNumberWithoutAFeature() throws Exception {
        put("net.onnx", Files.readAllBytes(IMPORTED.resolve("others/onnx/net_binary.onnx")));
        run(imported("net", "net.onnx", "float8, float8, float8, float8, float8", "varchar(10)"));
        assertThat(column("SELECT net_f(0.5, 0.4, 0.1, 0.5, NULL)")).containsExactly((String) null);
        assertThat(column("SELECT net_f_prob(0.5, 0.4, 0.1, 0.5, NULL)")).containsExactly((String) null);
        assertThat(column("SELECT net_f(0.5, 0.4, 0.1, 0.5, 0.2) IN ('old', 'young')"))
                .containsExactly("t");
        run("DROP MODEL net");
    }

    @Test
    @DisplayName("issue 4 point 5: our own artifact by its path, a clustering RETURNS int, and no forecast")
    void importsOwnArtifactsByPath() throws Exception {
        run(
                "CREATE MODEL grouped FROM (SELECT length, diameter FROM abalone) FUNCTION grouped_f IAM_ROLE default AUTO OFF"
                        + " MODEL_TYPE KMEANS PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (K '3')"
                        + " SETTINGS (S3_BUCKET 'bucket', S3_GARBAGE_COLLECT OFF)");
        Models.awaitReady(connection, "grouped");
        List<String> clusters = column("SELECT grouped_f(length, diameter) FROM abalone ORDER BY length, diameter");
        String job = Models.show(connection, "grouped").get("Training Job Name");
        run("DROP MODEL grouped");
        run(imported("again", "redshift-ml/grouped/" + job + "/output/model.tar.gz", "float8, float8", "int"));
        assertThat(column("SELECT again_f(length, diameter) FROM abalone ORDER BY length, diameter"))
                .isEqualTo(clusters);
        run("DROP MODEL again");

        run(
                "CREATE TABLE months AS SELECT 'one'::varchar AS item, DATEADD(day, i::int, DATE '2024-01-01') AS at, i % 7 AS y"
                        + " FROM generate_series(1, 60) AS t(i)");
        run(
                "CREATE MODEL future FROM months TARGET y IAM_ROLE default AUTO ON MODEL_TYPE FORECAST"
                        + " SETTINGS (S3_BUCKET 'bucket', HORIZON 3, FREQUENCY 'D', PERCENTILES '0.5', S3_GARBAGE_COLLECT OFF)");
        Models.awaitReady(connection, "future");
        Map<String, String> shown = Models.show(connection, "future");
        String forecast = shown.getOrDefault("AutoML Job Name", shown.get("Training Job Name"));
        assertRefused(
                "CREATE MODEL past FROM '" + forecast + "' FUNCTION past_f(int) RETURNS int IAM_ROLE default",
                "22023",
                "forecast");
        assertThat(column("SHOW MODEL ALL")).noneMatch(line -> line.contains("past"));
    }

    @Test
    @DisplayName("§4.3: SHOW MODEL of a local BYOM model")
    void showsWhereItCameFrom() throws SQLException {
        run(imported(
                "shown",
                "abalone/model.ubj",
                "int, int, float, float, float, float, float, float4, numeric(5,2)",
                "decimal(10,6)"));
        assertThat(Psql.run(server, "SHOW MODEL shown", "-t"))
                .filteredOn(line -> !line.startsWith("Creation Time"))
                .containsExactly(
                        "Model Name|shown",
                        "Schema Name|public",
                        "Owner|awsuser",
                        "Model State|READY",
                        "|",
                        "PARAMETERS:|",
                        "S3 Model Path|s3://bucket/abalone/model.ubj",
                        "Function Name|shown_f",
                        "Inference Type|Local",
                        "Function Parameter Types|int4 int4 float8 float8 float8 float8 float8 float4 numeric",
                        "Function Return Type|numeric(10,6)",
                        "IAM Role|default-aws-iam-role",
                        "S3 Bucket|bucket");
    }

    @Test
    @DisplayName("E01, E02, E24, E26 and types that do not fit leave nothing behind")
    void refusesWhatDoesNotFit() throws SQLException {
        String nine = "int, int, float, float, float, float, float, float, float";
        run(imported("first", "abalone/model.ubj", nine, "float8"));
        List<String> before = column("SHOW MODEL ALL");
        assertRefused(imported("first", "abalone/model.ubj", nine, "float8"), "42710", "already exists");
        assertRefused(
                "CREATE MODEL second FROM 's3://bucket/abalone/model.ubj' FUNCTION first_f(" + nine
                        + ") RETURNS float8 IAM_ROLE default",
                "42723",
                "first_f");
        assertRefused(imported("second", "abalone/model.ubj", nine, "super"), "22023", "cannot return SUPER");
        assertRefused(
                imported("second", "abalone/model.ubj", "int, int", "float8"), "22023", "the model has 9 features");
        assertRefused(
                imported("second", "abalone/model.ubj", nine.replaceFirst("int", "varchar(5)"), "float8"),
                "42804",
                "is a number");
        assertRefused(
                imported("second", "abalone/model.ubj", nine.replaceFirst("int", "super"), "float8"),
                "42804",
                "no feature can have");
        assertRefused(
                imported("second", "abalone/model.ubj", nine.replaceFirst("int", "date"), "float8"),
                "42804",
                "is a number");
        assertRefused(imported("second", "abalone/model.ubj", nine, "boolean"), "42804", "cannot return boolean");
        assertRefused(imported("second", "abalone/nothing.ubj", nine, "float8"), "58P01", "abalone/nothing.ubj");
        assertRefused(
                "CREATE MODEL second FROM 'no-such-job' FUNCTION second_f(int) RETURNS int IAM_ROLE default",
                "42704",
                "no-such-job");
        assertRefused(
                "CREATE MODEL second FROM 's3://bucket/abalone/model.ubj' FUNCTION second_f RETURNS int IAM_ROLE default",
                "42601",
                "types of its arguments");
        assertRefused(
                "CREATE MODEL second FUNCTION second_f(int) RETURNS int SAGEMAKER 'endpoint' IAM_ROLE default",
                "0A000",
                "remote endpoint");
        assertThat(column("SHOW MODEL ALL")).isEqualTo(before);
        assertThatThrownBy(() -> column("SELECT second_f(1)")).isInstanceOf(SQLException.class);
    }

    @Test
    @DisplayName("hostile files: each an error that names the file, none leaves anything")
    void refusesHostileFiles() throws Exception {
        byte[] sound = Files.readAllBytes(data.resolve("s3/bucket/abalone/model.ubj"));
        put("hostile/bomb.tar.gz", tarGz(Map.of("xgboost-model", new byte[400 << 20])));
        put("hostile/traversal.tar.gz", tarGz(Map.of("../../escaped", sound)));
        put("hostile/truncated.ubj", Arrays.copyOf(sound, sound.length / 2));
        byte[] archive = Files.readAllBytes(data.resolve("s3/bucket/abalone/output/model.tar.gz"));
        put("hostile/truncated.tar.gz", Arrays.copyOf(archive, archive.length / 2));
        put("hostile/garbage.bin", "not a model at all".getBytes(UTF_8));
        put("hostile/empty.ubj", new byte[0]);
        put("hostile/script.tar.gz", tarGz(Map.of("inference.py", "print(1)".getBytes(UTF_8))));
        Path huge = data.resolve("s3/bucket/hostile/huge.ubj");
        try (var channel = java.nio.channels.FileChannel.open(
                huge, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(3L << 30).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        List<String> before = column("SHOW MODEL ALL");
        for (String file : List.of(
                "bomb.tar.gz",
                "traversal.tar.gz",
                "truncated.ubj",
                "truncated.tar.gz",
                "garbage.bin",
                "empty.ubj",
                "script.tar.gz",
                "huge.ubj")) {
            assertThatThrownBy(() -> run(imported("hostile", "hostile/" + file, "float8", "float8")))
                    .as(file)
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isIn("22023", "54000"))
                    .hasMessageContaining("s3://bucket/hostile/" + file);
        }
        assertThat(column("SHOW MODEL ALL")).isEqualTo(before);
        assertThat(data.resolve("s3/escaped")).doesNotExist();
        assertThat(data.resolve("escaped")).doesNotExist();
        assertThat(column("SELECT 1")).containsExactly("1");
    }

    private static void assertRefused(String sql, String state, String message) {
        assertThatThrownBy(() -> run(sql))
                .as(sql)
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo(state))
                .hasMessageContaining(message);
    }
}
