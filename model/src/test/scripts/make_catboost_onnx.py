"""Trains small models with CatBoost, and with scikit-learn, LightGBM and XGBoost to be exported as ONNX, and writes them
with the library's own answers.

    make_catboost_onnx.py DATA_FOLDER OUT_FOLDER

OUT_FOLDER/catboost-VERSION/ and OUT_FOLDER/onnx/ get, for each model, its file and NAME.csv with the inputs (x0, x1, ...;
an empty field is missing) and the answers (p0, ...): the value of a regressor, one probability a class of a classifier. The
answers to ONNX files are those of ONNX Runtime. The files beside the tests were made with
catboost 1.2.10, skl2onnx, onnxmltools and onnxruntime as pip resolves them for Python 3.11.
"""

import os
import sys

import catboost
import lightgbm
import numpy as np
import onnx
import onnxmltools
import onnxruntime
import pandas as pd
import skl2onnx
import xgboost
from catboost import CatBoostClassifier, CatBoostRegressor, Pool
from onnx import TensorProto, helper, numpy_helper
from onnxmltools.convert.common.data_types import FloatTensorType as ToolsFloat
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

data_folder, out_folder = sys.argv[1:3]
ROWS = 60
abalone = pd.read_csv(os.path.join(data_folder, "abalone.csv")).iloc[:1500]
NUMBERS = ["length", "diameter", "height", "whole_weight", "shucked_weight"]
x = abalone[NUMBERS].astype("float32")
rings = abalone["rings"].to_numpy("float32")
old = (rings > 9).astype(int)
size = np.digitize(rings, [8, 11])
sample = np.linspace(0, len(x) - 1, ROWS).astype(int)


def field(value):
    if isinstance(value, str):
        return value
    return "" if np.isnan(value) else repr(float(value))


def write(folder, name, rows, answers):
    answers = np.asarray(answers, dtype="float64").reshape(len(rows), -1)
    with open(os.path.join(folder, name + ".csv"), "w") as file:
        header = ["x%d" % i for i in range(rows.shape[1])] + ["p%d" % i for i in range(answers.shape[1])]
        file.write(",".join(header) + "\n")
        for row, answer in zip(rows.itertuples(index=False), answers):
            file.write(",".join([field(value) for value in row] + [repr(float(value)) for value in answer]) + "\n")


