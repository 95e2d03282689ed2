"""Trains small models with CatBoost, and with scikit-learn, LightGBM and XGBoost to be exported as ONNX, and writes them
with the library's own answers.

    make_catboost_onnx.py DATA_FOLDER OUT_FOLDER

OUT_FOLDER/catboost-VERSION/ and OUT_FOLDER/onnx/ get, for each model, its file and NAME.csv with the inputs (x0, x1, ...;
an empty field is missing, texts with a space or of several bytes are quoted) and the answers (p0, ...): the value of a regressor, one probability a class of a classifier. The
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
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

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


def save(name, model, rows, precision="float32"):
    path = os.path.join(out, name + ".onnx")
    onnx.save(model, path)
    session = onnxruntime.InferenceSession(path)
    answers = session.run(None, {session.get_inputs()[0].name: rows.to_numpy(precision)})
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

# ------------------------------------------------------------------------------------------- several numbers, nets, 64 bits


def wide_model(name, model, target, rows):
    """64-bit inputs: the graph compares them as they are."""
    model.fit(rows.to_numpy(), target)
    types = [("x", DoubleTensorType([None, rows.shape[1]]))]
    converted = skl2onnx.convert_sklearn(model, initial_types=types, target_opset=OPSET, options={"zipmap": False})
    save(name, converted, rows.iloc[sample], "float64")


def wide_tree(tree):
    """Thresholds and values in 64 bits, which skl2onnx writes in 32."""
    nodes = range(tree.node_count)
    leaf = [int(tree.children_left[i]) < 0 for i in nodes]
    leaves = [i for i in nodes if leaf[i]]

    def tensor(name, values):
        return numpy_helper.from_array(np.asarray(values, "float64"), name)

    # A row's own number, so that one row lies on a threshold and 32 bits would see it elsewhere.
    thresholds = [0.0 if leaf[i] else float(tree.threshold[i]) for i in nodes]
    thresholds[0] = float(wide.iloc[sample[5], int(tree.feature[0])])
    node = helper.make_node(
        "TreeEnsembleRegressor",
        ["x"],
        ["y"],
        domain="ai.onnx.ml",
        n_targets=1,
        nodes_treeids=[0 for _ in nodes],
        nodes_nodeids=list(nodes),
        nodes_featureids=[max(0, int(tree.feature[i])) for i in nodes],
        nodes_values_as_tensor=tensor("nodes", thresholds),
        nodes_modes=["LEAF" if leaf[i] else "BRANCH_LEQ" for i in nodes],
        nodes_truenodeids=[0 if leaf[i] else int(tree.children_left[i]) for i in nodes],
        nodes_falsenodeids=[0 if leaf[i] else int(tree.children_right[i]) for i in nodes],
        target_treeids=[0 for _ in leaves],
        target_nodeids=leaves,
        target_ids=[0 for _ in leaves],
        target_weights_as_tensor=tensor("targets", [tree.value[i][0][0] for i in leaves]),
        base_values_as_tensor=tensor("bases", [0.1]),
    )
    graph = helper.make_graph(
        [node],
        "wide",
        [helper.make_tensor_value_info("x", TensorProto.DOUBLE, [None, len(NUMBERS)])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 3)])
    model.ir_version = 8
    save("wide_tree", model, wide.iloc[sample], "float64")


out = os.path.join(out_folder, "catboost-" + catboost.__version__)
two = np.column_stack([rings, abalone["whole_weight"].to_numpy("float32")])
labels = np.column_stack([old, (abalone["whole_weight"] > 0.8).to_numpy(int)])
cat("multi_target", CatBoostRegressor(loss_function="MultiRMSE", **COMMON), x, two)
cat("multi_quantile", CatBoostRegressor(loss_function="MultiQuantile:alpha=0.1,0.9", **COMMON), x, rings)
cat("multi_label", CatBoostClassifier(loss_function="MultiLogloss", **COMMON), x, labels, probabilities=True)
cat("one_vs_all", CatBoostClassifier(loss_function="MultiClassOneVsAll", **COMMON), x, size, probabilities=True)

WORDS = ["", "a", "abc", "abcd", "abcdefgh", "abcdefghi", "a text of 16 byt", "a text of some 20 byte", "é", "a text of exactly thirty-two byt",
         "a text of thirty-three bytes, thi", "a text of sixty-four bytes, which is the longest of its kind hee",
         "a text of more than sixty-four bytes, of which the end is hashed before the start", "word " * 27]
words = pd.DataFrame({"number": x["length"], "word": [WORDS[i * 7 % len(WORDS)] for i in range(len(x))]})
hashed = CatBoostRegressor(one_hot_max_size=100, **{**COMMON, "iterations": 40})
hashed.fit(Pool(words, np.array([i * 7 % len(WORDS) for i in range(len(x))]) ** 2 + rings, cat_features=["word"]))
hashed.save_model(os.path.join(out, "hashed_words.cbm"))
seen = words.iloc[:ROWS].copy()
seen.iloc[-2:, 1] = "unseen"
with open(os.path.join(out, "hashed_words.csv"), "w", encoding="utf-8") as file:
    file.write("x0,x1,p0\n")
    for row, answer in zip(seen.itertuples(index=False), hashed.predict(seen)):
        file.write("%r,%s,%r\n" % (float(row[0]), '"%s"' % row[1], float(answer)))

out = os.path.join(out_folder, "onnx")
NET = dict(max_iter=30, random_state=1)
sklearn_model("net_binary", make_pipeline(StandardScaler(), MLPClassifier((6, 4), **NET)), np.where(old, "old", "young"))
sklearn_model("net_multiclass", MLPClassifier((6,), activation="tanh", **NET), size)
sklearn_model("net_regressor", MLPRegressor(hidden_layer_sizes=(6,), activation="logistic", **NET), rings)
sklearn_model("net_two_targets", MLPRegressor(hidden_layer_sizes=(6, 3), **NET), two)
sklearn_model("linear_two_targets", LinearRegression(), two)
sklearn_model("forest_two_targets", RandomForestRegressor(3, max_depth=3, random_state=1), two)
sklearn_model("one_vs_rest", OneVsRestClassifier(LogisticRegression()), size)
sklearn_model("linear_missing", make_pipeline(StandardScaler(), LogisticRegression()), size, with_holes.iloc[sample], x)
sklearn_model("net_missing", MLPRegressor(hidden_layer_sizes=(6,), **NET), rings, with_holes.iloc[sample], x)
wide = abalone[NUMBERS]
wide_tree(DecisionTreeRegressor(max_depth=5).fit(wide.to_numpy(), rings).tree_)
wide_model("wide_forest", RandomForestClassifier(3, max_depth=4, random_state=1), size, wide)
wide_model("wide_softmax", make_pipeline(StandardScaler(), LogisticRegression()), size, wide)

coded = x.assign(code=np.arange(len(x)) % 23)
by_code = lightgbm.LGBMRegressor(n_estimators=6, num_leaves=12, verbose=-1, min_data_per_group=1, cat_smooth=0)
by_code.fit(coded.to_numpy(), rings + (np.arange(len(x)) % 23 % 5), categorical_feature=[5])
unseen = coded.iloc[sample].astype("float64")
unseen.iloc[:4, 5] = [99, np.nan, -1, 2.5]
save("categories", onnxmltools.convert_lightgbm(by_code, initial_types=[("x", ToolsFloat([None, 6]))]), unseen)

FIVE = len(NUMBERS)
dense(
    "gemm_chain",
    [
        helper.make_node("Gemm", ["x", "w1", "b1"], ["h1"], transB=1),
        helper.make_node("LeakyRelu", ["h1"], ["r1"], alpha=0.1),
        helper.make_node("Gemm", ["r1", "w2", "b2"], ["h2"], transB=1, alpha=0.5),
        helper.make_node("Elu", ["h2"], ["r2"], alpha=0.7),
        helper.make_node("MatMul", ["r2", "w3"], ["h3"]),
        helper.make_node("Softplus", ["h3"], ["r3"]),
        helper.make_node("MatMul", ["r3", "w4"], ["h4"]),
        helper.make_node("Mul", ["h4", "two"], ["m4"]),
        helper.make_node("Sub", ["m4", "two"], ["y"]),
    ],
    {
        "w1": random.normal(size=(7, FIVE)),
        "b1": random.normal(size=7),
        "w2": random.normal(size=(4, 7)),
        "b2": random.normal(size=4),
        "w3": random.normal(size=(4, 3)),
        "w4": random.normal(size=(3, 1)),
        "two": np.array(2.0),
    },
)
