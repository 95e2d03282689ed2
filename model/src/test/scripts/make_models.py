"""Trains small models with one version of XGBoost or LightGBM and writes them, with the library's own answers.

    make_models.py xgboost|lightgbm DATA_FOLDER OUT_FOLDER

OUT_FOLDER/LIBRARY-VERSION/ gets, for each model, its file in every format that the version can write, and NAME.csv with
the inputs (x0, x1, ...; an empty field is missing), the prediction (p0, ...), the margin (m0, ...) and the leaf of each
tree (l0, ...). The files beside the tests came from make_models.sh.
"""

import math
import os
import pickle
import sys

import numpy as np
import pandas as pd

library, data_folder, out_folder = sys.argv[1:4]
if library == "xgboost":
    import xgboost as lib
else:
    import lightgbm as lib
version = lib.__version__
release = tuple(int(part) for part in version.split(".")[:2])
out = os.path.join(out_folder, library + "-" + version)
os.makedirs(out, exist_ok=True)
ROWS = 30

# Every objective for the oldest and the newest version; of the others what differs between versions.
EVERYTHING = version.startswith(("1.0.", "3.2.", "4.7."))


def phoneme():
    table = pd.read_csv(os.path.join(data_folder, "phoneme.csv"))
    return table.iloc[:1500, :5].to_numpy("float32"), table["class"].to_numpy("float32")[:1500]


def abalone():
    table = pd.read_csv(os.path.join(data_folder, "abalone.csv"))
    table["sex"] = table["sex"].map({"M": 0, "F": 1, "I": 2})
    return table.iloc[:1500, :8].to_numpy("float32"), table["rings"].to_numpy("float32")[:1500]


def titanic():
    table = pd.read_csv(os.path.join(data_folder, "titanic.csv"))
    table["sex"] = table["sex"].map({"male": 0, "female": 1})
    table["embarked"] = table["embarked"].map({"S": 0, "C": 1, "Q": 2})
    table["deck"] = table["cabin"].str[0].map({letter: i for i, letter in enumerate("ABCDEFGT")})
    names = ["pclass", "sex", "age", "sib_sp", "parch", "fare", "embarked", "deck"]
    return table[names].to_numpy("float32"), table["survived"].to_numpy("float32")


def vehicle():
    table = pd.read_csv(os.path.join(data_folder, "vehicle.csv"))
    codes = {name: i for i, name in enumerate(sorted(table["class"].unique()))}
    return table.iloc[:, :8].to_numpy("float32"), table["class"].map(codes).to_numpy("float32")


def show(value):
    return "" if math.isnan(value) else repr(float(value))


def write_expected(name, rows, **blocks):
    """blocks: letter -> array of rows"""
    header = ["x%d" % i for i in range(rows.shape[1])]
    lines = [[show(value) for value in row] for row in rows]
    for letter, values in blocks.items():
        if values is None:
            continue
        values = np.asarray(values).reshape(rows.shape[0], -1)
        header += ["%s%d" % (letter, i) for i in range(values.shape[1])]
        for line, row in zip(lines, values):
            line += [str(int(value)) if letter == "l" else show(value) for value in row]
    with open(os.path.join(out, name + ".csv"), "w") as file:
        file.write(",".join(header) + "\n")
        file.writelines(",".join(line) + "\n" for line in lines)


def texts_as_categories(frame):
    return frame.assign(**{name: pd.Categorical(frame[name]) for name in ("embarked", "sex")})


def sample(x):
    return x[np.linspace(0, len(x) - 1, ROWS).astype(int)].copy()


# ---------------------------------------------------------------------------------------------------------------- XGBoost


