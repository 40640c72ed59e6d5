"""Writes one data set in the layouts of well-known files, with SciPy, NumPy, and h5py if it is there.

Usage: make_layouts.py FOLDER. Prints a line for each data set: its name in the folder, and options for
`fullbatch train`. Training on each must give the parameters of `plain.mat`, which has the same examples in the same
order: 60 training and 20 test examples of 8 x 8 numbers in three classes, 1 to 3.
"""
import gzip, os, pickle, struct, sys, tarfile, zipfile

import numpy as np
import scipy.io
import scipy.sparse

folder = sys.argv[1]
rng = np.random.default_rng(15)
y = np.arange(80) % 3 + 1
centers = rng.normal(size=(3, 64))
X = np.round(centers[y - 1] + rng.normal(size=(80, 64)), 3)
X[np.abs(X) < 0.4] = 0
train, test = slice(0, 60), slice(60, 80)
Xr, yr, Xt, yt = X[train], y[train], X[test], y[test]


def path(name):
    return os.path.join(folder, name)


def done(name, *options):
    print(" ".join((name,) + options))


def mat(name, variables, *options, **keywords):
    scipy.io.savemat(path(name), variables, **keywords)
    done(name, *options)


def one_hot(labels, low=0):
    return np.where(labels[:, None] == np.arange(1, 4), 1, low).astype(float)


def images(features):
    # Rows of features are pixels column by column, as MATLAB flattens them.
    return features.reshape(-1, 8, 8).transpose(0, 2, 1)


column = lambda labels: labels[:, None].astype(float)
cells = lambda labels: np.array([str(v) for v in labels], dtype=object)[:, None]

mat("plain.mat", {"X": Xr, "y": column(yr), "Xtest": Xt, "ytest": column(yt)})
for a, b, c, d in [
    ("x_train", "y_train", "x_test", "y_test"), ("trainX", "trainY", "testX", "testY"),
    ("Xtr", "Ytr", "Xte", "Yte"), ("train_data", "train_labels", "test_data", "test_labels"),
    ("train_patterns", "train_labels", "test_patterns", "test_labels"),
    ("trainData", "trainLabel", "testData", "testLabel"),
    ("train_dataset", "train_labels", "test_dataset", "test_labels"),
    ("inputs_train", "targets_train", "inputs_test", "targets_test"),
]:
    mat(f"{a}.mat", {a: Xr, b: column(yr), c: Xt, d: column(yt)})
    mat(f"{a}-columns.mat", {a: Xr.T, b: yr[None].astype(float), c: Xt.T, d: yt[None].astype(float)})
mat("fea.mat", {"fea": Xr, "gnd": column(yr)})
mat("named.mat", {"meas": Xr, "species": cells(yr), "note": "two of them"})
mat("other.mat", {"a": Xr, "b": column(yr), "c": np.ones((3, 3))}, "--features", "a", "--labels", "b")
mat("structs.mat", {"dataset": {"train": {"images": Xr, "labels": column(yr)}, "test": {"images": Xt, "labels": column(yt)}}})
mat("one-hot.mat", {"X": Xr, "y": one_hot(yr), "Xtest": Xt.T, "ytest": one_hot(yt).T})
mat("plus-minus.mat", {"X": Xr.T, "y": one_hot(yr, -1).T})
mat("hwn.mat", {"images": images(Xr).transpose(1, 2, 0), "labels": column(yr)})
mat("nhw.mat", {"images": images(Xr), "labels": column(yr)})
mat("one-matrix.mat", {"data": np.hstack([Xr, column(yr)])}, "--labels", "data:last")
mat("two-parts.mat", {"a": Xr[:, :30], "b": Xr[:, 30:], "y": column(yr)}, "--features", "a,b")
mat("sparse.mat", {"X": scipy.sparse.csc_matrix(Xr), "y": column(yr)})
mat("sparse-columns.mat", {"X": scipy.sparse.csc_matrix(Xr.T), "y": column(yr)})
mat("v4.mat", {"X": Xr, "y": column(yr)}, format="4")
numbers = np.where(np.arange(80) < 60, 1, 3)[None].astype(float)
mat("matconvnet.mat", {"images": {"data": images(X).transpose(1, 2, 0)[:, :, None, :], "labels": y[None].astype(float), "set": numbers}})