def holes(rows):
    rows = rows.copy()
    for i in range(0, len(rows), 4):
        rows.iloc[i, (i // 4) % len(NUMBERS)] = np.nan
    return rows


# ---------------------------------------------------------------------------------------------------------------- CatBoost

out = os.path.join(out_folder, "catboost-" + catboost.__version__)
os.makedirs(out, exist_ok=True)
COMMON = dict(iterations=12, depth=4, random_seed=1, thread_count=1, verbose=0, allow_writing_files=False)


def cat(name, model, features, target, categories=(), rows=None, probabilities=False):
    pool = Pool(features, target, cat_features=list(categories))
    model.fit(pool)
    model.save_model(os.path.join(out, name + ".json"), format="json", pool=pool)
    if not categories:
        model.save_model(os.path.join(out, name + ".cbm"))
    rows = features.iloc[sample] if rows is None else rows
    write(out, name, rows, model.predict_proba(rows) if probabilities else model.predict(rows))


with_holes = holes(x)
with_sex = x.assign(sex=abalone["sex"])
cat("regression", CatBoostRegressor(**COMMON), x, rings)
cat("missing_min", CatBoostRegressor(nan_mode="Min", **COMMON), with_holes, rings)
cat("missing_max", CatBoostRegressor(nan_mode="Max", **COMMON), with_holes, rings)
cat("poisson", CatBoostRegressor(loss_function="Poisson", **COMMON), x, rings)
cat("lossguide", CatBoostRegressor(grow_policy="Lossguide", **COMMON), with_holes, rings)
cat("depthwise", CatBoostRegressor(grow_policy="Depthwise", **COMMON), x, rings)
cat("binary", CatBoostClassifier(**COMMON), x, np.where(old, "old", "young"), probabilities=True)
cat("multiclass", CatBoostClassifier(loss_function="MultiClass", **COMMON), x, size, probabilities=True)
cat("multiclass_lossguide", CatBoostClassifier(loss_function="MultiClass", grow_policy="Lossguide", **COMMON), x, size, probabilities=True)
unseen = with_sex.iloc[sample].copy()
unseen.iloc[:3, 5] = "unseen"
cat("one_hot", CatBoostRegressor(one_hot_max_size=10, **COMMON), with_sex, rings, ["sex"], unseen)
ctr = CatBoostRegressor(one_hot_max_size=1, **{**COMMON, "iterations": 2})
only_sex = Pool(with_sex[["sex"]], rings, cat_features=["sex"])
ctr.fit(only_sex)
ctr.save_model(os.path.join(out, "ctr.cbm"))
ctr.save_model(os.path.join(out, "ctr.json"), format="json", pool=only_sex)

# -------------------------------------------------------------------------------------------------------------------- ONNX

out = os.path.join(out_folder, "onnx")
os.makedirs(out, exist_ok=True)
OPSET = {"": 15, "ai.onnx.ml": 3}


def save(name, model, rows):
    path = os.path.join(out, name + ".onnx")
    onnx.save(model, path)
    session = onnxruntime.InferenceSession(path)
    answers = session.run(None, {session.get_inputs()[0].name: rows.to_numpy("float32")})
    answer = answers[-1]
    if isinstance(answer, list):
        answer = [list(row.values()) for row in answer]
    write(out, name, rows, answer)


def sklearn_model(name, model, target, rows=None, train=None):
    model.fit((x if train is None else train).to_numpy(), target)
    converted = skl2onnx.convert_sklearn(model, initial_types=[("x", FloatTensorType([None, len(NUMBERS)]))], target_opset=OPSET)
    save(name, converted, x.iloc[sample] if rows is None else rows)


sklearn_model("forest_classifier", RandomForestClassifier(5, max_depth=4, random_state=1), size)
sklearn_model("forest_regressor", RandomForestRegressor(5, max_depth=4, random_state=1), rings)
sklearn_model("boosted_binary", GradientBoostingClassifier(n_estimators=8, random_state=1), old)
sklearn_model("boosted_multiclass", GradientBoostingClassifier(n_estimators=6, random_state=1), size)
sklearn_model("boosted_regressor", GradientBoostingRegressor(n_estimators=8, random_state=1), rings)
sklearn_model("scaled_boosted", make_pipeline(StandardScaler(), GradientBoostingRegressor(n_estimators=8, random_state=1)), rings)
sklearn_model("tree_labels", DecisionTreeClassifier(max_depth=4), np.where(old, "old", "young"))
sklearn_model("linear", LinearRegression(), rings)
sklearn_model("scaled_logistic", make_pipeline(StandardScaler(), LogisticRegression()), old)
sklearn_model("scaled_softmax", make_pipeline(StandardScaler(), LogisticRegression()), size)
sklearn_model("imputed_linear", make_pipeline(SimpleImputer(), StandardScaler(), LinearRegression()), rings, with_holes.iloc[sample], with_holes)
sklearn_model("imputed_forest", make_pipeline(SimpleImputer(), RandomForestRegressor(3, max_depth=4, random_state=1)), rings, with_holes.iloc[sample], with_holes)
sklearn_model("support_vectors", SVC(), old)
os.remove(os.path.join(out, "support_vectors.csv"))


def tools_model(name, convert, model, target):
    table = with_holes.to_numpy()
    model.fit(table, target)
    save(name, convert(model, initial_types=[("x", ToolsFloat([None, len(NUMBERS)]))]), with_holes.iloc[sample])


tools_model("lightgbm_regressor", onnxmltools.convert_lightgbm, lightgbm.LGBMRegressor(n_estimators=8, max_depth=4, verbose=-1), rings)
tools_model("lightgbm_binary", onnxmltools.convert_lightgbm, lightgbm.LGBMClassifier(n_estimators=8, max_depth=4, verbose=-1), old)
tools_model("xgboost_multiclass", onnxmltools.convert_xgboost, xgboost.XGBClassifier(n_estimators=5, max_depth=4), size)
tools_model("xgboost_regressor", onnxmltools.convert_xgboost, xgboost.XGBRegressor(n_estimators=8, max_depth=4), rings)


def dense(name, nodes, constants):
    graph = helper.make_graph(
        nodes,
        "dense",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, len(NUMBERS)])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(value.astype("float32"), key) for key, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    save(name, model, x.iloc[sample])


random = np.random.default_rng(1)
dense(
    "gemm_sigmoid",
    [helper.make_node("Gemm", ["x", "w", "b"], ["z"], transB=1), helper.make_node("Sigmoid", ["z"], ["y"])],
    {"w": random.normal(size=(1, len(NUMBERS))), "b": random.normal(size=1)},
)
dense(
    "matmul_softmax",
    [
        helper.make_node("MatMul", ["x", "w"], ["z"]),
        helper.make_node("Add", ["z", "b"], ["s"]),
        helper.make_node("Softmax", ["s"], ["y"], axis=1),
    ],
    {"w": random.normal(size=(len(NUMBERS), 3)), "b": random.normal(size=3)},
)
