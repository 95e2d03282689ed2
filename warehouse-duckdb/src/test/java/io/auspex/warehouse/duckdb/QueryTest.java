package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.language.type.SqlType.Kind;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preparing, describing and running statements. */
class QueryTest extends WarehouseFixture {
    @Test
    void describesColumnsAndParameters() {
        session.execute("create table t(i int, s varchar(10), d decimal(10,2))");
        try (PreparedQuery query = session.prepare("select i, s, d from t where i = $1 and s = $2", List.of())) {
            assertThat(query.columns())
                    .containsExactly(
                            new ResultColumn("i", SqlType.INTEGER),
                            new ResultColumn("s", SqlType.VARCHAR),
                            new ResultColumn("d", SqlType.decimal(10, 2)));
            assertThat(query.parameters()).containsExactly(SqlType.INTEGER, SqlType.VARCHAR);
        }
    }

    @Test
    void countsChangedRowsAndReturnsNoColumnsForThem() {
        assertThat(session.execute("create table t(i int)")).isZero();
        assertThat(session.execute("insert into t values (1), (2), (3)")).isEqualTo(3);
        assertThat(session.execute("update t set i = i + $1 where i > $2", 10L, 1L))
                .isEqualTo(2);
        assertThat(session.execute("create table u as select * from t")).isEqualTo(3);
        assertThat(session.execute("delete from t")).isEqualTo(3);
        try (PreparedQuery insert = session.prepare("insert into u values ($1)", List.of())) {
            assertThat(insert.columns()).isEmpty();
            assertThat(insert.parameters()).containsExactly(SqlType.INTEGER);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select upper(n), n as m, i from v order by i limit 1 | -, t.n, t.i",
                "with w as materialized (select n from t) select a.n, b.n from w a join w b on true | t.n, t.n",
                "select n, count(*) from t group by n having count(*) > $1 | t.n, -",
                "select n from t union all select 'x' | -",
                "select n from t union select m from u | t.n+u.m",
                "select (select max(n) from t), t.n::varchar, s.n from t, t s | -, t.n, t.n",
                "select n from t where i in (select i from v) | t.n",
                "select x.n, row_number() over () from t x left join u using (i) qualify row_number() over () = 1 |"
                        + " t.n, -",
                "select n from t where exists (select 1 from u where u.m = t.n) | t.n",
                "with recursive r(n) as (select n from t union all select n from r where false) select n from r | -",
                "insert into t values (1, 'x') returning upper(n), n, i | -, t.n, t.i",
                "update t set i = 2 returning * | t.i, t.n",
                "delete from t returning n | t.n",
                "select no_such_column from t |"
            })
    void followsColumnsToTheTablesThatTheyComeFrom(String query, String expected) {
        session.execute("create table t(i int, n varchar)");
        session.execute("create table u(i int, m varchar)");
        session.execute("create view v as select n, i from t");
        List<String> origins = session.origins(query, List.of(SqlType.BIGINT)).stream()
                .map(columns -> columns.stream()
                        .map(origin -> origin.table().name() + "." + origin.column())
                        .sorted()
                        .collect(Collectors.joining("+")))
                .map(column -> column.isEmpty() ? "-" : column)
                .toList();
        assertThat(String.join(", ", origins)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void returnsRowsOfChanges() {
        session.execute("create table t(i int, u uuid default '00000000-0000-0000-0000-000000000001')");
        assertThat(Rows.of(session, "insert into t(i) values ($1) returning i + 1", 5L))
                .containsExactly("6");
        assertThat(Rows.of(session, "insert into t(i) values ($1) returning i, u", 6L))
                .containsExactly("6|00000000-0000-0000-0000-000000000001");
        assertThat(Rows.of(session, "select count(*) from t")).containsExactly("2");
    }

    @Test
    void takesUntypedParametersForTextAsPostgresDoes() {
        try (PreparedQuery query = session.prepare("select $1, 'a' || $2", List.of())) {
            assertThat(query.parameters()).containsExactly(SqlType.VARCHAR, SqlType.VARCHAR);
            assertThat(query.columns()).extracting(ResultColumn::type).containsOnly(SqlType.VARCHAR);
            assertThat(Rows.of(query, "x", "b")).containsExactly("x|ab");
            assertThat(Rows.of(query, (Object) null, null)).containsExactly("NULL|NULL");
        }
    }

    @Test
    void takesUntypedParametersForNumbersWhereTextDoesNotFit() {
        session.execute("create table t as select 41 as i, timestamp '2020-01-02 00:00:00' as ts");
        assertThat(Rows.of(session, "select i + $1 from t", "1")).containsExactly("42");
        assertThat(Rows.of(session, "select i from t where ts > $1 - interval 1 day", "2020-01-02 12:00:00"))
                .containsExactly("41");
        session.begin(false);
        session.execute("insert into t values (1, null)");
        assertThat(Rows.of(session, "select i + $1 from t order by 1", "1")).containsExactly("2", "42");
        session.commit();
    }

    @Test
    void appliesDeclaredTypes() {
        try (PreparedQuery query =
                session.prepare("select $1, $2, $3", List.of(SqlType.BIGINT, SqlType.UNKNOWN, SqlType.DATE))) {
            assertThat(query.parameters()).containsExactly(SqlType.BIGINT, SqlType.VARCHAR, SqlType.DATE);
            assertThat(query.columns())
                    .extracting(ResultColumn::type)
                    .containsExactly(SqlType.BIGINT, SqlType.VARCHAR, SqlType.DATE);
            assertThat(Rows.of(query, "7", "x", "2020-02-29")).containsExactly("7|x|2020-02-29");
        }
    }

    @Test
    void comparesWithValuesFinerThanTheColumn() {
        session.execute("create table t as select 2::int as i, 2.50::decimal(10,2) as d");
        try (PreparedQuery query = session.prepare("select i from t where i < $1", List.of(SqlType.DOUBLE))) {
            assertThat(Rows.of(query, 2.4)).containsExactly("2");
        }
        assertThat(Rows.of(session, "select i from t where d < $1", new BigDecimal("2.504")))
                .containsExactly("2");
    }

    @Test
    void keepsTheDescribedTypesWhateverIsBound() {
        session.execute("create table t as select null::int as i");
        try (PreparedQuery query = session.prepare("select coalesce(i, $1) as c from t", List.of())) {
            assertThat(query.columns()).containsExactly(new ResultColumn("c", SqlType.INTEGER));
            assertThat(Rows.of(query, 7L)).containsExactly("7");
            assertThat(Rows.of(query, "8")).containsExactly("8");
            assertThat(Rows.of(query, 9.0)).containsExactly("9");
        }
    }

    @Test
    void numbersParametersWithGaps() {
        try (PreparedQuery query = session.prepare("select $3::int, $1::varchar, $3 + 1", List.of())) {
            assertThat(query.parameters()).hasSize(3);
            assertThat(Rows.of(query, "a", null, 5L)).containsExactly("5|a|6");
        }
    }

    @Test
    void findsParametersOnlyWhereTheyAre() {
        assertThat(Rows.of(
                        session,
                        "select '$1', \"$2\", $$ $3 $$, e'\\'$4', a$5, $1::int -- $6\n /* $7 /* $8 */ */ "
                                + "from (select 1 as \"$2\", 2 as a$5)",
                        9L))
                .containsExactly("$1|1| $3 |'$4|2|9");
    }

    @Test
    void bindsEveryKindOfValue() {
        assertThat(Rows.of(
                        session,
                        "select $1::boolean, $2::bigint, $3::double, $4::decimal(20,3)",
                        true,
                        5L,
                        2.5,
                        new BigDecimal("12345678901234567.125")))
                .containsExactly("true|5|2.5|12345678901234567.125");
        assertThat(Rows.of(session, "select $1::decimal(38,0)", new BigDecimal("1E+3")))
                .containsExactly("1000");
        assertThat(Rows.of(
                        session,
                        "select $1::date, $2::time, $3::timestamp, $4::timestamptz",
                        LocalDate.of(2020, 2, 29),
                        LocalTime.of(23, 59, 59, 999_999_000),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000),
                        OffsetDateTime.parse("2020-01-01T00:00:00+02:00")))
                .containsExactly("2020-02-29|23:59:59.999999|1969-12-31T23:59:59.000001|2019-12-31T22:00Z");
        assertThat(Rows.of(session, "select $1::blob", (Object) new byte[] {0, 1, (byte) 0xab}))
                .containsExactly("0001ab");
        assertThat(Rows.of(
                        session, "select $1::smallint, $2::real, $3::boolean, $4::date", "3", "1.5", "t", "2020-01-01"))
                .containsExactly("3|1.5|true|2020-01-01");
    }

    @Test
    void runsAPreparedStatementManyTimes() {
        session.execute("create table t(i bigint, s varchar)");
        try (PreparedQuery insert = session.prepare("insert into t values ($1, $2)", List.of())) {
            for (long i = 0; i < 50; i++) {
                assertThat(insert.execute(Arrays.asList(i, null))).isEqualTo(new PreparedQuery.Outcome.Count(1));
            }
        }
        assertThat(Rows.of(session, "select count(*), sum(i), count(s) from t")).containsExactly("50|1225|0");
    }

    @Test
    void refusesSeveralStatementsBeforeAnyRuns() {
        session.execute("create table t(i int)");
        SqlException error = error(() -> session.prepare("insert into t values (1); select 2", List.of()));
        assertThat(error.state()).isEqualTo(SqlState.SYNTAX_ERROR);
        assertThat(error.position()).hasValue(26);
        assertThat(Rows.of(session, "select count(*) from t; -- the end")).containsExactly("0");
        assertThat(error(() -> session.prepare(" -- nothing\n", List.of())).state())
                .isEqualTo(SqlState.SYNTAX_ERROR);
    }

    /** The engine does not tell the columns of such a query. */
    @Test
    void refusesParametersInFunctionsInFrom() {
        SqlException error = error(() -> session.prepare("select i, 'x' from range($1::int) t(i)", List.of()));
        assertThat(error.state()).isEqualTo(SqlState.FEATURE_NOT_SUPPORTED);
        assertThat(Rows.of(session, "select null from range(2) t(i) where i = $1::int", 1L))
                .containsExactly("NULL");
    }

    @Test
    void refusesForeignParameterStyles() {
        assertThat(error(() -> session.prepare("select ?::int", List.of())).state())
                .isEqualTo(SqlState.SYNTAX_ERROR);
        assertThat(error(() -> session.prepare("select $x::int", List.of())).state())
                .isEqualTo(SqlState.SYNTAX_ERROR);
        assertThat(error(() -> session.prepare("select $0", List.of())).state())
                .isEqualTo(SqlState.UNDEFINED_PARAMETER);
        assertThat(error(() -> session.prepare("select $99999999999", List.of()))
                        .state())
                .isEqualTo(SqlState.UNDEFINED_PARAMETER);
        try (PreparedQuery query = session.prepare("select $1::int", List.of())) {
            assertThat(error(() -> query.execute(List.of())).state()).isEqualTo(SqlState.UNDEFINED_PARAMETER);
        }
    }

    @Test
    void preparesAgainAfterAnError() {
        try (PreparedQuery query = session.prepare("select 10 / $1::int", List.of())) {
            assertThat(error(() -> Rows.of(query, 0L)).state()).isEqualTo(SqlState.DIVISION_BY_ZERO);
            assertThat(Rows.of(query, 5L)).containsExactly("2");
        }
    }

    @Test
    void noticesThatTheTableHasChanged() {
        session.execute("create table t(i int)");
        try (PreparedQuery query = session.prepare("select * from t", List.of())) {
            assertThat(Rows.of(query)).isEmpty();
            session.execute("alter table t add column s varchar");
            SqlException error = error(() -> Rows.of(query));
            assertThat(error.state()).isEqualTo(SqlState.STALE_STATEMENT);
            assertThat(error).hasMessage("cached plan must not change result type");
            session.execute("alter table t drop column s");
            assertThat(Rows.of(query)).isEmpty();
            session.execute("alter table t alter column i type varchar");
            assertThat(error(() -> Rows.of(query)).state()).isEqualTo(SqlState.STALE_STATEMENT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "boolean;BOOLEAN;false;true",
                "tinyint;SMALLINT;-128;127",
                "utinyint;SMALLINT;0;255",
                "smallint;SMALLINT;-32768;32767",
                "usmallint;INTEGER;0;65535",
                "integer;INTEGER;-2147483648;2147483647",
                "uinteger;BIGINT;0;4294967295",
                "bigint;BIGINT;-9223372036854775808;9223372036854775807",
                "ubigint;DECIMAL;0;18446744073709551615",
                "hugeint;DECIMAL;-170141183460469231731687303715884105728;170141183460469231731687303715884105727",
                "decimal(4,1);DECIMAL;-999.9;999.9",
                "decimal(9,2);DECIMAL;-1234567.89;0.01",
                "decimal(18,4);DECIMAL;-12345678901234.5678;0.0000",
                "decimal(38,10);DECIMAL;-1234567890123456789012345678.0123456789;0.0000000001",
                "real;REAL;-3.4028235E38;1.5E-38",
                "double;DOUBLE;-1.7976931348623157E308;4.9E-324",
                "varchar;VARCHAR;;héé €😀 with \\ and ''",
                "date;DATE;-4712-01-01;9999-12-31",
                "time;TIME;00:00;23:59:59.999999",
                "timetz;TIMETZ;00:00:00+00;23:59:59.5+02",
                "timestamp;TIMESTAMP;0001-01-01T00:00;9999-12-31T23:59:59.999999",
                "timestamptz;TIMESTAMPTZ;1900-01-01T00:00:00.500Z;9999-12-31T23:59:59.999999Z",
                "timestamp_s;TIMESTAMP;1969-12-31T23:59:59;2020-01-01T00:00",
                "timestamp_ms;TIMESTAMP;1969-12-31T23:59:59.999;2020-01-01T00:00",
                "timestamp_ns;TIMESTAMP;1969-12-31T23:59:59.999999;2020-01-01T00:00",
                "uuid;UUID;00000000-0000-0000-0000-000000000000;ffffffff-ffff-ffff-ffff-ffffffffffff",
                "json;SUPER;{};{\"a\":[1,null,\"x\"]}",
                "int[];ARRAY;[];[1,null,3]",
                "varchar[];ARRAY;['a']=[\"a\"];[]",
                "int[2];ARRAY;[1,2];[3,4]"
            })
    void readsAndBindsTypes(String type, String kind, String low, String high) {
        String[] lows = low == null ? new String[] {"", ""} : low.split("=");
        String lowIn = lows[0];
        String lowOut = lows[lows.length - 1];
        session.execute("create table t(c " + type + ")");
        session.execute("insert into t values ($1), ($2), (null)", lowIn.replace("''", "'"), high.replace("''", "'"));
        try (PreparedQuery query = session.prepare("select c from t", List.of())) {
            ResultColumn column = query.columns().get(0);
            assertThat(column.name()).isEqualTo("c");
            assertThat(column.type().kind()).isEqualTo(Kind.valueOf(kind));
            assertThat(Rows.of(query)).containsExactly(lowOut, high.replace("''", "'"), "NULL");
        }
        assertThat(session.catalog()
                        .columns(io.auspex.language.statement.QualifiedName.of("t"))
                        .get(0)
                        .type()
                        .kind())
                .isEqualTo(Kind.valueOf(kind));
    }

    @Test
    void readsTypesThatChunksCannotCarry() {
        assertThat(Rows.of(
                        session,
                        "select 'b'::enum('a','b') as e, 'ab\\xFF'::blob as b, {'x': 1, 'y': ['z']} as s, "
                                + "map {'k': date '2020-01-01'} as m, '0101'::bit as bits, null as n"))
                .containsExactly("b|6162ff|{\"x\":1,\"y\":[\"z\"]}|{\"k\":\"2020-01-01\"}|0101|NULL");
        assertThat(Rows.of(session, "select i, [i] from range(3000) r(i) order by i desc limit 2"))
                .containsExactly("2999|[2999]", "2998|[2998]");
        assertThat(Rows.of(
                        session,
                        "with x as (select 1 as a) select uuid '00000000-0000-0000-0000-00000000000a' as u, "
                                + "$1::int + a as b from x",
                        1L))
                .containsExactly("00000000-0000-0000-0000-00000000000a|2");
        assertThat(Rows.of(session, "select null::int[], null::struct(a int), null::interval, null::time"))
                .containsExactly("NULL|NULL|NULL|NULL");
    }

    @Test
    void printsIntervalsAsPostgresDoes() {
        assertThat(Rows.of(
                        session,
                        "select interval '1 year 2 months 3 days 04:05:06.7', interval '1 month', interval '-1 month 2"
                                + " days', interval '0 days', interval '-3 hours'"))
                .containsExactly("1 year 2 mons 3 days 04:05:06.7|1 mon|-1 mons +2 days|00:00:00|-03:00:00");
    }

    @Test
    void keepsEqualColumnNamesApart() {
        assertThat(Rows.of(session, "select 1 as a, 2 as a, interval '1 day' as \"A\""))
                .containsExactly("1|2|1 day");
    }

    @Test
    void streamsManyRowsInLittleMemory() {
        long used = usedMemory();
        long rows = 0;
        long sum = 0;
        try (PreparedQuery query = session.prepare(
                        "select i, 'text ' || i as s, i * 0.5 as d from range(2000000) r(i)", List.of());
                RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                assertThat(batch.rows()).isBetween(1, 2048);
                rows += batch.rows();
                sum += batch.longAt(0, batch.rows() - 1);
                if (rows % 1_024_000 == 0) {
                    assertThat(usedMemory() - used).isLessThan(64L << 20);
                }
            }
        }
        assertThat(rows).isEqualTo(2_000_000);
        assertThat(sum).isPositive();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void raisesAnErrorThatComesLate() {
        long rows = 0;
        SqlException late = null;
        try (PreparedQuery query = session.prepare("select 10 / (i - 3000000) from range(4000000) r(i)", List.of());
                RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream()) {
            for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                rows += batch.rows();
            }
        } catch (SqlException e) {
            late = e;
        }
        assertThat(rows).isPositive();
        assertThat(late).isNotNull();
        assertThat(late.state()).isEqualTo(SqlState.DIVISION_BY_ZERO);
        assertThat(Rows.of(session, "select 1")).containsExactly("1");
    }

    @Test
    void allowsNothingElseWhileAResultIsOpen() {
        try (PreparedQuery query = session.prepare("select i from range(1000000) r(i)", List.of());
                PreparedQuery other = session.prepare("select 1", List.of())) {
            RowStream stream = ((PreparedQuery.Outcome.Rows) query.execute(List.of())).stream();
            assertThat(stream.next()).isNotNull();
            for (SqlException error : List.of(
                    error(() -> session.execute("create table t(i int)")),
                    error(() -> other.execute(List.of())),
                    error(() -> session.catalog().schemas()),
                    error(() -> session.begin(false)))) {
                assertThat(error.state()).isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE);
            }
            assertThat(stream.next()).isNotNull();
            stream.close();
            assertThat(stream.next()).isNull();
            assertThat(Rows.of(other)).containsExactly("1");
            assertThat(Rows.of(query).size()).isEqualTo(1_000_000);
        }
    }

