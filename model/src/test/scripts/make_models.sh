#!/bin/sh
# Makes the models of other libraries that LibraryModelsTest reads, with the versions that made them; run it from the
# repository's root. Needs Python 3.8 (for what has no newer wheels) and 3.11. VENVS is a folder outside of the repository.
set -eu
VENVS=${VENVS:?a folder for the Python packages}
OUT=model/src/test/resources/io/auspex/model/importer/libraries
SCRIPT=model/src/test/scripts/make_models.py

python3.8 -m venv "$VENVS/p38"
python3.11 -m venv "$VENVS/p311"
"$VENVS/p38/bin/pip" install -q 'numpy<1.24' 'scipy<1.10' 'pandas<2' scikit-learn
"$VENVS/p311/bin/pip" install -q 'numpy<2' scipy 'pandas<3' scikit-learn

make() { # python library version
    "$VENVS/$1/bin/pip" install -q --no-deps --target "$VENVS/$2-$3" "$2==$3"
    PYTHONWARNINGS=ignore PYTHONPATH="$VENVS/$2-$3" "$VENVS/$1/bin/python" "$SCRIPT" "$2" data "$OUT"
}

for version in 1.0.2 1.3.3 1.7.6; do make p38 xgboost $version; done
for version in 2.0.3 2.1.4 3.0.5 3.2.0; do make p311 xgboost $version; done
for version in 2.3.1 3.3.5; do make p38 lightgbm $version; done
for version in 4.7.0; do make p311 lightgbm $version; done
