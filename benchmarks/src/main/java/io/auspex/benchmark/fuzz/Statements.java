package io.auspex.benchmark.fuzz;

import java.util.List;
import java.util.Random;

/** SQL for a session to stumble over: short statements of every kind that the protocol knows, whole and damaged. */
final class Statements {
    /** What the statements read and write. */
    static final String SETUP =
            "CREATE TABLE IF NOT EXISTS fuzz (a int, b varchar(20), c double precision, d decimal(10,2))";

    private static final List<String> WHOLE = List.of(
            "SELECT 1",
            "",
            "SELECT $1::int + 1",
            "SELECT $1, $2, $3",
            "SELECT a, b FROM fuzz WHERE a = $1 OR b = $2 LIMIT 20",
            "SELECT count(*) FROM fuzz WHERE a = ANY($1)",
            "SELECT ARRAY[1, NULL, 3], ARRAY['x', 'y z'], 1.50::decimal(10,2), '2020-01-01'::date, now(), NULL",
            "SELECT * FROM generate_series(1, 1000)",
            "SELECT a.* FROM generate_series(1, 40) a, generate_series(1, 40) b",
            "SELECT interval '1 day', 'ab'::varbyte, true, 'x'::char(3), 1e300::float8, json_parse('[1]')",
            "INSERT INTO fuzz VALUES ($1, $2, $3, 1.5)",
            "INSERT INTO fuzz VALUES (1, 'x', 2.5, 3), (NULL, NULL, 'NaN', NULL)",
            "UPDATE fuzz SET b = $1 WHERE a = $2",
            "DELETE FROM fuzz",
            "TRUNCATE fuzz",
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "BEGIN; SELECT 1; COMMIT",
            "SELECT 1; SELECT 2; SELECT 1/0; SELECT 3",
            "COPY fuzz FROM STDIN",
            "COPY fuzz (a, b) FROM STDIN CSV",
            "COPY fuzz TO STDOUT",
            "DECLARE c CURSOR FOR SELECT * FROM generate_series(1, 5000)",
            "FETCH 10 FROM c",
            "FETCH ALL FROM c",
            "CLOSE c",
            "SHOW ALL",
            "SHOW search_path",
            "SET query_group TO 'q'",
            "SET TimeZone TO 'Europe/Berlin'",
            "SET application_name TO 'fuzz'",
            "RESET ALL",
            "DISCARD ALL",
            "DEALLOCATE ALL",
            "CREATE TEMP TABLE own (i int)",
            "DROP TABLE IF EXISTS own",
            "CREATE TABLE IF NOT EXISTS fuzz_more (i int, v varchar(10))",
            "ALTER TABLE fuzz_more ADD COLUMN w int",
            "SELECT * FROM fuzz_more",
            "DROP TABLE IF EXISTS fuzz_more",
            "SELECT relname, relkind FROM pg_class LIMIT 5",
            "SHOW TABLES FROM SCHEMA $1.$2",
            "EXPLAIN SELECT 1",
            "SELECT nothing FROM nowhere",
            "SELEC 1",
            "SELECT 'unterminated",
            "SELECT $$dollar$$, E'\\x41', U&'\\0041', \"quoted\" /* remark -- */",
            "SELECT 1/0",
            "SELECT 'x'::int",
            "CANCEL 1",
            "SELECT pg_cancel_backend(1)");

    private static final List<String> TOKENS = List.of(
            "SELECT ",
            " FROM ",
            " WHERE ",
            "(",
            ")",
            ",",
            ";",
            "'",
            "\"",
            "$1",
            "$99999",
            "$$",
            "--",
            "/*",
            "*/",
            "::int",
            "NULL",
            " JOIN ",
            " UNION ",
            "[",
            "]",
            "{",
            "}",
            "\\",
            "\n",
            "\u0001",
            "é",
            "😀",
            "\uFFFF",
            "1e999",
            "-",
            "0x",
            " OVER ",
            " CASE ",
            " fuzz ",
            " AS ",
            "%",
            "@",
            " (+) ",
            ".",
            "a.b.c.d",
            "9223372036854775808",
            " INTO ",
            " VALUES ",
            " LIKE ");

    private static final int DEEPEST = 3_000;

    private final Random random;

    Statements(Random random) {
        this.random = random;
    }

    String next() {
        String sql = WHOLE.get(random.nextInt(WHOLE.size()));
        int dice = random.nextInt(100);
        if (dice < 70) {
            return sql;
        }
        if (dice == 99) {
            int depth = random.nextInt(DEEPEST);
            return "SELECT " + "(".repeat(depth) + "1" + ")".repeat(random.nextBoolean() ? depth : depth / 2);
        }
        if (dice == 98) {
            StringBuilder noise = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                noise.append(TOKENS.get(random.nextInt(TOKENS.size())));
            }
            return noise.toString();
        }
        StringBuilder damaged = new StringBuilder(sql);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(5)));
                case 2 -> damaged.insert(at, (char) random.nextInt(0xD800));
                default -> damaged.insert(at, damaged.substring(at / 2, at));
            }
        }
        return damaged.toString();
    }
}