    @Test
    void rollsBackUnderAnOpenResult() {
        session.begin(false);
        session.execute("create table t(i int)");
        try (PreparedQuery query = session.prepare("select i from range(1000000) r(i)", List.of())) {
            query.execute(List.of());
            session.rollback();
        }
        assertThat(session.catalog().relations("public")).isEqualTo(Collections.emptyList());
    }

    @Test
    void calculatesAsRedshiftDoes() {
        assertThat(Rows.of(session, "select 7 / 2, 7.0 / 2")).containsExactly("3|3.5");
        assertThat(error(() -> Rows.of(session, "select 1 / 0")).state()).isEqualTo(SqlState.DIVISION_BY_ZERO);
        assertThat(error(() -> Rows.of(session, "select 1.5::double / 0")).state())
                .isEqualTo(SqlState.DIVISION_BY_ZERO);
        assertThat(error(() -> Rows.of(session, "select ln(0)")).state())
                .isEqualTo(SqlState.INVALID_ARGUMENT_FOR_LOGARITHM);
        assertThat(Rows.of(session, "select x from (values (1), (null), (2)) v(x) order by x"))
                .containsExactly("1", "2", "NULL");
        assertThat(Rows.of(session, "select x from (values (1), (null), (2)) v(x) order by x desc"))
                .containsExactly("NULL", "2", "1");
    }
}