def xgboost_model(name, data, parameters, rounds=3, formats=None, categorical=(), odd=None, y=None, prepare=None, train_rows=None):
    x, label = data
    label = label if y is None else y
    types = ["c" if i in categorical else "q" for i in range(x.shape[1])] if categorical else None
    more = {"enable_categorical": True} if categorical and release >= (1, 5) else {}

    def matrix(rows, label=None):
        return lib.DMatrix(rows, label=label, feature_types=types, **more)

    train = matrix(x, label)
    if prepare:
        prepare(train)
    settings = {"max_depth": 3, "seed": 1, "nthread": 1, "verbosity": 0}
    settings.update(parameters)
    booster = lib.train(settings, train, rounds)
    rows = sample(x)
    if odd is not None:
        rows = np.vstack([rows, odd(rows)])
    test = matrix(rows)
    linear = parameters.get("booster") == "gblinear"
    write_expected(
        name,
        rows,
        p=booster.predict(test),
        m=booster.predict(test, output_margin=True),
        l=None if linear else booster.predict(test, pred_leaf=True),
    )
    for kind in formats or ["json"]:
        path = os.path.join(out, name + "." + kind)
        if kind in ("json", "ubj"):
            if kind == "ubj" and release < (1, 6):
                continue
            booster.save_model(path)
        elif kind == "deprecated":
            if release >= (3, 1):
                continue
            if release >= (2, 0):
                booster.save_model(path)
            else:
                booster.save_model(path + ".model")
                os.rename(path + ".model", path)
        elif kind == "raw":
            with open(path, "wb") as file:
                file.write(booster.save_raw())
        elif kind.startswith("pickle"):
            with open(path, "wb") as file:
                pickle.dump(booster, file, protocol=int(kind[6:]))


SELECTED = (
    "titanic vehicle dart categories_onehot categories_partition targets vector_leaf vector_leaf_classes binary_logitraw "
    "reg_absoluteerror survival_aft reg_quantileerror classifier named_categories base_score linear_classes "
    "categories categories_zero_as_missing linear_tree linear_tree_missing forest multiclass stump cross_entropy"
).split()


def attempt(make, *arguments, **named):
    if not EVERYTHING and arguments[0] not in SELECTED:
        return
    try:
        make(*arguments, **named)
    except Exception as refused:  # an objective or booster that this version does not have
        print(version, arguments[0], "left out:", str(refused).strip().splitlines()[0][:150])
        path = os.path.join(out, arguments[0])
        for kind in ("csv", "json", "ubj", "deprecated", "raw", "pickle2", "pickle4", "txt"):
            if os.path.exists(path + "." + kind):
                os.remove(path + "." + kind)


def odd_categories(rows):
    """Unseen, negative, fractional and missing categories in every categorical column."""
    odd = rows[:14].copy()
    for i, value in enumerate([3, 7, 8, 9, 31, 32, 33, 200, -1, -0.5, 1.5, 16777216, 1e9, np.nan]):
        odd[i, [1, 6, 7]] = value
    return odd


ALL = ["json", "ubj", "deprecated", "raw", "pickle2", "pickle4"]


