"""What the scripts share: where the server is, a table to train on, and checks that say what they saw."""

import os
import sys

HOST = os.environ["PGHOST"]
PORT = int(os.environ["PGPORT"])
USER = os.environ["PGUSER"]
PASSWORD = os.environ["PGPASSWORD"]
DATABASE = os.environ["PGDATABASE"]
# The certificate that the server made for itself: clients that verify are told to trust it.
CERTIFICATE = os.environ["AUSPEX_CERTIFICATE"]

_failed = 0


def check(what, seen, expected):
    """Prints what was compared; a difference makes the script end with 1, after all checks."""
    global _failed
    if seen == expected and type(seen) is type(expected):
        print(f"ok      {what}")
    else:
        _failed += 1
        print(f"FAILED  {what}\n          seen      {seen!r}\n          expected  {expected!r}")


def check_error(what, state, run, state_of):
    """Runs what must fail with a SQLSTATE; state_of reads it from the client's exception."""
    try:
        run()
    except Exception as error:  # each client has its own
        check(what, state_of(error), state)
    else:
        check(what, "no error", state)


def end():
    print(f"{_failed} failed")
    sys.exit(1 if _failed else 0)


def training(name):
    """Statements that make table <name>_points and model <name>, whose function tells whether a + b is above 10: 1 or 0."""
    return [
        "SET auspex.wait_for_models TO on",
        f"DROP MODEL IF EXISTS {name}",
        f"DROP TABLE IF EXISTS {name}_points",
        f"CREATE TABLE {name}_points AS SELECT (i % 11)::float8 AS a, (i % 13)::float8 AS b,"
        " CASE WHEN i % 11 + i % 13 > 10 THEN 1 ELSE 0 END AS above FROM generate_series(1, 600) AS t(i)",
        f"CREATE MODEL {name} FROM (SELECT a, b, above FROM {name}_points) TARGET above FUNCTION {name}_above"
        " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'binary:logistic' PREPROCESSORS 'none'"
        " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '20') SETTINGS (S3_BUCKET 'bucket')",
    ]
