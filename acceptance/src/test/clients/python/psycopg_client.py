"""psycopg 3: the extended protocol, text and binary, pipelines, named cursors, COPY by rows."""

import datetime
import decimal
import json

import psycopg
from psycopg.rows import dict_row

from checks import CERTIFICATE, DATABASE, HOST, PASSWORD, PORT, USER, check, check_error, end, training

arguments = dict(host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE)


def state(error):
    return error.sqlstate


with psycopg.connect(**arguments, sslmode="verify-full", sslrootcert=CERTIFICATE) as connection:
    check("TLS, verified", connection.pgconn.ssl_in_use, True)
check_error(
    "a wrong password", True, lambda: psycopg.connect(**{**arguments, "password": "wrong"}),
    lambda error: "password authentication failed" in str(error),
)  # fmt: skip

connection = psycopg.connect(**arguments)
check("server_version", connection.info.server_version, 80002)
check("time zone", str(connection.info.timezone), "UTC")

# ---- values, both ways, in text and in binary

values = {
    "boolean": True,
    "smallint": -32768,
    "integer": 2147483647,
    "bigint": -9223372036854775808,
    "decimal(38,10)": decimal.Decimal("-1234567890123456789012345678.0123456789"),
    "decimal(5,2)": decimal.Decimal("0.05"),
    "double precision": 1e300,
    "real": 0.25,
    "varchar(100)": "it's ' \\ \" a \u00fc \u4e2d \U0001f600 line\nbreak",
    "date": datetime.date(2024, 2, 29),
    "time": datetime.time(23, 59, 59, 999999),
    "timestamp": datetime.datetime(2024, 2, 29, 12, 34, 56, 789012),
    "timestamptz": datetime.datetime(2024, 2, 29, 12, 34, 56, tzinfo=datetime.timezone.utc),
    "varbyte(10)": b"\x00\x01\xff",
}
for binary in (False, True):
    cursor = connection.cursor(binary=binary)
    parameter = "%b" if binary else "%t"
    for name, value in values.items():
        what = f"{name} both ways in {'binary' if binary else 'text'}"
        try:
            cursor.execute(f"SELECT CAST({parameter} AS {name}), CAST(NULL AS {name})", (value,))
            check(what, cursor.fetchone(), (value, None))
        except psycopg.Error as error:
            check(what, str(error), value)
            connection.rollback()
cursor = connection.cursor()
cursor.execute("SELECT 1 AS a, 'x'::varchar(10) AS b, 2.50::numeric(5,2) AS c")
check("column types", [column.type_code for column in cursor.description], [23, 1043, 1700])
check("precision and scale", (cursor.description[2].precision, cursor.description[2].scale), (5, 2))
cursor.execute("SELECT %s, %s + 1, %s || 'x'", ("text", 41, "y"))
check("parameters without a type", cursor.fetchone(), ("text", 42, "yx"))
cursor.execute("SELECT count(*) FROM generate_series(1, 10) AS t(i) WHERE i = ANY(%s)", ([1, 2, 3, 99],))
check("an array as parameter", cursor.fetchone(), (3,))
connection.commit()

# ---- a table, errors, transactions, prepared statements

cursor.execute("DROP TABLE IF EXISTS p3")
cursor.execute("CREATE TABLE p3 (id int PRIMARY KEY, label varchar(20) NOT NULL, amount decimal(10,2), day date)")
cursor.executemany(
    "INSERT INTO p3 VALUES (%s, %s, %s, %s)",
    [(i, f"row {i}", None if i % 2 else decimal.Decimal(i), datetime.date(2024, 1, 1)) for i in range(500)],
)
check("rowcount of executemany", cursor.rowcount, 500)
connection.commit()
for i in range(20):
    cursor.execute("SELECT label, amount FROM p3 WHERE id = %s", (i,), prepare=True)
    if i in (0, 19):
        check("a prepared statement", cursor.fetchone(), (f"row {i}", None if i % 2 else decimal.Decimal("0.00")))
