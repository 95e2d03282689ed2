package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

@DisplayName("Issue 7, point 3: COPY and UNLOAD with a real S3-compatible endpoint")
class S3EndpointTest {
    private static final String KEYS =
            " ACCESS_KEY_ID '" + S3Server.KEY + "' SECRET_ACCESS_KEY '" + S3Server.SECRET + "'";

    /** More than one page of a listing holds. */
    private static final int MANY = 1_010;

    @TempDir
    static Path folder;

    private static S3Server s3;
    private static ServerProcess server;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        s3 = S3Server.start(folder);
        server = ServerProcess.startWith(
                Map.of("AWS_ACCESS_KEY_ID", S3Server.KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET),
                folder.resolve("data"),
                "--s3-endpoint",
                s3.url(),
                "--s3-buckets",
                "lake-*,archive");
        connection = server.connect();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        server.close();
        s3.close();
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void assertRefused(ThrowingCallable work, String state, String message) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PSQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                .hasMessageContaining(message)
                .hasMessageNotContaining(s3.url());
    }

    @Test
    void whatIsUnloadedIsCopiedBack() throws SQLException {
        s3.bucket("lake-round");
        run("CREATE TABLE sold (id int, city varchar(20), amount decimal(8,2))");
        run("INSERT INTO sold VALUES (1, 'Rome', 1.50), (2, 'Oslo', NULL), (3, 'Paris, France', 3.25)");
        for (String format : List.of("CSV", "JSON", "PARQUET", "DELIMITER ';' GZIP")) {
            String name = format.substring(0, 3).strip().toLowerCase(java.util.Locale.ROOT);
            run("UNLOAD ('SELECT * FROM sold') TO 's3://lake-round/" + name + "/' IAM_ROLE default FORMAT " + format
                    + " MANIFEST");
            run("CREATE TABLE back_" + name + " (LIKE sold)");
            run("COPY back_" + name + " FROM 's3://lake-round/" + name + "/manifest'" + KEYS + " MANIFEST FORMAT "
                    + format.replace("JSON", "JSON 'auto'"));
            assertThat(value("SELECT count(*) FROM (SELECT * FROM sold MINUS SELECT * FROM back_" + name + ")"))
                    .as(format)
                    .isEqualTo("0");
            assertThat(value("SELECT count(*) FROM back_" + name)).isEqualTo("3");
        }
        assertThat(server.data().resolve("s3").resolve("lake-round")).doesNotExist();
    }

    @Test
    void aLongFileGoesInParts() throws SQLException, IOException {
        Path bucket = s3.bucket("lake-long");
        run("UNLOAD ('SELECT n, repeat(''0123456789'', 100) FROM generate_series(1, 20000) AS g(n)')"
                + " TO 's3://lake-long/all_'" + KEYS + " PARALLEL OFF");
        assertThat(Files.size(bucket.resolve("all_000"))).isGreaterThan(20_000_000);
        run("CREATE TABLE long_rows (n int, t varchar(1000))");
        run("COPY long_rows FROM 's3://lake-long/all_' CREDENTIALS 'aws_access_key_id=" + S3Server.KEY
                + ";aws_secret_access_key=" + S3Server.SECRET + "'");
        assertThat(value("SELECT count(*) || ' ' || sum(n) || ' ' || min(len(t)) FROM long_rows"))
                .isEqualTo("20000 200010000 1000");
    }

    @Test
    void aListingOfSeveralPagesIsLoadedWhole() throws SQLException, IOException {
        Path bucket = s3.bucket("lake-many");
        for (int i = 0; i < MANY; i++) {
            Files.writeString(bucket.resolve("part-" + i), i + "\n");
        }
        run("CREATE TABLE many (n int)");
        run("COPY many FROM 's3://lake-many/part-'" + KEYS);
        assertThat(value("SELECT count(DISTINCT n) FROM many")).isEqualTo(String.valueOf(MANY));
    }

    @Test
    void otherBucketsAreFolders() throws SQLException, IOException {
        Path bucket = Files.createDirectories(server.data().resolve("s3").resolve("plain"));
        Files.writeString(bucket.resolve("a.txt"), "7\n");
        run("CREATE TABLE plain (n int)");
        run("COPY plain FROM 's3://plain/a.txt' IAM_ROLE default");
        assertThat(value("SELECT n FROM plain")).isEqualTo("7");
    }

    @Test
    void aStatementThatFailsLeavesNoObject() throws SQLException, IOException {
        Path bucket = s3.bucket("lake-fail");
        assertThatThrownBy(() -> run("UNLOAD ('SELECT 1 / (n - 5000) FROM generate_series(1, 9000) AS g(n)')"
                        + " TO 's3://lake-fail/x'" + KEYS))
                .isInstanceOf(PSQLException.class);
        try (Stream<Path> objects = Files.list(bucket)) {
            assertThat(objects).isEmpty();
        }
        Files.writeString(bucket.resolve("x"), "old");
        assertRefused(
                () -> run("UNLOAD ('SELECT 1') TO 's3://lake-fail/x'" + KEYS),
                "42710",
                "Specified unload destination on S3 is not empty");
        run("UNLOAD ('SELECT 1') TO 's3://lake-fail/x'" + KEYS + " CLEANPATH PARALLEL OFF");
        assertThat(bucket.resolve("x")).doesNotExist();
        assertThat(bucket.resolve("x000")).hasContent("1");
    }

    @Test
    void errorsOfTheStoreAreTold() throws SQLException {
        s3.bucket("lake-errors");
        run("CREATE TABLE told (n int)");
        assertRefused(
                () -> run("COPY told FROM 's3://lake-errors/a' ACCESS_KEY_ID '" + S3Server.KEY
                        + "' SECRET_ACCESS_KEY 'wrong'"),
                "28000",
                "S3 does not accept the credentials for \"s3://lake-errors/a\"");
        assertRefused(
                () -> run("COPY told FROM 's3://lake-not-there/a'" + KEYS),
                "58P01",
                "The S3 bucket \"lake-not-there\" does not exist");
        assertRefused(
                () -> run("COPY told FROM 's3://lake-errors/none'" + KEYS),
                "58P01",
                "The specified S3 prefix 'none' does not exist");
        assertRefused(
                () -> run("COPY told FROM 's3://lake-errors/none' ACCESS_KEY_ID 'only'"),
                "22023",
                "credentials need both an access key and a secret access key");
    }

    @Test
    void noStatementChoosesTheHost() throws SQLException {
        run("CREATE TABLE hosts (n int)");
        assertRefused(
                () -> run("COPY hosts FROM 's3://lake-errors/a'" + KEYS + " REGION 'x.example.com/'"),
                "22023",
                "\"x.example.com/\" is no valid name of a region");
        assertRefused(
                () -> run("COPY hosts FROM 's3://lake-a@example.com/a'" + KEYS),
                "22023",
                "\"lake-a@example.com\" is no valid name of a bucket");
    }

    @Test
    void aModelIsImportedFromThere() throws SQLException, IOException {
        Files.writeString(s3.bucket("archive").resolve("model.json"), "{}");
        assertRefused(
                () -> run(
                        "CREATE MODEL far FROM 's3://archive/model.json' FUNCTION far_f(int) RETURNS int IAM_ROLE default"),
                "22023",
                "\"s3://archive/model.json\" cannot be imported");
    }
}
