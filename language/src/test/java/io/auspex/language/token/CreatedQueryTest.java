package io.auspex.language.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a definition is the query. */
class CreatedQueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE VIEW v AS SELECT a AS b FROM t | SELECT a AS b FROM t",
                "create or replace view \"as\" (a, b) as (select 1 as a, 2) | (select 1 as a, 2)",
                "CREATE TABLE t DISTKEY(a) AS SELECT 1 AS a; | SELECT 1 AS a;",
                "CREATE TABLE t AS SELECT a FROM u WITH NO DATA; | SELECT a FROM u",
                "CREATE TABLE t AS SELECT a FROM u WITH DATA | SELECT a FROM u",
                "CREATE TABLE t AS SELECT a FROM u data | SELECT a FROM u data",
                "CREATE TABLE t AS WITH data AS (SELECT 1 AS a) SELECT a FROM data"
                        + " | WITH data AS (SELECT 1 AS a) SELECT a FROM data",
                "CREATE TABLE t (a int) | CREATE TABLE t (a int)"
            })
    void standsBehindTheFirstAsOutsideOfParentheses(String definition, String query) {
        assertThat(CreatedQuery.of(definition).strip()).isEqualTo(query);
    }
}