cursor.execute("ALTER TABLE p3 ADD COLUMN extra int")
cursor.execute("SELECT * FROM p3 WHERE id = %s", (1,), prepare=True)
check("after ALTER TABLE", len(cursor.fetchone()), 5)
connection.commit()
for what, expected, sql in [
    ("no such table", "42P01", "SELECT * FROM nowhere WHERE a = %s"),
    ("no such column", "42703", "SELECT nothing FROM p3 WHERE id = %s"),
    ("not a number", "22P02", "SELECT 'abc'::int + %s"),
    ("division by zero", "22012", "SELECT 1 / (id - id) FROM p3 WHERE id >= %s"),
    ("a NULL that may not be", "23502", "INSERT INTO p3 (id) VALUES (1000 + %s)"),
]:
    check_error(what, expected, lambda: cursor.execute(sql, (1,)), state)
    check_error(f"{what}: the transaction is aborted", "25P02", lambda: cursor.execute("SELECT 1"), state)
    connection.rollback()
try:
    cursor.execute("SELECT id, nothing FROM p3")
except psycopg.Error as error:
    check("the place of an error", error.diag.statement_position, "12")
connection.rollback()
with connection.transaction():
    cursor.execute("DELETE FROM p3 WHERE id >= 400")
    check("rowcount of DELETE", cursor.rowcount, 100)
cursor.execute("SELECT count(*) FROM p3")
check("transaction() commits", cursor.fetchone(), (400,))
connection.commit()

# ---- pipelines

with connection.pipeline() as pipeline:
    first = connection.execute("SELECT %s::int", (1,))
    connection.execute("INSERT INTO p3 (id, label) VALUES (%s, %s)", (1001, "by pipeline"))
    second = connection.execute("SELECT label FROM p3 WHERE id = %s", (1001,))
    pipeline.sync()
    check("a pipeline", (first.fetchone(), second.fetchone()), ((1,), ("by pipeline",)))
connection.rollback()
failures = []
try:
    with connection.pipeline():
        connection.execute("SELECT 1 FROM nowhere")
        skipped = connection.execute("SELECT %s::int", (2,))
except psycopg.Error as error:
    failures.append(error.sqlstate)
check("an error in a pipeline", failures, ["42P01"])
connection.rollback()
check("after it", connection.execute("SELECT 3").fetchone(), (3,))
connection.rollback()

# ---- large results, COPY

with connection.cursor(name="big", binary=True) as big:
    big.itersize = 5000
    big.execute("SELECT i, i * 0.5::float8, 'row ' || i FROM generate_series(1, 100000) AS t(i) WHERE i > %s", (0,))
    count = total = 0
    for row in big:
        count, total = count + 1, total + row[0]
    check("a named cursor", (count, total), (100000, 5000050000))
connection.rollback()
count = sum(1 for _ in connection.cursor().stream("SELECT i FROM generate_series(1, 20000) AS t(i)"))
check("a stream, row by row", count, 20000)
connection.rollback()
with cursor.copy("COPY p3 (id, label, amount, day) FROM STDIN") as copy:
    copy.write_row((2000, "a\tb", decimal.Decimal("1.5"), datetime.date(2024, 2, 29)))
    copy.write_row((2001, "c", None, None))
with cursor.copy("COPY (SELECT id, label, amount, day FROM p3 WHERE id >= 2000 ORDER BY id) TO STDOUT") as copy:
    rows = list(copy.rows())
check("COPY both ways", rows, [("2000", "a\tb", "1.50", "2024-02-29"), ("2001", "c", None, None)])
connection.commit()
with connection.cursor(row_factory=dict_row) as dictionary:
    row = dictionary.execute("SELECT id, label FROM p3 WHERE id = %(id)s", {"id": 1}).fetchone()
    check("a dictionary", row, {"id": 1, "label": "row 1"})
cursor.execute("""SELECT JSON_PARSE('{"a": [1, 2]}')""")
check("SUPER is JSON text", json.loads(cursor.fetchone()[0]), {"a": [1, 2]})
check("nextset", [cursor.execute("SELECT 1; SELECT 2").fetchone(), cursor.nextset(), cursor.fetchone()], [(1,), True, (2,)])
connection.commit()

# ---- a model

seen = []
connection.add_notice_handler(lambda notice: seen.append(notice.message_primary))
connection.autocommit = True
for sql in training("p3_model"):
    cursor.execute(sql)
check("notices", any("p3_model" in notice for notice in seen), True)
cursor.execute("SELECT p3_model_above(%s, %s), p3_model_above(%s, %s)", (9, 9.0, 1.5, 2))
check("a prediction", cursor.fetchone(), (1, 0))
cursor.execute("SELECT count(*) FROM p3_model_points WHERE p3_model_above(a, b) = above")
check("predictions of a table", cursor.fetchone()[0] >= 590, True)
connection.close()
end()