np.savez(path("plain.npz"), x_train=Xr, y_train=yr, x_test=Xt, y_test=yt)
done("plain.npz")
np.savez(path("text.npz"), X=Xr, y=yr.astype(str))
done("text.npz")
np.savez(path("objects.npz"), X=Xr, y=yr.astype(str).astype(object))
done("objects.npz")
np.save(path("dictionary.npy"), {"data": Xr, "target": yr.tolist()}, allow_pickle=True)
done("dictionary.npy")
os.mkdir(path("arrays"))
for name, array in [("train-images", Xr), ("train-labels", yr), ("test-images", Xt), ("test-labels", yt)]:
    np.save(path(f"arrays/{name}.npy"), array)
done("arrays")
for name, value in [
    ("pairs.pkl", ((Xr, yr), (Xt, yt))), ("lists.pkl", {"data": Xr, "labels": yr.tolist()}),
    ("dictionary.pkl", {"training_images": Xr, "training_labels": yr, "test_images": Xt, "test_labels": yt}),
]:
    with open(path(name), "wb") as file:
        pickle.dump(value, file)
    done(name)


def rows(features, labels):
    return [",".join([repr(float(v)) for v in row] + [str(label)]) for row, label in zip(features, labels)]


header = ",".join([f"p{i}" for i in range(64)] + ["label"])
tables = {"train.csv": [header] + rows(Xr, yr), "test.csv": [header] + rows(Xt, yt)}
for name, lines in tables.items():
    with open(path(name), "w") as file:
        file.write("\n".join(lines) + "\n")
done("train.csv")
indexed = ["," + header] + [f"{i},{line}" for i, line in enumerate(rows(Xr, yr))]
open(path("index.csv"), "w").write("\n".join(indexed) + "\n")
done("index.csv")
with zipfile.ZipFile(path("tables.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    for name in tables:
        archive.write(path(name), f"digits/{name}")
done("tables.zip")
for ending in ["gz", "bz2", "xz"]:
    with tarfile.open(path(f"data.tar.{ending}"), f"w:{ending}") as archive:
        archive.add(path("plain.mat"), "data/plain.mat")
    done(f"data.tar.{ending}")
with gzip.open(path("set.svm.gz"), "wt") as file:
    for row, label in zip(Xr, yr):
        file.write(f"{label} " + " ".join(f"{i + 1}:{float(v)!r}" for i, v in enumerate(row) if v) + "\n")
done("set.svm.gz")
os.mkdir(path("idx"))
for split, features, labels in [("emnist-x-train", Xr, yr), ("emnist-x-test", Xt, yt)]:
    with open(path(f"idx/{split}-images-idx2-double"), "wb") as file:
        file.write(struct.pack(">HBBII", 0, 14, 2, *features.shape) + features.astype(">f8").tobytes())
    with gzip.open(path(f"idx/{split}-labels-idx1-ubyte.gz"), "wb") as file:
        file.write(struct.pack(">HBBI", 0, 8, 1, len(labels)) + labels.astype("u1").tobytes())
done("idx")
scipy.sparse.save_npz(path("sparse-only.npz"), scipy.sparse.csr_matrix(Xr))
try:
    import h5py
except ImportError:
    sys.exit()
with h5py.File(path("h5py.h5"), "w") as file:
    file["train_set_x"], file["train_set_y"], file["test_set_x"], file["test_set_y"] = Xr, yr, Xt, yt
done("h5py.h5")
with h5py.File(path("groups.h5"), "w") as file:
    for name, features, labels in [("train", Xr, yr), ("test", Xt, yt)]:
        file[f"{name}/images"], file[f"{name}/labels"] = features, labels
done("groups.h5")