def make_xgboost():
    rings = abalone()
    counts = rings[1]
    hit = (counts > 10).astype("float32")
    share = counts / 30
    attempt(xgboost_model, "titanic", titanic(), {"objective": "binary:logistic"}, formats=ALL, rounds=4)
    attempt(xgboost_model, "vehicle", vehicle(), {"objective": "multi:softprob", "num_class": 4}, formats=["json", "deprecated", "pickle4"])
    attempt(xgboost_model, "dart", titanic(), {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.5}, formats=["json", "deprecated", "pickle4"], rounds=5)
    attempt(xgboost_model, "linear", rings, {"objective": "reg:squarederror", "booster": "gblinear", "updater": "coord_descent"}, formats=["json", "ubj", "deprecated", "pickle2"])
    attempt(xgboost_model, "linear_classes", vehicle(), {"objective": "multi:softprob", "num_class": 4, "booster": "gblinear", "updater": "coord_descent"}, formats=["json", "deprecated"])
    attempt(xgboost_model, "forest", phoneme(), {"objective": "binary:logistic", "num_parallel_tree": 3, "subsample": 0.7}, formats=["json", "deprecated"], rounds=2)
    attempt(xgboost_model, "base_score", phoneme(), {"objective": "binary:logistic", "base_score": 0.27}, formats=["json", "deprecated", "pickle2"])
    if release >= (1, 5):
        for name, settings in (("onehot", {"max_cat_to_onehot": 100}), ("partition", {"max_cat_to_onehot": 1})):
            attempt(
                xgboost_model,
                "categories_" + name,
                titanic(),
                dict(settings, objective="binary:logistic", tree_method="hist" if release >= (1, 6) else "approx", max_depth=5),
                formats=["json", "ubj", "pickle4"],
                categorical=(1, 6, 7),
                odd=odd_categories,
            )
    for objective in (
        "reg:squarederror reg:squaredlogerror reg:pseudohubererror reg:absoluteerror reg:gamma reg:tweedie count:poisson"
    ).split():
        attempt(xgboost_model, objective.replace(":", "_"), rings, {"objective": objective}, formats=["json", "deprecated"])
    attempt(xgboost_model, "reg_logistic", rings, {"objective": "reg:logistic"}, y=share, formats=["json", "deprecated"])
    for objective in "binary:logitraw binary:hinge".split():
        attempt(xgboost_model, objective.replace(":", "_"), rings, {"objective": objective}, y=hit, formats=["json", "deprecated"])
    attempt(xgboost_model, "multi_softmax", vehicle(), {"objective": "multi:softmax", "num_class": 4}, formats=["json", "deprecated"])
    grades = np.minimum(counts, 20) // 5
    for objective in "rank:pairwise rank:ndcg rank:map".split():
        attempt(
            xgboost_model,
            objective.replace(":", "_"),
            rings,
            {"objective": objective},
            y=hit if objective == "rank:map" else grades,
            prepare=lambda train: train.set_group([50] * 30),
        )

    def bounds(train):
        train.set_float_info("label_lower_bound", counts)
        train.set_float_info("label_upper_bound", np.where(hit > 0, np.inf, counts).astype("float32"))

    attempt(xgboost_model, "survival_aft", rings, {"objective": "survival:aft"}, prepare=bounds, formats=["json", "deprecated"])
    attempt(xgboost_model, "survival_cox", rings, {"objective": "survival:cox"}, y=np.where(hit > 0, -counts, counts), formats=["json", "deprecated"])
    attempt(xgboost_model, "reg_quantileerror", rings, {"objective": "reg:quantileerror", "quantile_alpha": [0.1, 0.5, 0.9]}, formats=["json", "ubj"])
    if release >= (1, 6):
        targets = np.stack([rings[0][:, 4], rings[0][:, 7], counts], axis=1)
        attempt(xgboost_model, "targets", (rings[0][:, :4], targets), {"objective": "reg:squarederror"})
        labels = (targets > targets.mean(axis=0)).astype("float32")
        attempt(xgboost_model, "labels", (rings[0][:, :4], labels), {"objective": "binary:logistic"})
        if release >= (2, 0):
            vector = {"multi_strategy": "multi_output_tree", "tree_method": "hist"}
            attempt(xgboost_model, "vector_leaf", (rings[0][:, :4], targets), dict(vector, objective="reg:squarederror"), formats=["json", "ubj"])
            attempt(xgboost_model, "vector_leaf_classes", vehicle(), dict(vector, objective="multi:softprob", num_class=4), formats=["json", "ubj"])
    attempt(xgboost_wrapped, "classifier")
    if EVERYTHING:
        xgboost_old_pickles()
    if release >= (1, 7):
        attempt(xgboost_named_categories, "named_categories")


def xgboost_old_pickles():
    """Protocols 0 and 1 of Python 2, and 5."""
    for protocol in (0, 1, 5):
        attempt(xgboost_model, "pickled%d" % protocol, titanic(), {"objective": "binary:logistic"}, formats=["pickle%d" % protocol], rounds=2)


def xgboost_wrapped(name):
    """A scikit-learn estimator, pickled."""
    x, y = titanic()
    estimator = lib.XGBClassifier(n_estimators=4, max_depth=3, n_jobs=1).fit(x, y.astype(int))
    booster = estimator.get_booster()
    rows = sample(x)
    test = lib.DMatrix(rows)
    write_expected(name, rows, p=booster.predict(test), m=booster.predict(test, output_margin=True), l=booster.predict(test, pred_leaf=True))
    with open(os.path.join(out, name + ".pickle4"), "wb") as file:
        pickle.dump(estimator, file, protocol=4)


