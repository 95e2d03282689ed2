"""psycopg2: libpq, everything by the simple protocol in text."""

import datetime
import decimal
import io
import json

import psycopg2
import psycopg2.extras

from checks import CERTIFICATE, DATABASE, HOST, PASSWORD, PORT, USER, check, check_error, end, training

arguments = dict(host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE)


def state(error):
    return error.pgcode


# ---- connecting

for mode in ("disable", "prefer", "require", "verify-full"):
    # libpq takes host from the name to verify: the certificate is for localhost and 127.0.0.1.
    with psycopg2.connect(**arguments, sslmode=mode, sslrootcert=CERTIFICATE) as connection:
        check(f"sslmode={mode} is encrypted", connection.info.ssl_in_use, mode != "disable")
    connection.close()
try:
    psycopg2.connect(**{**arguments, "password": "wrong"})
except psycopg2.OperationalError as error:
    check("a wrong password", "password authentication failed" in str(error), True)

connection = psycopg2.connect(**arguments, application_name="psycopg2 test")
check("server_version", connection.server_version, 80002)
check("status of TimeZone", connection.get_parameter_status("integer_datetimes"), "on")
cursor = connection.cursor()

# ---- values, both ways

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
    "char(5)": "ab   ",
    "date": datetime.date(2024, 2, 29),
    "time": datetime.time(23, 59, 59, 999999),
    "timestamp": datetime.datetime(2024, 2, 29, 12, 34, 56, 789012),
    "timestamptz": datetime.datetime(2024, 2, 29, 12, 34, 56, tzinfo=datetime.timezone.utc),
}
for name, value in values.items():
    cursor.execute(f"SELECT CAST(%s AS {name}), CAST(NULL AS {name})", (value,))
    check(f"{name} both ways", cursor.fetchone(), (value, None))
cursor.execute("SELECT 1 AS a, 'x'::varchar(10) AS b, 2.50::numeric(5,2) AS c")
check("column names", [column.name for column in cursor.description], ["a", "b", "c"])
check("column types", [column.type_code for column in cursor.description], [23, 1043, 1700])
check("precision and scale", (cursor.description[2].precision, cursor.description[2].scale), (5, 2))
cursor.execute("SELECT %s IN %s, %s = ANY(%s)", (2, (1, 2), 3, [1, 2]))
check("lists as parameters", cursor.fetchone(), (True, False))
connection.rollback()

# ---- a table, errors, transactions

cursor.execute("DROP TABLE IF EXISTS p2")
cursor.execute("CREATE TABLE p2 (id int PRIMARY KEY, label varchar(20) NOT NULL, amount decimal(10,2))")
cursor.executemany("INSERT INTO p2 VALUES (%s, %s, %s)", [(i, f"row {i}", None if i % 2 else i) for i in range(3)])
psycopg2.extras.execute_values(cursor, "INSERT INTO p2 VALUES %s", [(i, f"row {i}", i) for i in range(3, 1000)])
check("rowcount of INSERT", cursor.rowcount > 0, True)
connection.commit()
cursor.execute("SELECT count(*), sum(amount), min(label) FROM p2")
check("what was inserted", cursor.fetchone(), (1000, decimal.Decimal("499499.00"), "row 0"))
cursor.execute("UPDATE p2 SET amount = 1 WHERE id < 10")
check("rowcount of UPDATE", cursor.rowcount, 10)
connection.rollback()
cursor.execute("SELECT amount FROM p2 WHERE id = 2")
check("after rollback", cursor.fetchone(), (decimal.Decimal("2.00"),))
connection.rollback()
for what, expected, sql in [
    ("no such table", "42P01", "SELECT * FROM nowhere"),
    ("no such column", "42703", "SELECT nothing FROM p2"),
    ("no such function", "42883", "SELECT no_such_function(1)"),
    ("syntax", "42601", "SELEC 1"),
    ("division by zero", "22012", "SELECT 1 / (id - id) FROM p2"),
    ("not a number", "22P02", "SELECT 'abc'::int"),
    ("a NULL that may not be", "23502", "INSERT INTO p2 VALUES (9999, NULL, 1)"),
    ("a text that is too long", "22001", "INSERT INTO p2 VALUES (9999, 'a text of more than 20 bytes', 1)"),
    ("a table that exists", "42P07", "CREATE TABLE p2 (a int)"),
]:
    check_error(what, expected, lambda: cursor.execute(sql), state)
    check_error(f"{what}: the transaction is aborted", "25P02", lambda: cursor.execute("SELECT 1"), state)
    connection.rollback()

# ---- large results, COPY

with connection.cursor(name="big", scrollable=False) as big:
    big.itersize = 5000
    big.execute("SELECT i, i * 0.5, 'row ' || i FROM generate_series(1, 100000) AS t(i)")
    count = total = 0
    for row in big:
        count, total = count + 1, total + row[0]
    check("a named cursor", (count, total), (100000, 5000050000))
connection.rollback()

cursor.copy_expert("COPY p2 (id, label, amount) FROM STDIN", io.StringIO("2000\ta\\tb\t1.5\n2001\tc\t\\N\n"))
cursor.copy_expert("COPY p2 FROM STDIN WITH CSV", io.StringIO('2002,"d, e",2\n2003,f,\n'))
cursor.execute("SELECT label, amount FROM p2 WHERE id >= 2000 ORDER BY id")
check(
    "COPY FROM STDIN",
    cursor.fetchall(),
    [("a\tb", decimal.Decimal("1.50")), ("c", None), ("d, e", decimal.Decimal("2.00")), ("f", None)],
)
out = io.StringIO()
cursor.copy_expert("COPY (SELECT id, label, amount FROM p2 WHERE id >= 2000 ORDER BY id) TO STDOUT WITH CSV HEADER", out)
check("COPY TO STDOUT", out.getvalue(), 'id,label,amount\n2000,a\tb,1.50\n2001,c,\n2002,"d, e",2.00\n2003,f,\n')
connection.commit()

# ---- SUPER, other cursors, notices, cancelling

cursor.execute("""SELECT JSON_PARSE('{"a": [1, 2]}')""")
check("SUPER is JSON text", json.loads(cursor.fetchone()[0]), {"a": [1, 2]})
with connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as dictionary:
    dictionary.execute("SELECT id, label FROM p2 WHERE id = %(id)s", {"id": 1})
    check("a dictionary", dict(dictionary.fetchone()), {"id": 1, "label": "row 1"})
connection.rollback()
connection.autocommit = True
cursor.execute("SET statement_timeout TO 100")
check_error(
    "statement_timeout",
    "57014",
    lambda: cursor.execute("SELECT count(*) FROM generate_series(1, 100000000) a(i), generate_series(1, 100000000) b(j)"),
    state,
)
cursor.execute("RESET statement_timeout")

# ---- a model

for sql in training("p2_model"):
    cursor.execute(sql)
check("notices", any("p2_model" in notice for notice in connection.notices), True)
cursor.execute("SELECT p2_model_above(%s, %s), p2_model_above(%s, %s)", (9, 9, 1.5, 2))
check("a prediction", cursor.fetchone(), (1, 0))
cursor.execute("SELECT count(*) FROM p2_model_points WHERE p2_model_above(a, b) = above")
check("predictions of a table", cursor.fetchone()[0] >= 590, True)
cursor.execute("SHOW MODEL p2_model")
check("SHOW MODEL", dict((row[0].strip(), row[1]) for row in cursor.fetchall())["Model State"], "READY")
connection.close()
end()
