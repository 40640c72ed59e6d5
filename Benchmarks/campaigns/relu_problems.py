"""The sets of the ReLU campaign: as files for our tool, as arrays for scikit-learn."""
import gzip
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.io
import tool
from sklearn import datasets
from sklearn.preprocessing import StandardScaler

FASHION = Path("/usr/share/datasets/fashion-mnist")
NO_FASHION = "Fashion-MNIST is not installed (apt: dataset-fashion-mnist)"
FASHION_EXAMPLES = 10_000
TABLES = {"iris": datasets.load_iris, "wine": datasets.load_wine,
          "breast cancer": datasets.load_breast_cancer}
NAMES = [f"{table}, {scaling}" for table in TABLES for scaling in ("raw", "standardized")]
NAMES += ["ex4", "Fashion-MNIST"]


@dataclass(frozen=True)
class Problem:
    """Examples and the hidden units that they get."""

    name: str
    path: Path
    features: np.ndarray
    # From 0.
    classes: np.ndarray
    hidden: int


def make(name, folder):
    """A problem by its name, its file in a folder; None where its data are not installed."""
    if name == "ex4":
        return exercise()
    if name == "Fashion-MNIST":
        return fashion(folder) if FASHION.exists() else None
    table, scaling = name.split(", ")
    features, classes = TABLES[table](return_X_y=True)
    if scaling == "standardized":
        features = StandardScaler().fit_transform(features)
    path = folder / f"{name.replace(', ', '-').replace(' ', '-')}.npz"
    np.savez(path, X=features, y=classes)
    return Problem(name, path, features, classes, hidden=10)


def exercise():
    """The 5000 digits of the exercise; their labels count from 1."""
    path = tool.ROOT / "data/ex4data1.mat"
    variables = scipy.io.loadmat(path)
    return Problem("ex4", path, variables["X"].astype(float),
                   variables["y"].ravel().astype(int) - 1, hidden=25)


def fashion(folder):
    """The first images of Fashion-MNIST's training set, pixels from 0 to 1."""
    images = gzip.decompress((FASHION / "train-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((FASHION / "train-labels-idx1-ubyte.gz").read_bytes())
    magic, _, height, width = struct.unpack(">4i", images[:16])
    pixels = images[16:16 + FASHION_EXAMPLES * height * width]
    classes = labels[8:8 + FASHION_EXAMPLES]
    path = folder / "fashion-images-idx3-ubyte"
    path.write_bytes(struct.pack(">4i", magic, FASHION_EXAMPLES, height, width) + pixels)
    (folder / "fashion-labels-idx1-ubyte").write_bytes(
        labels[:4] + struct.pack(">i", FASHION_EXAMPLES) + classes)
    features = np.frombuffer(pixels, np.uint8).reshape(FASHION_EXAMPLES, -1) / 255
    return Problem("Fashion-MNIST", path, features,
                   np.frombuffer(classes, np.uint8).astype(int), hidden=30)