def xgboost_named_categories(name):
    """A data frame with texts: XGBoost 3.1 keeps the texts in the model."""
    table = pd.read_csv(os.path.join(data_folder, "titanic.csv"))
    frame = texts_as_categories(table[["age", "fare", "embarked", "sex", "pclass"]])
    frame["pclass"] = frame["pclass"].astype("category")
    train = lib.DMatrix(frame, label=table["survived"], enable_categorical=True)
    booster = lib.train({"objective": "binary:logistic", "max_depth": 4, "tree_method": "hist", "max_cat_to_onehot": 1, "nthread": 1}, train, 3)
    rows = frame.iloc[:ROWS]
    test = lib.DMatrix(rows, enable_categorical=True)
    classes = rows["pclass"] if release >= (3, 1) else rows["pclass"].cat.codes
    codes = rows.assign(pclass=classes.astype("float64"), **{c: rows[c].cat.codes.astype("float64").replace(-1, np.nan) for c in ("embarked", "sex")})
    write_expected(name, codes.to_numpy("float32"), p=booster.predict(test), m=booster.predict(test, output_margin=True), l=booster.predict(test, pred_leaf=True))
    booster.save_model(os.path.join(out, name + ".json"))
    booster.save_model(os.path.join(out, name + ".ubj"))


# --------------------------------------------------------------------------------------------------------------- LightGBM


def thresholds(text):
    found = []
    for line in text.splitlines():
        if line.startswith("threshold="):
            found += [float(value) for value in line[10:].split()]
    return found


def lightgbm_model(name, data, parameters, rounds=3, categorical=(), y=None, group=None, formats=("txt",), **more):
    x, label = data
    x = x.astype("float64")
    label = label if y is None else y
    noise = np.random.RandomState(3)
    real = [i for i in range(x.shape[1]) if i not in categorical]
    # doubles that no float holds, so that a reader that rounds takes the wrong way
    x[:, real] += noise.uniform(0, 1e-9, size=(len(x), len(real))) * (x[:, real] != 0)
    settings = {"num_leaves": 7, "min_data_in_leaf": 5, "seed": 1, "num_threads": 1, "verbosity": -1, "min_data_per_group": 5, "cat_smooth": 1}
    settings.update(parameters)
    train = lib.Dataset(x, label=label, group=group, categorical_feature=list(categorical), free_raw_data=False, params=settings)
    booster = lib.train(settings, train, rounds, **more)
    text = booster.model_to_string()
    rows = sample(x)
    # every third row gets a threshold of the model, or its neighbours
    cuts = thresholds(text)
    for i in range(0, ROWS, 3):
        for column in real:
            if cuts and noise.uniform() < 0.5:
                cut = cuts[noise.randint(len(cuts))]
                rows[i, column] = [cut, np.nextafter(cut, np.inf), np.nextafter(cut, -np.inf)][noise.randint(3)]
    odd = np.vstack([rows[:14], rows[:10]])
    for i, value in enumerate([3, 7, 8, 9, 31, 32, 33, 200, -1, -0.5, 1.5, 16777217, 1e300, np.nan]):
        odd[i, list(categorical)] = value
    for i, value in enumerate([np.nan, 0, -0.0, 1e-36, -1e-36, 2e-35, -2e-35, np.inf, -np.inf, 1e300]):
        odd[14 + i, real] = value
    if parameters.get("linear_tree"):
        odd = odd[:15]
    rows = np.vstack([rows, odd])
    write_expected(name, rows, p=booster.predict(rows), l=booster.predict(rows, pred_leaf=True))
    for kind in formats:
        path = os.path.join(out, name + "." + kind)
        if kind == "txt":
            booster.save_model(path)
        else:
            with open(path, "wb") as file:
                pickle.dump(booster, file, protocol=int(kind[6:]))


