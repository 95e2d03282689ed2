package io.auspex.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CopyTest extends SharedServer {
    private static final String TITANIC =
            "CREATE TABLE titanic (passenger_id INTEGER, survived SMALLINT, pclass INTEGER,"
                    + " name VARCHAR(100), sex VARCHAR(10), age DOUBLE PRECISION, sib_sp INTEGER, parch INTEGER,"
                    + " ticket VARCHAR(20), fare NUMERIC(10,4), cabin VARCHAR(20), embarked CHAR(1))";

    @AfterEach
    void drop() {
        client.run("DROP TABLE IF EXISTS titanic");
        client.run("DROP TABLE IF EXISTS t");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void loadsRealDataWithQuotesAndEmptyFields() throws IOException {
        server.putData("titanic.csv", "bucket/titanic/train.csv");
        client.run(TITANIC);
        assertThat(client.run("COPY titanic FROM 's3://bucket/titanic/train.csv' IAM_ROLE DEFAULT REGION 'us-east-1'"
                        + " FORMAT AS CSV IGNOREHEADER 1 EMPTYASNULL"))
                .isEqualTo("COPY 891");
        assertThat(client.notices())
                .contains("Load into table 'titanic' completed, 891 record(s) loaded successfully.");
        assertThat(client.query("SELECT count(*), count(age), count(cabin), sum(survived), max(fare) FROM titanic"))
                .containsExactly(List.of("891", "714", "204", "342", "512.3292"));
        assertThat(client.value("SELECT name FROM titanic WHERE passenger_id = 1"))
                .isEqualTo("Braund, Mr. Owen Harris");
    }

    @Test
    void loadsEveryObjectUnderThePrefixInOrder() throws IOException {
        server.put(gzip("1|a\n2|b\n"), "bucket/parts/x.0.gz");
        server.put(gzip("3|c|\n4|d"), "bucket/parts/x.1.gz");
        server.put(new byte[0], "bucket/parts/x.2");
        server.put("9|no\n", "bucket/parts/other");
        client.run("CREATE TABLE t (id INTEGER, name VARCHAR(10))");
        assertThat(client.run("COPY t FROM 's3://bucket/parts/x' IAM_ROLE 'arn:aws:iam::1:role/r' GZIP"))
                .isEqualTo("COPY 4");
        assertThat(client.query("SELECT id, name FROM t ORDER BY id"))
                .containsExactly(List.of("1", "a"), List.of("2", "b"), List.of("3", "c"), List.of("4", "d"));
    }

    @Test
    void readsBzip2() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write("1\n2\n".getBytes(UTF_8));
        }
        server.put(bytes.toByteArray(), "bucket/b.bz2");
        client.run("CREATE TABLE t (id INTEGER)");
        assertThat(client.run("COPY t FROM 's3://bucket/b.bz2' BZIP2")).isEqualTo("COPY 2");
    }

    @Test
    void appliesTheRulesOfNull() throws IOException {
        server.put("1,,x\n2,  ,\\N\n3,NA,\n", "bucket/nulls.csv");
        client.run("CREATE TABLE t (id INTEGER, a VARCHAR(10), b VARCHAR(10))");
        client.run("COPY t FROM 's3://bucket/nulls.csv' CSV");
        assertThat(client.query("SELECT a, b FROM t ORDER BY id").toString()).isEqualTo("[[, x], [  , null], [NA, ]]");
        client.run("TRUNCATE t");
        client.run("COPY t FROM 's3://bucket/nulls.csv' CSV EMPTYASNULL BLANKSASNULL NULL AS 'NA'");
        assertThat(client.query("SELECT a, b FROM t ORDER BY id").toString())
                .isEqualTo("[[null, x], [null, \\N], [null, null]]");
    }

    @Test
    void readsQuotesEscapesAndLineBreaks() throws IOException {
        server.put("1,\"a \"\"b\"\"\nsecond, line\"\r\n2,plain\r\n", "bucket/quotes.csv");
        client.run("CREATE TABLE t (id INTEGER, a VARCHAR(100))");
        client.run("COPY t FROM 's3://bucket/quotes.csv' CSV");
        assertThat(client.query("SELECT a FROM t ORDER BY id"))
                .containsExactly(List.of("a \"b\"\nsecond, line"), List.of("plain"));
        client.run("TRUNCATE t");
        server.put("1|a\\|b\\\nc\n2|\\N\n", "bucket/escaped.txt");
        client.run("COPY t FROM 's3://bucket/escaped.txt' ESCAPE");
        assertThat(client.query("SELECT a FROM t ORDER BY id").toString()).isEqualTo("[[a|b\nc], [null]]");
        client.run("TRUNCATE t");
        server.put("1\t'a\tb'\n2\t\"c\"\n", "bucket/removed.txt");
        client.run("COPY t FROM 's3://bucket/removed.txt' DELIMITER '\\t' REMOVEQUOTES");
        assertThat(client.query("SELECT a FROM t ORDER BY id")).containsExactly(List.of("a\tb"), List.of("c"));
    }

    @Test
    void readsDatesAndTimes() throws IOException {
        server.put("1/8/1999,08-Jan-1999 10:30\n19990108,1999-01-08T10:30:00Z\n", "bucket/dates.csv");
        client.run("CREATE TABLE t (d DATE, ts TIMESTAMP)");
        client.run("COPY t FROM 's3://bucket/dates.csv' CSV DATEFORMAT 'auto' TIMEFORMAT 'auto'");
        assertThat(client.query("SELECT DISTINCT d, ts FROM t"))
                .containsExactly(List.of("10599", Long.toString((10599L * 24 * 60 + 630) * 60_000_000)));
        client.run("TRUNCATE t");
        server.put("31.12.2025,1700000000\n", "bucket/dates.csv");
        client.run("COPY t FROM 's3://bucket/dates.csv' CSV DATEFORMAT 'DD.MM.YYYY' TIMEFORMAT 'epochsecs'");
        assertThat(client.query("SELECT d, ts FROM t")).containsExactly(List.of("20453", "1700000000000000"));
        server.put("2025-12-31,1700000000\n", "bucket/dates.csv");
        assertFails(
                SqlState.INVALID_DATETIME_FORMAT,
                "COPY t FROM 's3://bucket/dates.csv' CSV DATEFORMAT 'DD.MM.YYYY' TIMEFORMAT 'epochsecs'",
                "line 1",
                "\"d\"",
                "2025-12-31");
    }

    @Test
    void fillsColumnsNotListed() throws IOException {
        server.put("b,1\na,2\n", "bucket/list.csv");
        client.run(
                "CREATE TABLE t (id INTEGER IDENTITY(10,5), n INTEGER, name VARCHAR(5), kind VARCHAR(5) DEFAULT 'x')");
        client.run("COPY t (name, n) FROM 's3://bucket/list.csv' CSV");
        assertThat(client.query("SELECT id, n, name, kind FROM t ORDER BY id"))
                .containsExactly(List.of("10", "1", "b", "x"), List.of("15", "2", "a", "x"));
        assertFails(SqlState.UNDEFINED_COLUMN, "COPY t (nosuch) FROM 's3://bucket/list.csv' CSV", "nosuch");
        assertFails(SqlState.FEATURE_NOT_SUPPORTED, "COPY t (id, n) FROM 's3://bucket/list.csv' CSV", "identity");
    }

    @Test
    void namesFileLineColumnAndValueOfErrors() throws IOException {
        client.run("CREATE TABLE t (id INTEGER NOT NULL, price NUMERIC(6,2), ok BOOLEAN)");
        server.put("1,2.5,true\n2,abc,false\n", "bucket/bad.csv");
        assertFails(
                SqlState.INVALID_TEXT_REPRESENTATION,
                "COPY t FROM 's3://bucket/bad.csv' CSV",
                "s3://bucket/bad.csv",
                "line 2",
                "\"price\"",
                "\"abc\"");
        server.put("1,2.5,true\n\"x\ny\",1,true\n", "bucket/bad.csv");
        assertFails(SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/bad.csv' CSV", "line 2", "\"id\"");
        server.put("1,2.5,true\n2.5,1,true\n", "bucket/bad.csv");
        assertFails(SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/bad.csv' CSV", "\"2.5\"");
        server.put("1,2.5\n", "bucket/bad.csv");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/bad.csv' CSV", "line 1", "too few");
        server.put("1,2.5,true,more\n", "bucket/bad.csv");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/bad.csv' CSV", "line 1", "too many");
        server.put(",2.5,true\n", "bucket/bad.csv");
        assertFails(SqlState.NOT_NULL_VIOLATION, "COPY t FROM 's3://bucket/bad.csv' CSV", "line 1", "\"id\"");
        server.put(new byte[] {'1', ',', '2', ',', 't', '\n', '2', ',', (byte) 0xC3, '(', '\n'}, "bucket/bad.csv");
        assertFails(SqlState.CHARACTER_NOT_IN_REPERTOIRE, "COPY t FROM 's3://bucket/bad.csv' CSV", "line 2", "0xc3");
        server.put("not gzip", "bucket/bad.gz");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/bad.gz' CSV GZIP", "bad.gz");
        assertFails(
                SqlState.UNDEFINED_FILE,
                "COPY t FROM 's3://bucket/nosuch' CSV",
                "The specified S3 prefix 'nosuch' does not exist");
        assertFails(SqlState.UNDEFINED_TABLE, "COPY nosuch FROM 's3://bucket/bad.csv' CSV", "nosuch");
        assertFails(SqlState.FEATURE_NOT_SUPPORTED, "COPY t FROM 's3://bucket/bad.csv' LZOP", "LZOP");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/bad.csv' FORMAT AS PARQUET", "bad.csv");
        assertFails(SqlState.FEATURE_NOT_SUPPORTED, "COPY t FROM 's3://bucket/bad.csv' FORMAT AS ORC", "ORC");
        assertThat(client.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    private String hint(String sql) {
        SqlException error = catchThrowableOfType(SqlException.class, () -> client.run(sql));
        return error.hint().orElseThrow();
    }

    @Test
    void saysWhatToDo() throws IOException {
        client.run("CREATE TABLE t (name VARCHAR(9), price FLOAT)");
        server.put("Name,Price\na,1\n", "bucket/header.csv");
        assertThat(hint("COPY t FROM 's3://bucket/header.csv' CSV"))
                .isEqualTo("This looks like a header line: add IGNOREHEADER 1.");
        assertThat(hint("COPY t FROM 's3://bucket/no/such' CSV"))
                .isEqualTo("Put the file at " + folder.toRealPath().resolve("s3/bucket/no/such")
                        + " on the server's machine.");
    }

    @Test
    void leavesOutFewerRecordsThanMaxerror() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, price DECIMAL(8,2))");
        server.put("1,1.5\nx,2\n3,3,3\n4,four\n5,5\n", "bucket/some.csv");
        assertThat(client.run("COPY t FROM 's3://bucket/some.csv' CSV MAXERROR 4"))
                .isEqualTo("COPY 2");
        assertThat(client.query("SELECT id FROM t ORDER BY id")).containsExactly(List.of("1"), List.of("5"));
        assertFails(SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/some.csv' CSV MAXERROR 3", "four");
        assertFails(
                SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/some.csv' CSV MAXERROR 1", "line 2");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE, "COPY t FROM 's3://bucket/some.csv' CSV MAXERROR 100001", "MAXERROR");
        assertThat(client.value("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, name VARCHAR(100))");
        server.put("1,\"a\"\"b\"\n2,\"open\n3,c\n", "bucket/open.csv");
        assertFails(
                SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/open.csv' CSV", "open.csv, line 2", "quote");
        server.put("1|'a'\n2|'open\n3|c\n", "bucket/open.txt");
        assertFails(
                SqlState.BAD_COPY_FILE_FORMAT,
                "COPY t FROM 's3://bucket/open.txt' REMOVEQUOTES",
                "open.txt, line 2",
                "quote");
        server.put("1,a\n2,\"b\"c\n", "bucket/open.csv");
        assertFails(
                SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/open.csv' CSV", "open.csv, line 2", "quote");
        assertThat(client.value("SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void anEmptyFileHasNoRows() throws IOException {
        client.run("CREATE TABLE t (id INTEGER)");
        server.put(new byte[0], "bucket/empty.csv");
        assertThat(client.run("COPY t FROM 's3://bucket/empty.csv' CSV")).isEqualTo("COPY 0");
        assertThat(client.run("COPY t FROM 's3://bucket/empty.csv' GZIP")).isEqualTo("COPY 0");
    }

    @Test
    void belongsToTheTransaction() throws IOException {
        server.put("1\n2\n", "bucket/two.csv");
        client.run("CREATE TABLE t (id INTEGER)");
        client.run("BEGIN");
        client.run("COPY t FROM 's3://bucket/two.csv' CSV");
        client.run("COPY t FROM 's3://bucket/two.csv' CSV");
        assertThat(client.value("SELECT count(*) FROM t")).isEqualTo("4");
        client.run("ROLLBACK");
        assertThat(client.value("SELECT count(*) FROM t")).isEqualTo("0");
        client.run("BEGIN");
        client.run("CREATE TABLE fresh (id INTEGER)");
        client.run("COPY fresh FROM 's3://bucket/two.csv' CSV");
        client.run("COMMIT");
        assertThat(client.value("SELECT sum(id) FROM fresh")).isEqualTo("3");
        client.run("CREATE TEMP TABLE mine (id INTEGER)");
        assertThat(client.run("COPY mine FROM 's3://bucket/two.csv' CSV")).isEqualTo("COPY 2");
        assertThat(client.run("COPY mine FROM 's3://bucket/two.csv' CSV NOLOAD"))
                .isEqualTo("COPY 2");
        assertThat(client.value("SELECT count(*) FROM mine")).isEqualTo("2");
    }

    @Test
    void neverLeavesTheBucket() throws IOException {
        Files.writeString(server.folder().resolve("secret.csv"), "1\n");
        Files.createDirectories(server.folder().resolve("s3/bucket"));
        Files.createSymbolicLink(
                server.folder().resolve("s3/bucket/link.csv"), server.folder().resolve("secret.csv"));
        Files.createSymbolicLink(server.folder().resolve("s3/linked"), server.folder());
        client.run("CREATE TABLE t (id INTEGER)");
        for (String location : List.of(
                "s3://bucket/../../secret.csv",
                "s3://bucket/x/../../../secret.csv",
                "s3://bucket//../../secret.csv",
                "s3://bucket/link.csv",
                "s3://linked/secret.csv")) {
            assertFails(SqlState.UNDEFINED_FILE, "COPY t FROM '" + location + "' CSV", "does not exist");
        }
        for (String location : List.of("s3://../secret.csv", "/etc/passwd", "file:///etc/passwd", "s3://")) {
            assertFails(SqlState.INVALID_PARAMETER_VALUE, "COPY t FROM '" + location + "' CSV", "is no");
        }
    }
}
