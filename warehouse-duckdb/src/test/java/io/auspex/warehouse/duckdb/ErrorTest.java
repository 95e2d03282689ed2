package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users read when the engine refuses. A position of -1 stands for none. */
class ErrorTest extends WarehouseFixture {
    @BeforeEach
    void createTables() {
        session.execute("create table t(i int, s varchar, n int not null default 0)");
        session.execute("create table k(i int primary key, c int check (c > 0))");
        session.execute("insert into k values (1, 1)");
        session.execute("create view v as select i from t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "select * from nope; UNDEFINED_TABLE; relation \"nope\" does not exist; 14",
                "select * from nope.t; UNDEFINED_TABLE; relation \"nope.t\" does not exist; 14",
                "insert into nope values (1); UNDEFINED_TABLE; relation \"nope\" does not exist; -1",
                "select nope from t; UNDEFINED_COLUMN; column \"nope\" does not exist; 7",
                "select 'é€😀', nope from t; UNDEFINED_COLUMN; column \"nope\" does not exist; 15",
                "select nope; UNDEFINED_COLUMN; column \"nope\" does not exist; 7",
                "select t.nope from t; UNDEFINED_COLUMN; column t.nope does not exist; 7",
                "insert into t(nope) values (1); UNDEFINED_COLUMN; column \"nope\" of relation \"t\" does not exist;"
                        + " -1",
                "select i from t, v; AMBIGUOUS_COLUMN; column reference \"i\" is ambiguous; 7",
                "select x.i from t; UNDEFINED_TABLE; missing FROM-clause entry for table \"x\"; 7",
                "select nope(1); UNDEFINED_FUNCTION; function nope does not exist; 7",
                "select aðny(1); UNDEFINED_FUNCTION; function aðny does not exist; -2",
                "select strpos(1, 2, 3, 4); UNDEFINED_FUNCTION; function strpos(integer, integer, integer, integer)"
                        + " does not exist; 7",
                "select interval '1 day' * true::boolean; UNDEFINED_FUNCTION; operator does not exist: interval *"
                        + " boolean; -2",
                "select cast(1 as nope); UNDEFINED_OBJECT; type \"nope\" does not exist; 17",
                "drop schema nope; INVALID_SCHEMA_NAME; schema \"nope\" does not exist; -1",
                "create schema public; DUPLICATE_SCHEMA; schema \"public\" already exists; -1",
                "create table t(i int); DUPLICATE_TABLE; relation \"t\" already exists; -1",
                "create table u(a int, a int); DUPLICATE_COLUMN; column \"a\" specified more than once; -1",
                "drop table v; WRONG_OBJECT_TYPE; \"v\" is not a table; -1",
                "drop view t; WRONG_OBJECT_TYPE; \"t\" is not a view; -1",
                "selec 1; SYNTAX_ERROR; syntax error at or near \"selec\"; 0",
                "select 1 from t wher i = 1; SYNTAX_ERROR; syntax error at or near \"i\"; 21",
                "select i, count(*) from t; GROUPING_ERROR; column \"i\" must appear in the GROUP BY clause or must be"
                        + " part of an aggregate function; 7",
                "select 1 from t where max(i) > 1; GROUPING_ERROR; WHERE clause cannot contain aggregates; 22",
                "select 'abc'::int; INVALID_TEXT_REPRESENTATION; invalid input syntax for type integer: \"abc\"; 12",
                "select cast(s as int) from (select 'abc' || i as s from range(1) r(i)) q;"
                        + " INVALID_TEXT_REPRESENTATION; invalid input syntax for type integer: \"abc0\"; 7",
                "insert into t(i) values ('x'); INVALID_TEXT_REPRESENTATION; invalid input syntax for type integer:"
                        + " \"x\"; 25",
                "select 10000000000::int; NUMERIC_VALUE_OUT_OF_RANGE; value \"10000000000\" is out of range for type"
                        + " integer; 18",
                "select 9223372036854775807 + 1; NUMERIC_VALUE_OUT_OF_RANGE; Overflow in addition of bigint"
                        + " (9223372036854775807 + 1); -1",
                "select 'x y'::bignum; INVALID_TEXT_REPRESENTATION; invalid input syntax for type numeric: \"x y\"; -2",
                "select date '2020-01-01'::integer[]; CANNOT_COERCE; Unimplemented type for cast (date -> integer[]);"
                        + " -2",
                "select '2020-13-01'::date; DATETIME_FIELD_OVERFLOW; date field value out of range: \"2020-13-01\"; 19",
                "select 1 / 0; DIVISION_BY_ZERO; division by zero; -1",
                "select (select i from range(3) r(i)); CARDINALITY_VIOLATION; more than one row returned by a subquery"
                        + " used as an expression; -1",
                "insert into k values (1, 2); UNIQUE_VIOLATION; duplicate key value violates unique constraint; -1",
                "insert into t(n) values (null); NOT_NULL_VIOLATION; null value in column \"n\" of relation \"t\""
                        + " violates not-null constraint; -1",
                "insert into k values (2, -1); CHECK_VIOLATION; CHECK constraint failed on table \"k\" with expression"
                        + " CHECK((c > 0)); -1",
                "insert into k values (1); SYNTAX_ERROR; table \"k\" has 2 columns but 1 values were supplied; -1",
                "select error('my own'); DATA_EXCEPTION; my own; -1"
            })
    void saysWhatIsWrongAsPostgresDoes(String sql, SqlState state, String message, int position) {
        SqlException error = error(() -> Rows.of(session, sql));
        assertThat(error).isNotNull();
        assertThat(error).hasMessage(message);
        assertThat(error.state()).isEqualTo(state);
        if (position >= -1) {
            assertThat(error.position().orElse(-1)).isEqualTo(position);
        }
        assertThat(error.getMessage()).doesNotContain("{", "\n");
    }

