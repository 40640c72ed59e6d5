"""Makes the files under Fixtures/datasets/arrays, and what NumPy and SciPy have in them.

Run in this directory: python3 make_array_fixtures.py (NumPy 2, SciPy 1.17). Each file's arrays go to
datasets/arrays/expected.json: the path, the dimensions, and the numbers in row-major order or the
texts.
"""

import collections
import json
import pathlib
import pickle
import sys
import types

import numpy as np
import scipy.sparse

root = pathlib.Path(__file__).parent / "datasets/arrays"
root.mkdir(exist_ok=True)
expected = {}


def record(name, **variables):
    """Notes the arrays of a file by their paths, with two underscores for a dot."""
    expected[name] = []
    for path, value in variables.items():
        array = np.asarray(value)
        if array.dtype.kind in "US":
            texts = [t.decode() if isinstance(t, bytes) else t for t in array.ravel().tolist()]
            entry = {"dimensions": [len(texts)], "texts": texts}
        else:
            numbers = array.astype(np.float64)
            entry = {"dimensions": list(array.shape), "values": numbers.ravel().tolist()}
        expected[name].append({"path": path.replace("__", "."), **entry})


def pickled(name, value, protocol, **variables):
    (root / name).write_bytes(pickle.dumps(value, protocol))
    record(name, **variables)


X = np.arange(24, dtype=np.float32).reshape(6, 4) / 8
y = np.array([2, 0, 1, 2, 0, 1])
kinds = np.array(["setosa", "virgin\u00efca", "x", "setosa", "x", "\U0001f600y"])
images = (np.arange(72) * 3 % 251).astype(np.uint8).reshape(6, 3, 4)

# Text and objects in NumPy's formats.
np.savez(
    root / "text.npz", X=X, little=kinds.astype("<U9"), big=kinds.astype(">U12"),
    bytes=np.array([k.encode() for k in kinds]), objects=kinds.astype(object),
    matrix=np.asfortranarray(kinds.reshape(2, 3)), numbers=y.astype(object), y=y)
record("text.npz", X=X, little=kinds, big=kinds, bytes=kinds, objects=kinds, matrix=kinds,
       numbers=y, y=y)
np.save(root / "dictionary.npy", {"X": X, "y": kinds.tolist(), "more": {"count": 6}})
record("dictionary.npy", X=X, y=kinds, more__count=6)
np.savez(root / "dictionary.npz", train={"X": X, "y": y}, other=y)
record("dictionary.npz", train__X=X, train__y=y, other=y)

# Sparse matrices of SciPy: zeros, an empty row and column, elements out of order and repeated.
dense = np.array([[0, 1.5, 0, 0], [0, 0, 0, 0], [2, -3, 0, 4.25]])
for form in ["csr", "csc", "coo"]:
    for kind in ["matrix", "array"]:
        name = f"{form}-{kind}.npz"
        matrix = getattr(scipy.sparse, f"{form}_{kind}")(dense)
        scipy.sparse.save_npz(root / name, matrix)
        record(name, features=dense)
matrix = scipy.sparse.csr_matrix(
    (np.array([1.0, 4, 2, 0.5]), np.array([3, 1, 3, 0]), np.array([0, 3, 4])), shape=(2, 5))
scipy.sparse.save_npz(root / "repeated.npz", matrix)
record("repeated.npz", features=matrix.toarray())

# Pickles with lists, as CIFAR's, in every protocol.
for protocol in range(6):
    pickled(
        f"lists{protocol}.pkl",
        {
            "batch_label": b"batch 1 of 5", "labels": y.tolist(), "data": images.reshape(6, 12),
            "filenames": ["a.png", "b.png"], "rows": X.tolist(), "mixed": [1, 2.5, True],
            "scalars": list(y.astype(np.int16)), "flags": [True, False],
            "stack": [x for x in X], "names": kinds, "objects": kinds.astype(object),
            "nested": {"cube": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], 7: [0.5]},
            "raw": bytes([0, 255, 7]),
        },
        protocol,
        batch_label=["batch 1 of 5"], labels=y, data=images.reshape(6, 12),
        filenames=["a.png", "b.png"], rows=X, mixed=[1, 2.5, 1], scalars=y, flags=[1, 0], stack=X,
        names=kinds, objects=kinds, nested__cube=np.arange(1, 9).reshape(2, 2, 2),
        nested__7=[0.5], raw=[0, 255, 7])

pair = (X.tolist(), kinds.tolist())
pickled("pair-lists.pkl", pair, 4, x_train=X, y_train=kinds)
pickled("matrix-list.pkl", [[1, 2, 3], [4, 5, 6]], 4, data=[[1, 2, 3], [4, 5, 6]])
pickled("three-pairs.pkl", [pair, (X[:2], y[:2].tolist()), [X[2:], y[2:]]], 4, x_train=X,
        y_train=kinds, x_valid=X[:2], y_valid=y[:2], x_test=X[2:], y_test=y[2:])
pickled("two-dictionaries.pkl", ({"X": X, "y": y}, {"X": X[:2], "y": y[:2].tolist()}), 2,
        train__X=X, train__y=y, test__X=X[:2], test__y=y[:2])
pickled("dictionary-of-pairs.pkl", {"train": (X, y), "test": (X[:2], y[:2])}, 3,
        train__x=X, train__y=y, test__x=X[:2], test__y=y[:2])
pickled("ordered.pkl", collections.OrderedDict([("X", X), ("y", y)]), 4, X=X, y=y)

# scikit-learn's Bunch, whose class is made here under its name.
module = types.ModuleType("sklearn.utils._bunch")


class Bunch(dict):
    """A dictionary whose entries are attributes, too."""

    def __init__(self, **entries):
        super().__init__(entries)
        self.__dict__["_deprecated_key_to_warnings"] = {}


Bunch.__module__, Bunch.__qualname__, module.Bunch = module.__name__, "Bunch", Bunch
for part in ["sklearn", "sklearn.utils"]:
    sys.modules.setdefault(part, types.ModuleType(part))
sys.modules[module.__name__] = module
pickled("bunch.pkl", Bunch(data=X, target=y, target_names=kinds[:3]), 4, data=X, target=y,
        target_names=kinds[:3])

(root / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
