#!/usr/bin/env python3
"""Makes model.tar.gz beside it, T11's model that was trained elsewhere.

    pip install xgboost-cpu && python3 examples/redshift-ml/data/make_model.py

As SageMaker's XGBoost container leaves it: one file xgboost-model, in the format in which Booster.save_model writes, in model.tar.gz.
The sample's training file is in LIBSVM's format, whose columns count from 1, so that the model has nine columns and the first one is
never there. That is why the sample's function gets nine arguments, and why it does no harm that the first one is the answer.
"""

import csv
import gzip
import io
import tarfile
from pathlib import Path

import numpy
import xgboost

HERE = Path(__file__).resolve().parent
SEXES = {"M": 1, "F": 2, "I": 3}

with open(HERE.parents[2] / "data" / "abalone.csv", newline="", encoding="utf-8") as file:
    rows = [row for i, row in enumerate(csv.reader(file)) if i == 0 or (i - 1) * 2654435761 % 4294967296 >= 1073741824][1:]

features = numpy.array([[numpy.nan, SEXES[row[0]], *map(float, row[1:8])] for row in rows])
rings = numpy.array([float(row[8]) for row in rows])
parameters = {
    "objective": "reg:squarederror", "max_depth": 4, "eta": 0.2, "gamma": 4, "min_child_weight": 6, "subsample": 0.7, "seed": 1, "nthread": 1,
}
booster = xgboost.train(parameters, xgboost.DMatrix(features, rings), num_boost_round=50)

model = bytes(booster.save_raw("ubj"))
archive = io.BytesIO()
with tarfile.open(fileobj=archive, mode="w") as tar:
    entry = tarfile.TarInfo("xgboost-model")
    entry.size = len(model)
    tar.addfile(entry, io.BytesIO(model))
(HERE / "model.tar.gz").write_bytes(gzip.compress(archive.getvalue(), 9, mtime=0))
print(f"xgboost {xgboost.__version__}, model.tar.gz {(HERE / 'model.tar.gz').stat().st_size:,} bytes")
