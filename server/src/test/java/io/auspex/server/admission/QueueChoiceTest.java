package io.auspex.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.parse.StatementParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueChoiceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT $1 + 1",
                "SELECT version(), current_user",
                "SELECT * FROM pg_class",
                "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace, pg_type",
                "SELECT * FROM (SELECT relname FROM pg_class) AS x WHERE relname IN (SELECT proname FROM pg_proc)",
                "WITH x AS (SELECT * FROM svv_tables) SELECT * FROM x",
                "SELECT * FROM information_schema.tables",
                "EXPLAIN SELECT * FROM big",
                "CREATE TABLE t (a int)",
                "DECLARE c CURSOR FOR SELECT 1",
                "SHOW TABLES FROM SCHEMA dev.public"
            })
    void isShort(String sql) {
        assertThat(QueueChoice.of(StatementParser.parse(sql))).contains(ServiceClass.SHORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM big",
                "SELECT * FROM pg_class, big",
                "SELECT * FROM pg_class c JOIN pg_namespace n ON c.relnamespace = n.oid, big",
                "SELECT * FROM pg_class JOIN big ON true",
                "SELECT (SELECT count(*) FROM big)",
                "SELECT * FROM (pg_class CROSS JOIN big)",
                "SELECT 1 UNION ALL SELECT n FROM big",
                "SELECT * FROM generate_series(1, 1000000000)",
                "SELECT * FROM other.pg_class",
                "WITH RECURSIVE x AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM x) SELECT max(n) FROM x",
                "WITH x AS (SELECT * FROM big) SELECT * FROM x",
                "INSERT INTO t VALUES (1)",
                "CREATE TABLE t AS SELECT 1 AS a",
                "COPY t FROM 's3://bucket/key' IAM_ROLE default",
                "DECLARE c CURSOR FOR SELECT * FROM big",
                "FETCH 5 FROM c"
            })
    void waitsWithTheOthers(String sql) {
        assertThat(QueueChoice.of(StatementParser.parse(sql))).contains(ServiceClass.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET a.b TO 1", "SHOW search_path", "BEGIN", "COMMIT", "ROLLBACK", "CANCEL 5", "SHOW MODEL m"})
    void neverWaits(String sql) {
        assertThat(QueueChoice.of(StatementParser.parse(sql))).isEmpty();
    }
}
