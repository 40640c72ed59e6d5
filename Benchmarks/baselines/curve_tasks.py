"""The tasks of the training curves: data, network, cost; every program reads the same examples."""
import gzip
import pickle
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import fullbatch
import shared_work as shared
from covtype_like import covtype_like

sys.path.append(str(shared.ROOT / "Fixtures"))
import text_digits  # noqa: E402

SOFTMAX, SIGMOIDS = "softmax-cross-entropy", "sigmoid-cross-entropy"


class MissingData(Exception):
    """The data of a task is not on this machine."""


@dataclass(frozen=True)
class Examples:
    """Features in float32 with 0-based classes or, for an autoencoder, the features again; those of
    the test set may be the training set's."""

    features: np.ndarray
    targets: np.ndarray
    test_features: np.ndarray
    test_targets: np.ndarray

    def holding_out(self, fraction):
        """A random part of the training examples in place of the test set."""
        order = np.random.default_rng(1).permutation(len(self.targets))
        held_out, kept = np.split(order, [int(fraction * len(order))])
        def part(rows):
            features = self.features[rows]
            return features, features if self.targets is self.features else self.targets[rows]
        return Examples(*part(kept), *part(held_out))


@dataclass(frozen=True)
class Task:
    """A network, its cost, and the data that it is trained on."""

    data: str
    hidden: tuple
    activation: str = "relu"
    loss: str = SOFTMAX
    regularization: float = 1.0
    # "features" for an autoencoder.
    targets: str = "labels"
    # Ours; the other programs initialize as they do by default.
    initializer: str = "he"

    @property
    def path(self):
        """The file or folder that our program reads."""
        return PATHS[self.data]()

    def examples(self):
        """The same data as arrays."""
        features, classes, test_features, test_classes = READERS[self.data](self.path)
        features, test_features = (
            np.ascontiguousarray(values, np.float32) for values in (features, test_features))
        if self.is_autoencoder:
            return Examples(features, features, test_features, test_features)
        return Examples(features, np.ascontiguousarray(classes, np.int64),
                        test_features, np.ascontiguousarray(test_classes, np.int64))

    @property
    def is_autoencoder(self):
        return self.targets == "features"

    @property
    def score(self):
        """The quantity that is measured on the test set: larger is better for the accuracy only."""
        return "squaredError" if self.is_autoencoder else "accuracy"

    @property
    def options(self):
        """The options of our program."""
        return ["--data", self.path, "--hidden", ",".join(map(str, self.hidden)),
                "--activation", self.activation, "--loss", self.loss,
                "--targets", self.targets, "--lambda", self.regularization, "--init", self.initializer]


SIGMOID = {"activation": "sigmoid", "initializer": "uniform"}
TASKS = {
    "fashion-sigmoid": Task("fashion", (100,), regularization=10, **SIGMOID),
    "fashion-relu": Task("fashion", (100,), regularization=10),
    "fashion-deep": Task("fashion", (512, 256), regularization=10),
    "mnist5k": Task("mnist5k", (300,)),
    "ex4": Task("ex4", (25,), loss=SIGMOIDS, **SIGMOID),
    "text-digits": Task("text-digits", (16, 16), **SIGMOID),
    "covtype-like": Task("covtype-like", (100,)),
    # scikit-learn has no peer: the outputs of MLPRegressor are linear, and its loss is the squared
    # error.
    "autoencoder": Task("fashion", (250, 30, 250), loss=SIGMOIDS, targets="features"),
}


def fashion_path():
    if not fullbatch.FASHION.exists():
        raise MissingData(fullbatch.NO_FASHION)
    return fullbatch.FASHION.parent


def text_digits_path():
    for folder in (shared.ROOT / "data", shared.ROOT.parent / "shared/data"):
        if (folder / "digits32x32.zip").exists():
            return folder / "digits32x32.zip"
    raise MissingData("digits32x32.zip is not in data/ (docs/mini-batches.md)")


def read_fashion(folder):
    test = folder / fullbatch.FASHION.name.replace("train", "t10k")
    return *shared.read_idx(fullbatch.FASHION), *shared.read_idx(test)


def read_mnist5k(path):
    with gzip.open(path) as file:
        training, _, test = pickle.load(file, encoding="latin1")
    return *training, *test


def read_ex4(_):
    features, classes = shared.read_mat()
    return features, classes, features, classes


def read_text_digits(path):
    return *text_digits.digits(path, "trainingDigits"), *text_digits.digits(path, "testDigits")


def read_covtype_like(path):
    with np.load(path) as arrays:
        return [arrays[name] for name in ("x_train", "y_train", "x_test", "y_test")]


PATHS = {"fashion": fashion_path, "mnist5k": lambda: shared.ROOT / "data/mnist5k.pkl.gz",
         "ex4": lambda: shared.EX4, "text-digits": text_digits_path, "covtype-like": covtype_like}
READERS = {"fashion": read_fashion, "mnist5k": read_mnist5k, "ex4": read_ex4,
           "text-digits": read_text_digits, "covtype-like": read_covtype_like}