    @Test
    void tellsOfForeignKeysThatKeepATable() {
        session.execute("create table main_key(i int primary key)");
        session.execute("create table foreign_key(i int references main_key(i))");
        assertThat(error(() -> session.execute("drop table main_key")).state())
                .isEqualTo(SqlState.DEPENDENT_OBJECTS_STILL_EXIST);
    }

    @Test
    void suggestsNamesOfUsersOnly() {
        session.execute("create table customers(first_name varchar)");
        assertThat(error(() -> session.execute("select * from custommers")).hint())
                .hasValue("Did you mean \"customers\"?");
        assertThat(error(() -> session.execute("select firstname from customers"))
                        .hint())
                .hasValue("Did you mean \"first_name\"?");
        assertThat(error(() -> session.execute("select explain(1)")).hint()).isEmpty();
        assertThat(error(() -> session.execute("select bar from (select 1 as foo)"))
                        .hint())
                .isEmpty();
        assertThat(error(() -> session.execute("select coutn(1)")).hint()).hasValue("Did you mean \"count\"?");
        assertThat(error(() -> session.execute("select * from pg_clazz")).hint())
                .isEmpty();
    }

    @Test
    void pointsIntoTheCallersTextBehindParameters() {
        session.execute("create table w as select 1 as i, interval '1 day' as z");
        SqlException behind =
                error(() -> Rows.of(session, "select 'é', $12::int, $3::int + nope from w", null, null, 1L));
        assertThat(behind.state()).isEqualTo(SqlState.UNDEFINED_COLUMN);
        assertThat(behind.position()).hasValue(32);
        SqlException wrapped = error(() -> Rows.of(session, "select z, 'x'::int as bad from w, range(1)"));
        assertThat(wrapped.state()).isEqualTo(SqlState.INVALID_TEXT_REPRESENTATION);
        assertThat(wrapped.position()).hasValue(13);
    }

    @Test
    void limitsTheDepthOfExpressions() {
        SqlException error = error(() -> session.execute("select " + "+ ".repeat(5_000) + "1"));
        assertThat(error.state()).isEqualTo(SqlState.PROGRAM_LIMIT_EXCEEDED);
        assertThat(error).hasMessage("the statement is nested too deeply");
    }

    @Test
    void pointsNowhereForAnErrorInsideAView() {
        session.execute("create table base as select 1 as i");
        session.execute("create view over as select i from base");
        session.execute("drop table base");
        SqlException error = error(() -> Rows.of(session, "select o.* from over as o"));
        assertThat(error.state()).isEqualTo(SqlState.UNDEFINED_TABLE);
        assertThat(error).hasMessage("relation \"base\" does not exist");
        assertThat(error.position()).isEmpty();
    }
}
