"""What all baselines share: data, initialization, cost, and timing.

Every baseline is a separate program, because the thread pools of two libraries would compete in one process:

    python3 <baseline>.py WORK PRECISION

It does the work and prints one line of JSON: {"milliseconds": median, "minimum": ..., "cost": J}.
Works: ex4, fashion-100, fashion-300 (cost and gradient), mat, idx (reading), sgd (one epoch).
For training see time_to_target.py.
"""
import gzip
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np

import fullbatch

ROOT = Path(__file__).resolve().parents[2]
EX4 = ROOT / "data/ex4data1.mat"
MNIST = ROOT / "data/mnist5k-images-idx3-ubyte.gz"


class Unsupported(Exception):
    """The baseline does not support this work."""


class Work:
    """A network, its data set and initial parameters: everything that an evaluation needs.

    All of it is exported by our own program, so that every program works on the same numbers."""

    def __init__(self, problem, precision, seed=1, biases="random"):
        self.problem, numbers = fullbatch.export(problem, seed, biases)
        self.scalar = np.dtype({"double": np.float64, "float": np.float32}[precision])
        self.inputs, self.hidden, self.outputs = layers = self.problem["layers"]
        self.examples = self.problem["examples"]
        self.regularization = self.problem["regularization"]
        features, classes, start = np.split(
            np.frombuffer(numbers), np.cumsum([self.examples * self.inputs, self.examples]))
        self.features = features.reshape(self.examples, self.inputs).astype(self.scalar)
        self.classes = classes.astype(int)
        self.targets = np.eye(self.outputs, dtype=self.scalar)[self.classes]
        self.start = row_by_row(start, layers).astype(self.scalar)

    def thetas(self, theta):
        """Theta1 and Theta2 as views of theta, units in rows, the bias in column 0.

        theta is unrolled row by row here, the memory order of NumPy, PyTorch and JAX."""
        cut = self.hidden * (self.inputs + 1)
        return (theta[:cut].reshape(self.hidden, self.inputs + 1),
                theta[cut:].reshape(self.outputs, self.hidden + 1))


def row_by_row(theta, layers):
    """Converts parameters from our column-major order to row-major order."""
    counts = [outputs * (inputs + 1) for inputs, outputs in zip(layers, layers[1:])]
    parts = np.split(theta, np.cumsum(counts[:-1]))
    return np.concatenate([
        part.reshape(-1, outputs).T.ravel() for part, outputs in zip(parts, layers[1:])])


def read_mat():
    """ex4's pixels and 0-based classes."""
    from scipy.io import loadmat
    file = loadmat(EX4)
    return file["X"], file["y"].ravel().astype(int) - 1


def read_idx(images):
    """Pixels in 0...1 and classes of an IDX pair, gz."""
    labels = Path(str(images).replace("images-idx3", "labels-idx1"))
    with gzip.open(images) as file:
        pixels = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784)
    with gzip.open(labels) as file:
        classes = np.frombuffer(file.read(), np.uint8, offset=8).astype(int)
    return pixels / np.float64(255), classes


def sample(work, seconds=1.0, cost=None):
    """Times the work for about the given number of seconds, after two warm-up runs."""
    work()
    begin = time.perf_counter()
    work()
    repeats = max(3, int(seconds / (time.perf_counter() - begin)))
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - begin))
    return {"milliseconds": statistics.median(times), "minimum": min(times), "cost": cost}


def main(measure):
    """Runs a baseline's `measure(work name, precision)` as a program."""
    try:
        print(json.dumps(measure(*sys.argv[1:3])))
    except (Unsupported, ImportError) as reason:
        print(json.dumps({"missing": str(reason)}))