def make_lightgbm():
    rings = abalone()
    counts = rings[1]
    hit = (counts > 10).astype("float32")
    attempt(lightgbm_model, "titanic", titanic(), {"objective": "binary"}, formats=("txt", "pickle4"))
    attempt(lightgbm_model, "zero_as_missing", titanic(), {"objective": "binary", "zero_as_missing": True})
    attempt(lightgbm_model, "no_missing", titanic(), {"objective": "binary", "use_missing": False})
    attempt(lightgbm_model, "sigmoid", titanic(), {"objective": "binary", "sigmoid": 2.5})
    attempt(lightgbm_model, "categories", titanic(), {"objective": "binary", "max_cat_to_onehot": 1}, categorical=(1, 6, 7), rounds=5)
    attempt(lightgbm_model, "categories_onehot", titanic(), {"objective": "binary", "max_cat_to_onehot": 100}, categorical=(1, 6, 7))
    attempt(lightgbm_model, "categories_zero_as_missing", titanic(), {"objective": "binary", "zero_as_missing": True}, categorical=(1, 6, 7))
    attempt(lightgbm_model, "linear_tree", abalone(), {"objective": "regression", "linear_tree": True, "linear_lambda": 0.1})
    attempt(lightgbm_model, "linear_tree_missing", titanic(), {"objective": "binary", "linear_tree": True, "linear_lambda": 0.1}, categorical=(6, 7))
    attempt(lightgbm_model, "forest", phoneme(), {"objective": "binary", "boosting": "rf", "bagging_fraction": 0.7, "bagging_freq": 1})
    attempt(lightgbm_model, "dart", phoneme(), {"objective": "binary", "boosting": "dart", "drop_rate": 0.5}, rounds=5)
    attempt(lightgbm_model, "goss", phoneme(), {"objective": "binary", "boosting": "goss"})
    attempt(lightgbm_model, "multiclass", vehicle(), {"objective": "multiclass", "num_class": 4})
    attempt(lightgbm_model, "multiclassova", vehicle(), {"objective": "multiclassova", "num_class": 4, "sigmoid": 0.7})
    for objective in "regression regression_l1 huber fair poisson quantile mape gamma tweedie".split():
        attempt(lightgbm_model, objective, rings, {"objective": objective})
    attempt(lightgbm_model, "regression_sqrt", rings, {"objective": "regression", "reg_sqrt": True})
    attempt(lightgbm_model, "cross_entropy", rings, {"objective": "cross_entropy"}, y=counts / 30)
    attempt(lightgbm_model, "cross_entropy_lambda", rings, {"objective": "cross_entropy_lambda"}, y=counts / 30)
    for objective in "lambdarank rank_xendcg".split():
        attempt(lightgbm_model, objective, rings, {"objective": objective}, y=np.minimum(counts, 20) // 5, group=[50] * 30)
    attempt(lightgbm_model, "stump", phoneme(), {"objective": "binary", "min_data_in_leaf": 5000})
    attempt(lightgbm_named_categories, "named_categories")


def lightgbm_named_categories(name):
    """A data frame with texts: LightGBM keeps them in the last line of the model."""
    table = pd.read_csv(os.path.join(data_folder, "titanic.csv"))
    frame = texts_as_categories(table[["age", "fare", "embarked", "sex", "pclass"]])
    frame["pclass"] = frame["pclass"].astype("category")
    train = lib.Dataset(frame, label=table["survived"])
    booster = lib.train({"objective": "binary", "num_leaves": 9, "min_data_per_group": 5, "cat_smooth": 1, "verbosity": -1, "num_threads": 1}, train, 4)
    rows = frame.iloc[:ROWS]
    codes = rows.assign(pclass=rows["pclass"].astype("float64"), **{c: rows[c].cat.codes.astype("float64").replace(-1, np.nan) for c in ("embarked", "sex")})
    write_expected(name, codes.to_numpy("float64"), p=booster.predict(rows), l=booster.predict(rows, pred_leaf=True))
    booster.save_model(os.path.join(out, name + ".txt"))


make_xgboost() if library == "xgboost" else make_lightgbm()
