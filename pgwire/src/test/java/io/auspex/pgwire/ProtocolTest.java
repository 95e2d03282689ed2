package io.auspex.pgwire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.pgwire.conversation.ConversationLimits;
import io.auspex.pgwire.message.WireBuffer;
import io.auspex.pgwire.startup.AuthenticationMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages after the login: which follow which, and what malformed ones lead to. */
class ProtocolTest {
    private static final WireBuffer SYNC = new WireBuffer().begin('S').end();
    private static final WireBuffer FLUSH = new WireBuffer().begin('H').end();
    private static final int SPOOL_MEMORY_BYTES = 10_000;

    @TempDir
    static Path folder;

    private static OpenDoor door;
    private RawClient client;

    @BeforeAll
    static void open() throws IOException {
        door = OpenDoor.with(folder, settings -> settings.withAuthentication(AuthenticationMethod.TRUST)
                .withLimits(
                        settings.connectionLimits(),
                        new ConversationLimits(1 << 20, 5, 5, SPOOL_MEMORY_BYTES, 10_000_000, folder.resolve("tmp"))));
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void connect() throws IOException {
        client = RawClient.loggedIn(door.port());
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    private static WireBuffer parse(String name, String sql, int... oids) {
        WireBuffer message =
                new WireBuffer().begin('P').string(name).string(sql).int16(oids.length);
        for (int oid : oids) {
            message.int32(oid);
        }
        return message.end();
    }

    /** All parameters and results as text. */
    private static WireBuffer bind(String portal, String statement, String... values) {
        WireBuffer message = new WireBuffer()
                .begin('B')
                .string(portal)
                .string(statement)
                .int16(0)
                .int16(values.length);
        for (String value : values) {
            int start = message.beginValue();
            message.text(value).endValue(start);
        }
        return message.int16(0).end();
    }

    private static WireBuffer describe(char kind, String name) {
        return new WireBuffer().begin('D').int8(kind).string(name).end();
    }

    private static WireBuffer execute(String portal, int rows) {
        return new WireBuffer().begin('E').string(portal).int32(rows).end();
    }

    private static WireBuffer close(char kind, String name) {
        return new WireBuffer().begin('C').int8(kind).string(name).end();
    }

    private static String state(List<RawClient.Message> messages) {
        return messages.stream()
                .filter(message -> message.type() == 'E')
                .map(message -> message.fields().get('C'))
                .findFirst()
                .orElse("no error");
    }

    private static List<String> tags(List<RawClient.Message> messages) {
        return messages.stream()
                .filter(message -> message.type() == 'C')
                .map(RawClient.Message::text)
                .toList();
    }

    private static String status(List<RawClient.Message> messages) {
        return messages.get(messages.size() - 1).text();
    }

    @Test
    void answersQueriesInOrder() throws IOException {
        assertThat(client.send(RawClient.query("select 1 as a, 'x' as b")).typesUntilReady())
                .isEqualTo("TDCZ");
        assertThat(client.send(RawClient.query("")).typesUntilReady()).isEqualTo("IZ");
        assertThat(client.send(RawClient.query(" ; -- nothing\n;")).typesUntilReady())
                .isEqualTo("IZ");
        assertThat(client.send(RawClient.query("select 1; select 2 where false; begin; commit"))
                        .typesUntilReady())
                .isEqualTo("TDCTCCCZ");
    }

    @Test
    void endsSessionsThatStaySilent() throws IOException {
        client.send(RawClient.query("set idle_session_timeout to 200; set idle_in_transaction_session_timeout to 100"))
                .untilReady();
        client.send(RawClient.query("begin")).untilReady();
        assertThat(client.read().fields()).containsEntry('S', "FATAL").containsEntry('C', "25P03");
        assertThat(client.isClosedByServer()).isTrue();
        try (RawClient other = RawClient.loggedIn(door.port())) {
            other.send(RawClient.query("set idle_session_timeout to 100")).untilReady();
            assertThat(other.read().fields()).containsEntry('C', "57P05");
            assertThat(other.isClosedByServer()).isTrue();
        }
    }

    @Test
    void endsSessionsThatAreTerminated() throws IOException {
        try (RawClient victim = RawClient.loggedIn(door.port())) {
            List<RawClient.Message> answer =
                    victim.send(RawClient.query("select pg_backend_pid()")).untilReady();
            String pid = values(answer).get(0);
            assertThat(rows("select pg_terminate_backend(" + pid + ")")).containsExactly("t");
            assertThat(victim.read().fields()).containsEntry('S', "FATAL").containsEntry('C', "57P01");
            assertThat(victim.isClosedByServer()).isTrue();
        }
    }

    /** FETCH as a prepared statement, its rows in either format. */
    @Test
    void fetchesFromCursors() throws IOException {
        client.send(RawClient.query(
                        "begin; declare c cursor for select i::int from generate_series(1, 5) t(i) order by i"))
                .untilReady();
        List<RawClient.Message> answer = client.send(
                        parse("f", "fetch 2 from c"),
                        describe('S', "f"),
                        bind("", "f"),
                        execute("", 0),
                        bind("", "f"),
                        execute("", 1),
                        SYNC)
                .untilReady();
        assertThat(tags(answer)).containsExactly("FETCH 2");
        // As psycopg 3 does behind DECLARE, before its first FETCH.
        assertThat(client.send(describe('P', "c"), SYNC).typesUntilReady()).isEqualTo("TZ");
        assertThat(client.send(RawClient.query("select 1; fetch all from c; close c"))
                        .typesUntilReady())
                .isEqualTo("TDCTDCCZ");
        assertThat(state(client.send(describe('P', "c"), SYNC).untilReady())).isEqualTo("34000");
        client.send(RawClient.query("rollback")).untilReady();
    }

    @Test
    void discardsEverything() throws IOException {
        client.send(parse("s", "select 1"), SYNC).untilReady();
        client.send(RawClient.query("set query_group to 'x'; set statement_timeout to 9"))
                .untilReady();
        client.send(RawClient.query("discard all")).untilReady();
        assertThat(rows("show query_group")).containsExactly("default");
        assertThat(state(client.send(bind("", "s"), SYNC).untilReady())).isEqualTo("26000");
    }

    @Test
    void rollsBackAScriptAtItsFirstError() throws IOException {
        client.send(RawClient.query("drop table if exists s; create table s (a int)"))
                .untilReady();
        List<RawClient.Message> answer = client.send(
                        RawClient.query("insert into s values (1); select nothing from s; insert into s values (2)"))
                .untilReady();
        assertThat(state(answer)).isEqualTo("42703");
        assertThat(status(answer)).isEqualTo("I");
        assertThat(rows("select count(*) from s")).containsExactly("0");
    }

    @Test
    void keepsWhatAScriptCommitted() throws IOException {
        client.send(RawClient.query("drop table if exists k; create table k (a int)"))
                .untilReady();
        List<RawClient.Message> answer = client.send(RawClient.query(
                        "begin; insert into k values (1); commit; insert into k values (2); select nothing from k"))
                .untilReady();
        assertThat(state(answer)).isEqualTo("42703");
        assertThat(rows("select a from k")).containsExactly("1");
    }

    @Test
    void pointsAtTheErrorInTheWholeScript() throws IOException {
        String script = "select 'äöü🦆'; select nothing_like_it from generate_series(1, 2)";
        RawClient.Message error = client.send(RawClient.query(script)).untilReady().stream()
                .filter(message -> message.type() == 'E')
                .findFirst()
                .orElseThrow();
        int inCodePoints = script.codePointCount(0, script.indexOf("nothing_like_it")) + 1;
        assertThat(error.fields())
                .containsEntry('S', "ERROR")
                .containsEntry('V', "ERROR")
                .containsEntry('P', Integer.toString(inCodePoints));
    }

    @Test
    void runsPreparedStatements() throws IOException {
        client.send(
                parse("sum", "select $1 + 1 as next", 23),
                describe('S', "sum"),
                bind("", "sum", "41"),
                describe('P', ""),
                execute("", 0),
                SYNC);
        List<RawClient.Message> answer = client.untilReady();
        assertThat(answer).extracting(RawClient.Message::type).containsExactly('1', 't', 'T', '2', 'T', 'D', 'C', 'Z');
        assertThat(tags(answer)).containsExactly("SELECT 1");
        assertThat(client.send(bind("", "sum", "1"), execute("", 0), FLUSH, close('S', "sum"), SYNC)
                        .typesUntilReady())
                .isEqualTo("2DC3Z");
        assertThat(state(client.send(bind("", "sum", "1"), SYNC).untilReady())).isEqualTo("26000");
    }

    @Test
    void knowsStatementsWithoutRowsAndWithoutAnything() throws IOException {
        client.send(parse("", ""), describe('S', ""), bind("", ""), describe('P', ""), execute("", 0), SYNC);
        assertThat(client.typesUntilReady()).isEqualTo("1tn2nIZ");
        client.send(parse("", "begin"), describe('S', ""), bind("", ""), execute("", 1), SYNC);
        assertThat(client.typesUntilReady()).isEqualTo("1tn2CZ");
        assertThat(status(client.send(RawClient.query("rollback")).untilReady()))
                .isEqualTo("I");
    }

    @Test
    void sendsRowsInPortions() throws IOException {
        client.send(RawClient.query("begin")).untilReady();
        client.send(parse("", "select i from generate_series(1, 5) t(i)"), bind("p", ""), execute("p", 2), SYNC);
        assertThat(client.typesUntilReady()).isEqualTo("12DDsZ");
        assertThat(client.send(execute("p", 2), SYNC).typesUntilReady()).isEqualTo("DDsZ");
        assertThat(client.send(execute("p", 2), SYNC).typesUntilReady()).isEqualTo("DCZ");
        assertThat(tags(client.send(execute("p", 2), SYNC).untilReady())).containsExactly("SELECT 0");
        client.send(RawClient.query("commit")).untilReady();
        assertThat(state(client.send(execute("p", 2), SYNC).untilReady())).isEqualTo("34000");
    }

    @Test
    void keepsSuspendedPortalsThroughOtherStatements() throws IOException {
        client.send(RawClient.query("begin")).untilReady();
        for (int rows : new int[] {20, 20_000}) { // in memory, in a file
            client.send(
                    parse("", "select i, 'row ' || i from generate_series(1, " + rows + ") t(i)"),
                    bind("p" + rows, ""),
                    execute("p" + rows, 7),
                    SYNC);
            client.untilReady();
        }
        client.send(RawClient.query("create temporary table other as select 1 as a"))
                .untilReady();
        assertThat(rows("select a from other")).containsExactly("1");
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertThat(files).hasSize(1);
        }
        for (int rows : new int[] {20, 20_000}) {
            List<String> rest = values(client.send(execute("p" + rows, 0), SYNC).untilReady());
            assertThat(rest).hasSize(rows - 7).startsWith("8").endsWith(Integer.toString(rows));
        }
        client.send(RawClient.query("rollback")).untilReady();
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void dropsPortalsWithTheConnection() throws IOException {
        client.send(RawClient.query("begin")).untilReady();
        client.send(
                parse("", "select i, 'row ' || i from generate_series(1, 20000) t(i)"),
                bind("p", ""),
                execute("p", 7),
                SYNC);
        client.untilReady();
        client.send(RawClient.query("select 1")).untilReady();
        client.send(new WireBuffer().begin('X').end());
        assertThat(client.isClosedByServer()).isTrue();
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void skipsUpToSyncAfterAnError() throws IOException {
        client.send(
                parse("", "select nothing"), bind("", ""), execute("", 0), RawClient.query("select 1"), FLUSH, SYNC);
        assertThat(client.typesUntilReady()).isEqualTo("EZ");
        assertThat(client.send(parse("", "select 1"), bind("", ""), execute("", 0), SYNC)
                        .typesUntilReady())
                .isEqualTo("12DCZ");
    }

    @Test
    void makesAPipelineOneTransaction() throws IOException {
        client.send(RawClient.query("drop table if exists pipe; create table pipe (a int not null)"))
                .untilReady();
        client.send(
                parse("ins", "insert into pipe values ($1)", 23),
                bind("", "ins", "1"),
                execute("", 0),
                bind("", "ins", "2"),
                execute("", 0),
                parse("", "select nothing"),
                SYNC);
        List<RawClient.Message> answer = client.untilReady();
        assertThat(tags(answer)).containsExactly("INSERT 0 1", "INSERT 0 1");
        assertThat(state(answer)).isEqualTo("42703");
        assertThat(rows("select count(*) from pipe")).containsExactly("0");
        client.send(bind("", "ins", "1"), execute("", 0), bind("", "ins", "2"), execute("", 0), SYNC);
        client.untilReady();
        assertThat(rows("select count(*) from pipe")).containsExactly("2");
    }

    @Test
    void failsATransactionAtAnError() throws IOException {
        assertThat(status(client.send(RawClient.query("begin")).untilReady())).isEqualTo("T");
        assertThat(status(client.send(RawClient.query("select nothing")).untilReady()))
                .isEqualTo("E");
        List<RawClient.Message> refused =
                client.send(RawClient.query("select 1")).untilReady();
        assertThat(state(refused)).isEqualTo("25P02");
        assertThat(status(refused)).isEqualTo("E");
        assertThat(state(client.send(parse("", "select 1"), SYNC).untilReady())).isEqualTo("25P02");
        List<RawClient.Message> end = client.send(RawClient.query("commit")).untilReady();
        assertThat(tags(end)).containsExactly("ROLLBACK");
        assertThat(status(end)).isEqualTo("I");
    }

    @Test
    void ownsTheNamesOfStatements() throws IOException {
        client.send(parse("a", "select 1"), parse("b", "select 2"), SYNC).untilReady();
        assertThat(state(client.send(parse("a", "select 3"), SYNC).untilReady()))
                .isEqualTo("42P05");
        assertThat(tags(client.send(RawClient.query("deallocate a")).untilReady()))
                .containsExactly("DEALLOCATE");
        assertThat(state(client.send(bind("", "a"), SYNC).untilReady())).isEqualTo("26000");
        assertThat(state(client.send(RawClient.query("deallocate a")).untilReady()))
                .isEqualTo("26000");
        assertThat(tags(client.send(RawClient.query("deallocate all")).untilReady()))
                .containsExactly("DEALLOCATE ALL");
        assertThat(state(client.send(bind("", "b"), SYNC).untilReady())).isEqualTo("26000");
    }

    @Test
    void boundsStatementsAndPortals() throws IOException {
        client.send(RawClient.query("begin")).untilReady();
        for (int i = 0; i < 5; i++) {
            assertThat(client.send(parse("s" + i, "select 1"), bind("p" + i, "s" + i), SYNC)
                            .typesUntilReady())
                    .isEqualTo("12Z");
        }
        assertThat(state(client.send(bind("p5", "s0"), SYNC).untilReady())).isEqualTo("53000");
        client.send(RawClient.query("rollback")).untilReady();
        assertThat(state(client.send(parse("s5", "select 1"), SYNC).untilReady()))
                .isEqualTo("53000");
    }

    @Test
    void refusesWrongBinds() throws IOException {
        client.send(parse("one", "select $1", 23), SYNC).untilReady();
        assertThat(state(client.send(bind("", "one"), SYNC).untilReady())).isEqualTo("08P01");
        assertThat(state(client.send(bind("", "one", "1", "2"), SYNC).untilReady()))
                .isEqualTo("08P01");
        assertThat(state(client.send(bind("", "one", "x"), SYNC).untilReady())).isEqualTo("22P02");
        assertThat(state(client.send(RawClient.query("select $1")).untilReady()))
                .isEqualTo("42P02");
        assertThat(state(client.send(parse("", "select 1; select 2"), SYNC).untilReady()))
                .isEqualTo("42601");
    }

    @Test
    void refusesFunctionCallsAndPassesOverLateCopies() throws IOException {
        assertThat(state(client.send(new WireBuffer().begin('F').int32(1).end()).untilReady()))
                .isEqualTo("0A000");
        client.send(
                new WireBuffer().begin('f').string("over").end(),
                new WireBuffer().begin('c').end());
        assertThat(client.send(RawClient.query("select 1")).typesUntilReady()).isEqualTo("TDCZ");
    }

    @Test
    void refusesWrongText() throws IOException {
        WireBuffer invalid = new WireBuffer()
                .begin('Q')
                .text("select '")
                .int8(0xC3)
                .text("'")
                .int8(0)
                .end();
        assertThat(state(client.send(invalid).untilReady())).isEqualTo("22021");
        assertThat(client.send(RawClient.query("select 1")).typesUntilReady()).isEqualTo("TDCZ");
    }

    @Test
    void endsTheConnectionAtAViolation() throws IOException {
        assertEnds(new WireBuffer().begin('?').end());
        assertEnds(new WireBuffer().int8('Q').int32(3));
        assertEnds(new WireBuffer().int8('Q').int32(Integer.MAX_VALUE));
        assertEnds(new WireBuffer().int8('Q').int32(-5));
    }

    /** As PostgreSQL does: where the message ends is known, and so where the next one begins. */
    @Test
    void goesOnBehindAMessageThatIsNotWhatItSays() throws IOException {
        assertGoesOn(new WireBuffer().begin('Q').text("no end").end());
        assertGoesOn(new WireBuffer().begin('Q').string("select 1").text("more").end());
        assertGoesOn(
                new WireBuffer().begin('Q').string("select 'a").string("b'").end());
        WireBuffer counted = new WireBuffer()
                .begin('P')
                .string("")
                .string("select 1")
                .int16(60_000)
                .end();
        assertGoesOn(counted, SYNC);
        assertGoesOn(
                new WireBuffer()
                        .begin('P')
                        .string("")
                        .string("select 'a")
                        .string("b'")
                        .int16(0)
                        .end(),
                SYNC);
        assertGoesOn(new WireBuffer().begin('D').int8('?').string("").end(), SYNC);
        assertGoesOn(new WireBuffer().begin('E').string("").end(), SYNC);
        client.send(parse("one", "select $1", 23), SYNC).untilReady();
        WireBuffer negative = new WireBuffer()
                .begin('B')
                .string("")
                .string("one")
                .int16(0)
                .int16(1)
                .int32(-2)
                .int16(0)
                .end();
        assertGoesOn(negative, SYNC);
    }

    /** What was done before in the same transaction is undone, as by any error. */
    private void assertGoesOn(WireBuffer... messages) throws IOException {
        client.send(RawClient.query("begin")).untilReady();
        List<RawClient.Message> answer = client.send(messages).untilReady();
        assertThat(answer).hasSize(2);
        assertThat(answer.get(0).fields()).containsEntry('S', "ERROR").containsEntry('C', "08P01");
        assertThat(answer.get(1).body()).containsExactly('E');
        client.send(RawClient.query("rollback")).untilReady();
        assertThat(client.send(RawClient.query("select 1")).typesUntilReady()).isEqualTo("TDCZ");
    }

    private static void assertEnds(WireBuffer message) throws IOException {
        try (RawClient other = RawClient.loggedIn(door.port())) {
            RawClient.Message answer = other.send(message).read();
            while (answer.type() != 'E') {
                answer = other.read();
            }
            assertThat(answer.fields()).containsEntry('S', "FATAL").containsEntry('C', "08P01");
            assertThat(other.isClosedByServer()).isTrue();
        }
    }

    @Test
    void tellsOfChangedParameters() throws IOException {
        List<RawClient.Message> answer =
                client.send(RawClient.query("set timezone to 'Asia/Kolkata'")).untilReady();
        assertThat(answer).anySatisfy(message -> {
            assertThat(message.type()).isEqualTo('S');
            assertThat(message.text()).isEqualTo("TimeZone");
        });
        assertThat(rows("select timestamptz '2024-07-01 12:00:00+00'")).containsExactly("2024-07-01 17:30:00+05:30");
    }

    /** The engine's recursion ends at its own limit, or at ours, and never at the end of the thread's stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+",
                "not ",
                "-(",
                "abs(",
                "(",
                "case when true then ",
                "(select ",
                "cast(",
                "coalesce(1,",
                "1 in (",
            })
    void survivesDeepNesting(String opening) throws IOException {
        for (int depth : new int[] {300, 900, 1_100, 20_000}) {
            String answer = client.send(
                            RawClient.query("select " + opening.repeat(depth) + "1" + closing(opening, depth)))
                    .typesUntilReady();
            assertThat(answer).isIn("TDCZ", "EZ");
        }
        assertThat(client.send(RawClient.query("select 1")).typesUntilReady()).isEqualTo("TDCZ");
    }

    private static String closing(String opening, int depth) {
        String one = opening.startsWith("case") ? " end" : opening.equals("cast(") ? " as integer)" : "";
        String bracket = opening.contains("(") ? ")" : "";
        return (one.isEmpty() ? bracket : one).repeat(depth);
    }

    /** An open result holds a transaction; a client that takes nothing of it must not hold it for ever. */
    @Test
    @Timeout(60)
    void losesPatienceWithClientsThatStopReading(@TempDir Path other) throws IOException {
        ConnectionLimits impatient = new ConnectionLimits(
                10, 10, 10, Duration.ofSeconds(30), Duration.ofMillis(1), Duration.ofMillis(300), 16 << 20);
        try (OpenDoor strict = OpenDoor.with(other, settings -> settings.withAuthentication(AuthenticationMethod.TRUST)
                        .withLimits(impatient, settings.conversationLimits()));
                RawClient reading = RawClient.loggedIn(strict.port());
                RawClient stuck = RawClient.loggedIn(strict.port())) {
            stuck.send(RawClient.query("select repeat('x', 1000) from generate_series(1, 10000000) t(i)"));
            while (strict.door().connections() > 1) {
                assertThat(reading.send(RawClient.query("select 1")).typesUntilReady())
                        .isEqualTo("TDCZ");
            }
        }
    }

    private List<String> rows(String sql) throws IOException {
        return values(client.send(RawClient.query(sql)).untilReady());
    }

    /** The first column of the rows. */
    private static List<String> values(List<RawClient.Message> messages) {
        return messages.stream()
                .filter(message -> message.type() == 'D')
                .map(message -> new String(message.body(), 6, message.int32At(2), UTF_8))
                .toList();
    }
}
