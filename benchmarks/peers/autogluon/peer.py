"""AutoGluon's side of `auspex bench automl`.

Reads task.json, trains for the budget, predicts the test rows and says when with lines that begin with "bench ".
Settings are those of the preset best_quality but for budget, metric, cores and memory.
"""

import json
import shutil
import sys
import warnings

warnings.filterwarnings("ignore")

import pandas as pd
from autogluon.tabular import TabularPredictor
from autogluon.tabular import __version__ as version

METRICS = {"auc": "roc_auc", "logloss": "log_loss", "rmse": "root_mean_squared_error"}


def say(text):
    """The benchmark takes the time when it reads such a line."""
    print("\nbench " + text, flush=True)


def read(path, task, with_target):
    """Text stays text ("NA" too), only an empty field is missing; booleans, numbers, dates as their types say."""
    types = {column["name"]: column["type"] for column in task["columns"]}
    if not with_target:
        del types[task["target"]]
    elif task["problem"] != "regression":
        types[task["target"]] = "TEXT"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    for name, kind in types.items():
        if kind in ("INTEGER", "DOUBLE"):
            frame[name] = pd.to_numeric(frame[name])
        elif kind == "BOOLEAN":
            values = frame[name].str.lower().map({"true": True, "false": False})
            frame[name] = values.astype(bool) if values.notna().all() else values.astype("object")
        elif kind in ("DATE", "TIMESTAMP"):
            frame[name] = pd.to_datetime(frame[name])
    return frame


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    say("version " + version)
    train = read(task["train"], task, True)
    test = read(task["test"], task, False)
    folder = task["work"] + "/models"
    shutil.rmtree(folder, ignore_errors=True)
    predictor = TabularPredictor(
        label=task["target"], problem_type=task["problem"], eval_metric=METRICS[task["metric"]], path=folder
    )
    say("fit begin")
    predictor.fit(
        train,
        presets="best_quality",
        time_limit=task["budget"],
        num_cpus=task["cores"],
        num_gpus=0,
        memory_limit=task["memoryGib"],
    )
    say("fit end")
    leaderboard = predictor.leaderboard(silent=True)
    say("note best " + predictor.model_best + ", " + str(len(leaderboard)) + " models: " + " ".join(leaderboard["model"]))
    predict = predictor.predict if task["problem"] == "regression" else predictor.predict_proba
    predicted = predict(test)
    if task["problem"] == "regression":
        predicted = predicted.to_frame("prediction")
    predicted.to_csv(task["predictions"], index=False)

    # As a service would hold it: models in memory, not read from disk for each call.
    predictor.persist()
    many = read(task["rate"], task, False)
    for _ in range(2):
        say("rate begin")
        predict(many)
        say("rate end")


if __name__ == "__main__":
    main()
