package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the data folder from outside costs at most what was hit, and the user hears what it was. */
class DamageTest {
    private static final String MODEL =
            " FROM (SELECT length, diameter, height, rings FROM abalone) TARGET rings FUNCTION %s"
                    + " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                    + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '10') SETTINGS (S3_BUCKET 'bucket')";

    @TempDir
    Path data;

    @Test
    void aTruncatedArtifactCostsThatModelOnly() throws Exception {
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.ABALONE.load(server, connection);
            for (String name : new String[] {"whole", "torn"}) {
                execute(connection, "CREATE MODEL " + name + MODEL.formatted("predict_" + name));
                Models.awaitReady(connection, name);
                execute(
                        connection,
                        "CREATE VIEW by_" + name + " AS SELECT predict_" + name
                                + "(length, diameter, height) AS p FROM abalone");
            }
            // The same data and parameters give the same artifact; another target makes another one.
            execute(
                    connection,
                    "CREATE MODEL other FROM (SELECT length, diameter, shell_weight FROM abalone)"
                            + " TARGET shell_weight FUNCTION predict_other IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST"
                            + " OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                            + " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '10') SETTINGS (S3_BUCKET 'bucket')");
            Models.awaitReady(connection, "other");
        }
        truncateArtifactOf("other");
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            assertThat(count(connection, "SELECT count(p) FROM by_whole")).isEqualTo(4177);
            assertThat(Models.show(connection, "whole")).containsEntry("Model State", "READY");
            assertThat(Models.show(connection, "other"))
                    .containsEntry("Model State", "FAILED")
                    .containsKey("Failure Reason");
            assertThatThrownBy(() -> count(connection, "SELECT predict_other(length, diameter) FROM abalone"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("55000");
                        assertThat(e.getMessage()).contains("other");
                    });
            execute(connection, "DROP MODEL other");
        }
    }

    private void truncateArtifactOf(String model) throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("dev.duckdb"));
                Statement statement = engine.createStatement()) {
            int changed = statement.executeUpdate("UPDATE auspex.artifacts SET bytes ="
                    + " from_hex(left(hex(bytes), (octet_length(bytes) // 2) * 2)) WHERE hash = (SELECT artifact FROM"
                    + " auspex.models WHERE model_name = '" + model + "')");
            assertThat(changed).isPositive();
        }
    }

    @Test
    void aFullDiskFailsTheStatementAndLeavesNothing() throws Exception {
        Path jobs = Files.createDirectories(data.resolve("jobs"));
        assumeTrue(
                mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", jobs.toString()),
                "filling a disk needs the right to mount one");
        try (ServerProcess server = ServerProcess.start(data);
                Connection connection = server.connect()) {
            Dataset.ABALONE.load(server, connection);
            assertThatThrownBy(() -> execute(connection, "CREATE MODEL big" + MODEL.formatted("predict_big")))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("53100"));
            assertThat(count(connection, "SELECT count(*) FROM stv_ml_model_info"))
                    .isZero();
            try (Stream<Path> left = Files.list(jobs)) {
                assertThat(left).isEmpty();
            }
            assertThat(count(connection, "SELECT count(*) FROM abalone")).isEqualTo(4177);
        } finally {
            mount("umount", jobs.toString());
        }
    }

    private static boolean mount(String... command) {
        try {
            return Program.run(List.of(command), Map.of()).exitCode() == 0;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
