package io.auspex.server;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.auspex.language.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What COPY reads beside CSV and delimited text, and what it says of records that it cannot read. */
class CopyLayoutTest extends SharedServer {
    @AfterEach
    void drop() {
        client.run("DROP TABLE IF EXISTS t");
    }

    private List<List<String>> table() {
        return client.query("SELECT * FROM t ORDER BY 1");
    }

    @Test
    void jsonGoesToTheColumnsOfItsNames() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, name VARCHAR(20), price DECIMAL(20,10), tags SUPER, ok BOOLEAN)");
        server.put("""
                {"id": 1, "name": "a \\"b\\"", "price": 1234567890.0123456789, "tags": ["x", 1], "ok": true, "more": {"a": 1}}
                {"name": null,
                 "id": 2} {"ID": 9, "id": 3, "tags": "x"}
                """, "bucket/a.json");
        assertThat(client.run("COPY t FROM 's3://bucket/a.json' JSON 'auto'")).isEqualTo("COPY 3");
        assertThat(table().toString())
                .isEqualTo("[[1, a \"b\", 1234567890.0123456789, [\"x\",1], true], [2, null, null, null, null],"
                        + " [3, null, null, \"x\", null]]");
        client.run("TRUNCATE t");
        server.put("{\"Id\": 7, \"NAME\": {\"a\": [1.50]}}", "bucket/b.json");
        client.run("COPY t FROM 's3://bucket/b.json' FORMAT AS JSON 'auto ignorecase'");
        assertThat(table().get(0).subList(0, 2)).containsExactly("7", "{\"a\":[1.50]}");
    }

    @Test
    void jsonPathsSayWhereColumnsLie() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, city VARCHAR(20), second VARCHAR(20))");
        server.put("{\"jsonpaths\": [\"$.key\", \"$['home']['city']\", \"$.list[1]\"]}", "bucket/paths/of_t.jsonpaths");
        server.put("{\"key\": 1, \"home\": {\"city\": \"Rome\"}, \"list\": [5, 6]}\n{\"key\": 2}", "bucket/p.json");
        client.run("COPY t FROM 's3://bucket/p.json' JSON 's3://bucket/paths/of_t.jsonpaths'");
        assertThat(table().toString()).isEqualTo("[[1, Rome, 6], [2, null, null]]");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "COPY t (id) FROM 's3://bucket/p.json' JSON 's3://bucket/paths/of_t.jsonpaths'",
                "has 3 paths where 1 columns");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "COPY t FROM 's3://bucket/p.json' JSON 's3://bucket/p.json'",
                "no array \"jsonpaths\"");
        client.run("DROP TABLE t");
        client.run("CREATE TABLE t (document SUPER)");
        client.run("COPY t FROM 's3://bucket/p.json' JSON 'noshred'");
        assertThat(client.query("SELECT document.home.city FROM t").toString()).contains("Rome");
    }

    @Test
    void brokenJsonIsNamedByItsLine() throws IOException {
        client.run("CREATE TABLE t (id INTEGER)");
        server.put("{\"id\": 1}\n{\"id\": 2,}\n", "bucket/broken.json");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/broken.json' JSON", "broken.json, line 2");
        server.put("[{\"id\": 1}]", "bucket/broken.json");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/broken.json' JSON", "in braces");
        server.put("{\"id\": \"x\"}", "bucket/broken.json");
        assertFails(
                SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/broken.json' JSON", "\"id\"", "\"x\"");
        assertThat(table()).isEmpty();
    }

    @Test
    void fieldsMayHaveFixedWidths() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, name VARCHAR(20), price DECIMAL(8,2))");
        server.put("  1abc   1.50\r\n 22d     \n", "bucket/fixed.txt");
        client.run("COPY t FROM 's3://bucket/fixed.txt' FIXEDWIDTH 'a:3,b:5,c:5' TRIMBLANKS FILLRECORD");
        assertThat(table().toString()).isEqualTo("[[1, abc, 1.50], [22, d, null]]");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "COPY t FROM 's3://bucket/fixed.txt' FIXEDWIDTH 'a:3,b:x,c:5'",
                "\"b:x\"");
        assertFails(
                SqlState.INVALID_PARAMETER_VALUE,
                "COPY t FROM 's3://bucket/fixed.txt' FIXEDWIDTH 'a:3'",
                "names 1 columns where 3");
    }

    @Test
    void readsZstandardAndOtherEncodings() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, name VARCHAR(20))");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(bytes)) {
            out.write("1|a\n2|b\n".getBytes(UTF_8));
        }
        server.put(bytes.toByteArray(), "bucket/z.zst");
        assertThat(client.run("COPY t FROM 's3://bucket/z.zst' ZSTD")).isEqualTo("COPY 2");
        server.put("3|\u00e4\n".getBytes(UTF_16), "bucket/wide.txt");
        client.run("COPY t FROM 's3://bucket/wide.txt' ENCODING UTF16");
        assertThat(client.value("SELECT name FROM t WHERE id = 3")).isEqualTo("\u00e4");
        server.put("no zstd", "bucket/z.zst");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/z.zst' ZSTD", "z.zst");
    }

    @Test
    void aManifestListsTheObjects() throws IOException {
        client.run("CREATE TABLE t (id INTEGER)");
        server.put("1\n", "bucket/m/one");
        server.put("2\n", "bucket/m/two");
        server.put(
                "{\"entries\": [{\"url\": \"s3://bucket/m/two\", \"mandatory\": true}, {\"url\": \"s3://bucket/m/no\"}]}",
                "bucket/list.manifest");
        assertThat(client.run("COPY t FROM 's3://bucket/list.manifest' MANIFEST"))
                .isEqualTo("COPY 1");
        assertThat(table().toString()).isEqualTo("[[2]]");
        server.put("{\"entries\": [{\"url\": \"s3://bucket/m/no\", \"mandatory\": true}]}", "bucket/list.manifest");
        assertFails(SqlState.UNDEFINED_FILE, "COPY t FROM 's3://bucket/list.manifest' MANIFEST", "m/no", "mandatory");
        server.put("{\"entries\": [{\"url\": \"s3://bucket/../../x\"}]}", "bucket/list.manifest");
        assertFails(SqlState.UNDEFINED_FILE, "COPY t FROM 's3://bucket/list.manifest' MANIFEST", "None of");
        assertFails(SqlState.BAD_COPY_FILE_FORMAT, "COPY t FROM 's3://bucket/m/one' MANIFEST", "entries");
    }

    @Test
    void digitsTooManyAreCutOffUnlessRoundecSaysOtherwise() throws IOException {
        client.run("CREATE TABLE t (price DECIMAL(8,2), whole DECIMAL(8,0))");
        server.put("1.259,-.9\n", "bucket/round.csv");
        client.run("COPY t FROM 's3://bucket/round.csv' CSV");
        assertThat(table().toString()).isEqualTo("[[1.25, 0]]");
        client.run("TRUNCATE t");
        client.run("COPY t FROM 's3://bucket/round.csv' CSV ROUNDEC");
        assertThat(table().toString()).isEqualTo("[[1.26, -1]]");
    }

    @Test
    void errorsStayWhenTheLoadIsUndone() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, price DECIMAL(4,1))");
        server.put("1,1\nx,2\n3,long\n4,4\n", "bucket/errors.csv");
        assertFails(SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/errors.csv' CSV", "line 2");
        assertThat(client.query("SELECT line_number, colname, type, raw_field_value, err_code FROM stl_load_errors"
                                + " WHERE filename = 's3://bucket/errors.csv'")
                        .toString())
                .isEqualTo("[[2, id, integer, x, 1207]]");
        assertThat(client.run("COPY t FROM 's3://bucket/errors.csv' CSV MAXERROR 3"))
                .isEqualTo("COPY 2");
        assertThat(client.notices())
                .contains(
                        "Load into table 't' completed, 2 record(s) could not be loaded. Check 'stl_load_errors' for details.");
        assertThat(client.query("SELECT line_number, colname, col_length, err_code FROM stl_load_errors"
                                + " WHERE query = (SELECT max(query) FROM stl_load_errors) ORDER BY 1")
                        .toString())
                .isEqualTo("[[2, id, , 1207], [3, price, 4, 1207]]");
        assertThat(client.value("SELECT count(*) FROM stl_loaderror_detail WHERE filename LIKE '%/errors.csv'"))
                .isEqualTo("3");
        String latest = client.value("SELECT pg_last_copy_id()");
        assertThat(client.query(
                                "SELECT filename, lines_scanned, errors, file_format FROM stl_load_commits WHERE query = "
                                        + latest)
                        .toString())
                .isEqualTo("[[s3://bucket/errors.csv, 4, 2, CSV]]");
        assertThat(client.query("SELECT h.data_source, h.loaded_bytes, h.error_count, h.source_file_count,"
                                + " d.lines_scanned, (SELECT count(*) FROM stl_load_errors AS e WHERE e.query = h.query_id)"
                                + " FROM sys_load_history AS h JOIN sys_load_detail AS d USING (query_id) WHERE query_id = "
                                + latest)
                        .toString())
                .isEqualTo("[[s3://bucket/errors.csv, 19, 2, 1, 4, 2]]");
        client.run("CREATE USER reader PASSWORD 'Reader-123'");
        try (TestServer.Client reader = server.connectAs("reader")) {
            assertThat(reader.value("SELECT count(*) FROM sys_load_error_detail"))
                    .isEqualTo("0");
        }
        client.run("DROP USER reader");
    }

    @Test
    void linesThatCannotBeLoadedAreShownAsTheyStand() throws IOException {
        client.run("CREATE TABLE t (id INTEGER, name VARCHAR(5))");
        server.put("1,\"a\"\r\n\"x\",  \"b\"\r\n", "bucket/quoted.csv");
        server.put("{\"name\": \"c\", \"id\": 1}\n{\"id\": \"y\", \"other\": [1, 2]}\n", "bucket/lines.json");
        client.run("COPY t FROM 's3://bucket/quoted.csv' CSV MAXERROR 3");
        client.run("COPY t FROM 's3://bucket/lines.json' JSON 'auto' MAXERROR 3");
        assertThat(client.query("SELECT raw_line FROM stl_load_errors WHERE filename IN ('s3://bucket/quoted.csv',"
                                + " 's3://bucket/lines.json') ORDER BY raw_line")
                        .toString())
                .isEqualTo("[[\"x\",  \"b\"], [{\"id\": \"y\", \"other\": [1, 2]}]]");
    }

    @Test
    void manyRowsGoInPortions() throws IOException {
        client.run("CREATE TABLE t (id INTEGER NOT NULL, name VARCHAR(20))");
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 450_000; i++) {
            text.append(i).append("|row ").append(i).append('\n');
        }
        server.put(text.toString(), "bucket/many.txt");
        assertThat(client.run("COPY t FROM 's3://bucket/many.txt'")).isEqualTo("COPY 450000");
        assertThat(client.query("SELECT count(*), count(DISTINCT id), max(id) FROM t")
                        .toString())
                .isEqualTo("[[450000, 450000, 450000]]");
        client.run("TRUNCATE t");
        server.put(text + "x|late\n", "bucket/many.txt");
        assertFails(SqlState.INVALID_TEXT_REPRESENTATION, "COPY t FROM 's3://bucket/many.txt'", "line 450001", "\"x\"");
        assertThat(table()).isEmpty();
    }
}
