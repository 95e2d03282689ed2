"""What Superset asks of a Redshift: connecting, browsing, SQL Lab, charts, stopping a query - without Superset itself.

Written after its db_engine_specs (base.py, postgres.py, redshift.py) and models/helpers.py.
"""

import datetime
import threading

import sqlalchemy as sa

from checks import CERTIFICATE, DATABASE, HOST, PASSWORD, PORT, USER, check, end

url = sa.URL.create("redshift+psycopg2", USER, PASSWORD, HOST, PORT, DATABASE)
engine = sa.create_engine(url, connect_args={"sslmode": "verify-full", "sslrootcert": CERTIFICATE})
raw = engine.raw_connection()
raw.driver_connection.autocommit = True
cursor = raw.cursor()


def rows(sql):
    cursor.execute(sql)
    return cursor.fetchall()


for sql in [
    "DROP VIEW IF EXISTS ss_open",
    "DROP TABLE IF EXISTS ss_sale",
    "CREATE TABLE ss_sale (id int, region varchar(20), amount decimal(12,2), sold timestamp)",
    "INSERT INTO ss_sale SELECT i, CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN 'north' ELSE 'it''s' END, i,"
    " dateadd(hour, i, '2024-01-01'::timestamp) FROM generate_series(1, 1000) AS t(i)",
    "CREATE VIEW ss_open AS SELECT * FROM ss_sale WHERE amount > 10",
]:
    cursor.execute(sql)

# ---- testing the connection, browsing

check("ping", rows("SELECT 1"), [(1,)])
check("version", "Redshift" in rows("SELECT version()")[0][0], True)
inspector = sa.inspect(engine)
check("schemas", "public" in inspector.get_schema_names(), True)
check("tables and views", ("ss_sale" in inspector.get_table_names("public"), "ss_open" in inspector.get_view_names("public")), (True, True))
for name in ("ss_sale", "ss_open"):
    columns = inspector.get_columns(name, schema="public")
    check(f"columns of {name}", [column["name"] for column in columns], ["id", "region", "amount", "sold"])
    check(f"types of {name}", str(columns[3]["type"]), "TIMESTAMP")
    keys = (inspector.get_pk_constraint(name, schema="public"), inspector.get_foreign_keys(name, schema="public"),
            inspector.get_indexes(name, schema="public"), inspector.get_unique_constraints(name, schema="public"))  # fmt: skip
    check(f"keys of {name}", (keys[0]["constrained_columns"], *keys[1:]), ([], [], [], []))
    check(f"comment on {name}", inspector.get_table_comment(name, schema="public")["text"], None)

# ---- SQL Lab

cursor.execute("SELECT id,\n       region,\n       amount,\n       sold\nFROM public.ss_sale\nLIMIT 100")
check("preview", (len(cursor.fetchall()), [column[0] for column in cursor.description]), (100, ["id", "region", "amount", "sold"]))
check("EXPLAIN", len(rows("EXPLAIN SELECT * FROM ss_sale")) > 0, True)
check("search_path", rows("set search_path = public; SELECT count(*) FROM ss_sale"), [(1000,)])

# ---- charts: an aggregate a time grain, within a range, of a table or of a query

grains = {
    "second": "DATE_TRUNC('second', sold)", "minute": "DATE_TRUNC('minute', sold)", "hour": "DATE_TRUNC('hour', sold)",
    "day": "DATE_TRUNC('day', sold)", "week": "DATE_TRUNC('week', sold)", "month": "DATE_TRUNC('month', sold)",
    "quarter": "DATE_TRUNC('quarter', sold)", "year": "DATE_TRUNC('year', sold)",
}  # fmt: skip
counts = {"second": 719, "minute": 719, "hour": 719, "day": 30, "week": 5, "month": 1, "quarter": 1, "year": 1}
for grain, expression in grains.items():
    seen = rows(f"""
        SELECT {expression} AS __timestamp, SUM(amount) AS "SUM(amount)", COUNT(*) AS count
        FROM (SELECT * FROM ss_sale) AS virtual_table
        WHERE sold >= TO_TIMESTAMP('2024-01-02 00:00:00.000000', 'YYYY-MM-DD HH24:MI:SS.US')
          AND sold < TO_TIMESTAMP('2024-01-31 23:00:00.000000', 'YYYY-MM-DD HH24:MI:SS.US')
        GROUP BY {expression}
        ORDER BY "SUM(amount)" DESC
        LIMIT 50000""")
    check(f"a chart by {grain}", (len(seen), isinstance(seen[0][0], datetime.datetime)), (counts[grain], True))
seen = rows("""
    SELECT region AS region, COUNT(DISTINCT id) AS ids, AVG(amount) AS average
    FROM public.ss_sale JOIN (
        SELECT region AS region__, COUNT(*) AS mme_inner__ FROM public.ss_sale GROUP BY region
        ORDER BY mme_inner__ DESC LIMIT 1) AS series_limit ON region = region__
    GROUP BY region ORDER BY ids DESC LIMIT 100""")
check("a chart with a limit of series", seen, [("north", 334, 500.5)])
check("values of a filter", sorted(str(row[0]) for row in rows("SELECT DISTINCT region AS region FROM public.ss_sale LIMIT 1000")), ["None", "it's", "north"])
check("the range of dates", rows("SELECT MIN(sold), MAX(sold) FROM ss_sale")[0][0], datetime.datetime(2024, 1, 1, 1))

# ---- stopping a query, as Superset does from another connection

pid = rows("SELECT pg_backend_pid()")[0][0]
stopped = []


def work():
    try:
        rows("SELECT count(*) FROM generate_series(1, 100000000) a(i), generate_series(1, 100000000) b(j)")
    except Exception as error:
        stopped.append(type(error).__name__)


thread = threading.Thread(target=work)
thread.start()
with engine.connect() as other:
    active = sa.text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid AND state = 'active'")
    while thread.is_alive() and other.scalar(active, {"pid": pid}) == 0:
        pass
    check("stop", other.scalar(sa.text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = '{pid}'")), True)
thread.join(60)
check("stopped", (thread.is_alive(), len(stopped)), (False, 1))
end()
