"""SQLAlchemy with sqlalchemy-redshift, over psycopg2 and over redshift_connector: reflection, ORM, pandas."""

import datetime
import decimal

import pandas
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from checks import CERTIFICATE, DATABASE, HOST, PASSWORD, PORT, USER, check, check_error, end, training


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "sa_customer"
    __table_args__ = {"redshift_diststyle": "KEY", "redshift_distkey": "id", "redshift_sortkey": ("joined",)}
    id: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.String(40), nullable=False)
    balance: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(12, 2), nullable=True)
    joined: Mapped[datetime.date] = mapped_column(sa.Date, nullable=True)
    active: Mapped[bool] = mapped_column(sa.Boolean, nullable=True)


class Purchase(Base):
    __tablename__ = "sa_purchase"
    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    customer: Mapped[int] = mapped_column(sa.ForeignKey("sa_customer.id"))
    bought: Mapped[datetime.datetime] = mapped_column(sa.DateTime)


def run(driver, connect_arguments, state):
    def named(what):
        return f"{driver}: {what}"

    url = sa.URL.create(f"redshift+{driver}", USER, PASSWORD, HOST, PORT, DATABASE)
    engine = sa.create_engine(url, connect_args=connect_arguments)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP VIEW IF EXISTS sa_rich"))
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)

    # ---- objects

    with Session(engine) as session:
        session.add_all([
            Customer(id=1, name="Ada", balance=decimal.Decimal("10.50"), joined=datetime.date(2024, 2, 29), active=True),
            Customer(id=2, name="it's \u4e2d", balance=None, joined=None, active=None),
            Customer(id=3, name="Cem", balance=decimal.Decimal("-0.01"), joined=datetime.date(1999, 12, 31), active=False),
        ])  # fmt: skip
        session.flush()
        session.add(Purchase(id=1, customer=1, bought=datetime.datetime(2024, 2, 29, 12, 34, 56, 789012)))
        session.commit()
    with Session(engine) as session:
        ada = session.get(Customer, 1)
        seen = (ada.name, ada.balance, ada.joined, ada.active)
        check(named("an object"), seen, ("Ada", decimal.Decimal("10.50"), datetime.date(2024, 2, 29), True))
        query = sa.select(Customer.name, Purchase.bought).join(Purchase, Purchase.customer == Customer.id)
        check(named("a join"), session.execute(query).all(), [("Ada", datetime.datetime(2024, 2, 29, 12, 34, 56, 789012))])
        query = sa.select(Customer.id).where(Customer.name.in_(["Ada", "it's \u4e2d"])).order_by(Customer.id)
        check(named("IN"), session.scalars(query).all(), [1, 2])
        query = sa.select(sa.func.count()).where(Customer.balance.is_(None))
        check(named("NULL"), session.scalar(query), 1)
        ada.balance += 1
        session.rollback()
        check(named("rollback"), session.get(Customer, 1).balance, decimal.Decimal("10.50"))
        session.get(Customer, 3).name = "Cemile"
        session.commit()
        check(named("an update"), session.get(Customer, 3).name, "Cemile")
        check_error(
            named("no such table"), state[0], lambda: session.execute(sa.text("SELECT * FROM nowhere")), state[1]
        )
        session.rollback()

    # ---- reflection

    with engine.begin() as connection:
        connection.execute(sa.text("CREATE VIEW sa_rich AS SELECT id, name FROM sa_customer WHERE balance > 5"))
        connection.execute(sa.text("COMMENT ON TABLE sa_customer IS 'who buys'"))
    inspector = sa.inspect(engine)
    check(named("default schema"), inspector.default_schema_name, "public")
    check(named("schemas"), "public" in inspector.get_schema_names(), True)
    tables = inspector.get_table_names()
    check(named("tables"), ("sa_customer" in tables, "sa_purchase" in tables, "sa_rich" in tables), (True, True, False))
    check(named("views"), "sa_rich" in inspector.get_view_names(), True)
    check(named("definition of a view"), "sa_customer" in inspector.get_view_definition("sa_rich"), True)
    columns = [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns("sa_customer")]
    check(named("columns"), columns, [
        ("id", "INTEGER", False),
        ("name", "VARCHAR(40)", False),
        ("balance", "NUMERIC(12, 2)", True),
        ("joined", "DATE", True),
        ("active", "BOOLEAN", True),
    ])  # fmt: skip
    check(named("columns of a view"), [column["name"] for column in inspector.get_columns("sa_rich")], ["id", "name"])
    check(named("primary key"), inspector.get_pk_constraint("sa_customer")["constrained_columns"], ["id"])
    keys = [(key["constrained_columns"], key["referred_table"], key["referred_columns"])
            for key in inspector.get_foreign_keys("sa_purchase")]  # fmt: skip
    check(named("foreign keys"), keys, [(["customer"], "sa_customer", ["id"])])
    check(named("unique constraints"), inspector.get_unique_constraints("sa_customer"), [])
    check(named("check constraints"), inspector.get_check_constraints("sa_customer"), [])
    check(named("indexes"), inspector.get_indexes("sa_customer"), [])
    check(named("comment"), inspector.get_table_comment("sa_customer")["text"], "who buys")
    check(named("options"), "redshift_diststyle" in inspector.get_table_options("sa_customer"), True)
    check(named("has_table"), (inspector.has_table("sa_customer"), inspector.has_table("nowhere")), (True, False))
    reflected = sa.Table("sa_purchase", sa.MetaData(), autoload_with=engine)
    check(named("a reflected table"), [column.name for column in reflected.columns], ["id", "customer", "bought"])

    # ---- pandas, large results

    frame = pandas.read_sql("SELECT id, name, balance FROM sa_customer ORDER BY id", engine)
    check(named("read_sql"), (frame.shape, frame["id"].tolist()), ((3, 3), [1, 2, 3]))
    frame.to_sql("sa_copy", engine, if_exists="replace", index=False)
    with engine.connect() as connection:
        check(named("to_sql"), connection.scalar(sa.text("SELECT count(*) FROM sa_copy")), 3)
        streamed = connection.execution_options(stream_results=True, max_row_buffer=1000).execute(
            sa.text("SELECT i FROM generate_series(1, 20000) AS t(i)")
        )
        check(named("stream_results"), sum(1 for _ in streamed), 20000)

    # ---- a model

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for sql in training("sa_model"):
            connection.execute(sa.text(sql))
        row = connection.execute(sa.text("SELECT sa_model_above(:a, :b), sa_model_above(1.5, 2)"), {"a": 9.0, "b": 9.0}).one()
        check(named("a prediction"), tuple(row), (1, 0))
        points = sa.Table("sa_model_points", sa.MetaData(), autoload_with=connection)
        query = sa.select(sa.func.count()).where(sa.func.sa_model_above(points.c.a, points.c.b) == points.c.above)
        check(named("predictions of a table"), connection.scalar(query) >= 590, True)
    engine.dispose()


run("psycopg2", {"sslmode": "verify-full", "sslrootcert": CERTIFICATE}, ("42P01", lambda error: error.orig.pgcode))
run("redshift_connector", {}, ("42P01", lambda error: error.orig.args[0]["C"]))
end()
