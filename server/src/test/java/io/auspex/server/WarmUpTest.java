package io.auspex.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.server.prediction.WarmUp;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.WarehouseSession;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are called before anybody asks for a prediction. */
class WarmUpTest {
    private static final Logger LOG = Logger.getLogger(WarmUp.class.getName());

    @TempDir
    Path folder;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (!record.getMessage().endsWith("all models are warm")) {
                said.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private TestServer server;
    private TestServer.Client client;

    @BeforeEach
    void start() throws IOException {
        LOG.setLevel(Level.FINE);
        LOG.addHandler(listener);
        server = TestServer.start(folder);
        client = server.connect();
        server.put(artifact(), "bucket/model.tar.gz");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        LOG.removeHandler(listener);
        LOG.setLevel(null);
    }

    /** A number, a text, a date and a moment, and what they are worth. */
    private static byte[] artifact() throws IOException {
        List<Field> inputs = List.of(
                new Field("x", ColumnType.DOUBLE),
                new Field("colour", ColumnType.VARCHAR),
                new Field("day", ColumnType.DATE),
                new Field("seen", ColumnType.TIMESTAMP));
        FeaturePipeline pipeline = new FeaturePipeline(List.of(
                new NumberPassthrough(0),
                new CategoryCodes(1, List.of("red", "it's blue")),
                new DateTimeParts(2, ColumnType.DATE, List.of(DateTimeParts.Part.YEAR)),
                new DateTimeParts(3, ColumnType.TIMESTAMP, List.of(DateTimeParts.Part.HOUR))));
        Model model = new Model(
                inputs,
                new Task.Regression(ColumnType.DOUBLE),
                List.of(new Member(
                        1,
                        pipeline,
                        new LinearPredictor(new double[][] {{1, 10, 0.5, 2}}, new double[] {3}),
                        Link.IDENTITY)),
                OptionalDouble.empty(),
                new Provenance(Map.of(), List.of()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ArtifactWriter.write(model, bytes);
        return bytes.toByteArray();
    }

    private void importModel(String name) {
        client.run("CREATE MODEL " + name + " FROM 's3://bucket/model.tar.gz' FUNCTION f_" + name
                + " (float8, varchar, date, timestamp) RETURNS float8 IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')");
    }

    private void restart() {
        client.close();
        server.restart();
        client = server.connect();
    }

    /** Starts the warm-up, and returns when the models of the start are warm. */
    private void warmUp() throws InterruptedException {
        CountDownLatch warm = new CountDownLatch(1);
        server.server().warmUp(warm::countDown);
        assertThat(warm.await(2, TimeUnit.MINUTES)).isTrue();
    }

    private String nextSaid() throws InterruptedException {
        return said.poll(2, TimeUnit.MINUTES);
    }

    @Test
    void callsTheModelsOfAStartAndThoseThatComeLater() throws InterruptedException {
        importModel("older");
        importModel("newer");
        restart();
        assertThat(said).as("nothing is called before the doors are open").isEmpty();
        warmUp();
        assertThat(nextSaid()).matches("warm-up: model public\\.newer took \\d+ ms");
        assertThat(nextSaid()).matches("warm-up: model public\\.older took \\d+ ms");
        assertThat(nextSaid()).matches("warm-up: 2 models of the start took \\d+ ms");
        assertThat(client.value("SELECT f_newer(1, 'it''s blue', '1970-02-01', '1999-12-31 05:30:00')"))
                .isEqualTo("1009.0");
        importModel("latest");
        assertThat(nextSaid()).matches("warm-up: model public\\.latest took \\d+ ms");
        server.server().warmUpAgain();
        for (String name : List.of("newer", "older", "latest")) {
            assertThat(nextSaid()).contains("public." + name + " ");
        }
        assertThat(server.server().sessions())
                .as("its own statement has been closed")
                .isEqualTo(1);
    }

    @Test
    void callsTheModelsOfAStartOnceBeforeUsersCome() throws InterruptedException, IOException {
        importModel("older");
        importModel("newer");
        restart();
        long before = rowsAskedFor();
        server.server().warmUpShortly();
        assertThat(nextSaid()).matches("warm-up: before users came it took \\d+ ms");
        assertThat(rowsAskedFor() - before).as("at least 16 of the newest").isGreaterThanOrEqualTo(16);
        warmUp();
        assertThat(nextSaid()).contains("public.newer ");
    }

    private long rowsAskedFor() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        server.server().metrics().write(text);
        return (long) text.toString(java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("auspex_prediction_rows_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aBrokenArtifactIsNoHindrance() throws InterruptedException {
        importModel("whole");
        client.close();
        server.close();
        try (Warehouse warehouse = DuckDbWarehouse.open(
                        folder.resolve("dev.duckdb"), new DuckDbSettings("1GB", 2, folder.resolve("temp")));
                WarehouseSession session = warehouse.openSession()) {
            session.execute("INSERT INTO auspex.models BY NAME SELECT * REPLACE ('torn' AS model_name, 'f_torn' AS"
                    + " function_name, 'torn' AS id, 'nothing' AS artifact) FROM auspex.models");
        }
        server = TestServer.start(folder);
        client = server.connect();
        warmUp();
        assertThat(nextSaid()).contains("public.whole ");
        assertThat(nextSaid()).contains("1 models of the start");
        assertThat(client.showModel("torn")).containsEntry("Model State", "FAILED");
        assertThat(client.showModel("whole")).containsEntry("Model State", "READY");
    }

    /** What the engine calls for a model outlives the model. */
    @Test
    void modelsMayBeDroppedMeanwhile() throws InterruptedException {
        for (String name : List.of("one", "two", "three")) {
            importModel(name);
        }
        restart();
        CountDownLatch warm = new CountDownLatch(1);
        server.server().warmUp(warm::countDown);
        for (String name : List.of("three", "two", "one")) {
            client.run("DROP MODEL " + name);
            importModel(name);
            client.run("DROP MODEL " + name);
        }
        assertThat(warm.await(2, TimeUnit.MINUTES)).isTrue();
        importModel("last");
        String line = nextSaid();
        while (line != null && !line.contains("public.last ")) {
            assertThat(line).doesNotContain("failed");
            line = nextSaid();
        }
        assertThat(line).isNotNull();
    }
}
