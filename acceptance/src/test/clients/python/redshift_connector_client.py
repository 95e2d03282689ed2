"""redshift_connector: Amazon Redshift's own driver for Python, with its own way to log in without TLS."""

import datetime
import decimal
import json

import redshift_connector

from checks import DATABASE, HOST, PASSWORD, PORT, USER, check, check_error, end, training

arguments = dict(host=HOST, port=PORT, user=USER, password=PASSWORD, database=DATABASE)


def state(error):
    return error.args[0]["C"]


# ---- connecting; SSL_CERT_FILE makes the server's certificate a trusted one, without TLS the driver is refused

for options in ({}, {"sslmode": "verify-full"}):
    with redshift_connector.connect(**arguments, **options) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        check(f"connect({options})", cursor.fetchone(), [1])
try:
    redshift_connector.connect(**{**arguments, "password": "wrong"})
except redshift_connector.Error as error:
    check("a wrong password", "password authentication failed" in str(error), True)

check_error("without TLS", "28000", lambda: redshift_connector.connect(**arguments, ssl=False), state)

for protocol in (0, 1, 2):
    with redshift_connector.connect(**arguments, client_protocol_version=protocol) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1.50::decimal(5,2), 2::int, date '2024-02-29'")
        check(
            f"client_protocol_version={protocol}",
            cursor.fetchone(),
            [decimal.Decimal("1.50"), 2, datetime.date(2024, 2, 29)],
        )

connection = redshift_connector.connect(**arguments)
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
    "date": datetime.date(2024, 2, 29),
    "time": datetime.time(23, 59, 59, 999999),
    "timestamp": datetime.datetime(2024, 2, 29, 12, 34, 56, 789012),
    "timestamptz": datetime.datetime(2024, 2, 29, 12, 34, 56, tzinfo=datetime.timezone.utc),
}
for name, value in values.items():
    cursor.execute(f"SELECT CAST(%s AS {name}), CAST(NULL AS {name})", (value,))
    check(f"{name} both ways", cursor.fetchone(), [value, None])
cursor.execute("SELECT 1 AS a, 'x'::varchar(10) AS b, 2.50::numeric(5,2) AS c")
check("column names", [column[0] for column in cursor.description], ["a", "b", "c"])
check("column types", [column[1] for column in cursor.description], [23, 1043, 1700])
for style, sql, parameters in [
    ("qmark", "SELECT ?, ?", (1, "x")),
    ("numeric", "SELECT :1, :2", (1, "x")),
    ("named", "SELECT :a, :b", {"a": 1, "b": "x"}),
    ("pyformat", "SELECT %(a)s, %(b)s", {"a": 1, "b": "x"}),
]:
    cursor.paramstyle = style
    cursor.execute(sql, parameters)
    check(f"paramstyle {style}", cursor.fetchone(), [1, "x"])
cursor.paramstyle = "format"
cursor.execute("""SELECT JSON_PARSE('{"a": [1, 2]}')""")
check("SUPER is JSON text", json.loads(cursor.fetchone()[0]), {"a": [1, 2]})
connection.commit()

# ---- a table, errors, transactions, large results

cursor.execute("DROP TABLE IF EXISTS rc_part, rc")
cursor.execute("CREATE TABLE rc (id int PRIMARY KEY, label varchar(20) NOT NULL, amount decimal(10,2), day date)")
rows = [[i, f"row {i}", None if i % 2 else decimal.Decimal(i), datetime.date(2024, 1, 1)] for i in range(200)]
cursor.executemany("INSERT INTO rc VALUES (%s, %s, %s, %s)", rows)
connection.commit()
cursor.execute("SELECT count(*), sum(amount) FROM rc")
check("executemany", cursor.fetchone(), [200, decimal.Decimal("9900.00")])
cursor.execute("UPDATE rc SET amount = 1 WHERE id < 10")
check("rowcount of UPDATE", cursor.rowcount, 10)
connection.rollback()
for what, expected, sql in [
    ("no such table", "42P01", "SELECT * FROM nowhere"),
    ("no such column", "42703", "SELECT nothing FROM rc"),
    ("not a number", "22P02", "SELECT 'abc'::int"),
    ("division by zero", "22012", "SELECT 1 / (id - id) FROM rc"),
    ("a NULL that may not be", "23502", "INSERT INTO rc (id) VALUES (1000)"),
]:
    check_error(what, expected, lambda: cursor.execute(sql), state)
    check_error(f"{what}: the transaction is aborted", "25P02", lambda: cursor.execute("SELECT 1"), state)
    connection.rollback()
cursor.execute("SELECT i, i * 0.5::float8, 'row ' || i FROM generate_series(1, 20000) AS t(i)")
count = total = 0
while part := cursor.fetchmany(5000):
    count, total = count + len(part), total + sum(row[0] for row in part)
check("20,000 rows by fetchmany", (count, total), (20000, 200010000))
connection.rollback()

# ---- the catalog, as the driver asks for it

cursor.execute("CREATE TABLE rc_part (number bigint, rc_id int REFERENCES rc(id))")
connection.commit()
check("get_catalogs", [row[0] for row in cursor.get_catalogs()], ["dev"])
check("get_schemas", "public" in [row[0] for row in cursor.get_schemas()], True)
names = [row[2] for row in cursor.get_tables(schema_pattern="public", table_name_pattern="rc%", types=["TABLE"])]
check("get_tables", sorted(name for name in names if name in ("rc", "rc_part")), ["rc", "rc_part"])
columns = cursor.get_columns(schema_pattern="public", tablename_pattern="rc")
check("get_columns", [(row[3], row[5], row[6]) for row in columns],
      [("id", "int4", 10), ("label", "varchar", 20), ("amount", "numeric", 10), ("day", "date", 13)])  # fmt: skip
keys = cursor.get_primary_keys(schema="public", table="rc")
check("get_primary_keys", [row[3] for row in keys], ["id"])
keys = cursor.get_imported_keys(schema="public", table="rc_part")
check("get_imported_keys", [(row[2], row[3], row[6], row[7]) for row in keys], [("rc", "id", "rc_part", "rc_id")])
check("get_table_types", "TABLE" in [row[0] for row in cursor.get_table_types()], True)
check("get_functions", isinstance(cursor.get_functions(schema_pattern="public"), tuple), True)
cursor.execute("DROP TABLE rc_part")
connection.commit()

# ---- data frames

cursor.execute("SELECT id, label, amount, day FROM rc ORDER BY id LIMIT 3")
frame = cursor.fetch_dataframe()
check("fetch_dataframe", (list(frame.columns), frame.shape), (["id", "label", "amount", "day"], (3, 4)))
frame["id"] = frame["id"] + 5000
cursor.write_dataframe(frame, "rc")
connection.commit()
cursor.execute("SELECT count(*) FROM rc WHERE id >= 5000")
check("write_dataframe", cursor.fetchone(), [3])
connection.commit()

# ---- a model

connection.autocommit = True
for sql in training("rc_model"):
    cursor.execute(sql)
cursor.execute("SELECT rc_model_above(%s, %s), rc_model_above(%s, %s)", (9.0, 9.0, 1.5, 2.0))
check("a prediction", cursor.fetchone(), [1, 0])
cursor.execute("SELECT count(*) FROM rc_model_points WHERE rc_model_above(a, b) = above")
check("predictions of a table", cursor.fetchone()[0] >= 590, True)
connection.close()
end()
