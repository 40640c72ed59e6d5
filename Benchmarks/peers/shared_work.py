"""The work that all peers share: data, start, cost, and how a time is taken.

Every peer is a program of its own, because the thread pools of two libraries fight in one process:

    python3 <peer>.py WORK PRECISION SEED

It does the work and prints one line of JSON: {"milliseconds": median, "minimum": ..., "cost": J}.
Works: ex4, fashion-100, fashion-300 (cost and gradient, lambda = 1), mat, idx (reading), sgd
(one epoch), training ({"reached": a list of [cost, evaluations, seconds]}).
"""
import gzip
import json
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
EX4 = ROOT / "data/ex4data1.mat"
MNIST = ROOT / "data/mnist5k-images-idx3-ubyte.gz"
FASHION = Path("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz")
HIDDEN_UNITS = {"ex4": 25, "fashion-100": 100, "fashion-300": 300}
TARGETS = [0.5, 0.4, 0.34, 0.325, 0.31]
REGULARIZATION = 1.0


class Unsupported(Exception):
    """The peer has no such work."""


class Work:
    """A network on a data set with its start: everything that an evaluation needs."""

    def __init__(self, name, precision, seed=1):
        self.scalar = np.dtype({"double": np.float64, "float": np.float32}[precision])
        features, classes = read_mat() if name == "ex4" else read_idx(FASHION)
        self.features = np.ascontiguousarray(features, self.scalar)
        self.classes = classes
        self.targets = np.eye(10, dtype=self.scalar)[classes]
        self.examples, self.inputs = self.features.shape
        self.hidden, self.outputs = HIDDEN_UNITS[name], 10
        self.start = start([self.inputs, self.hidden, self.outputs], seed).astype(self.scalar)

    def thetas(self, theta):
        """Theta1 and Theta2 as views of theta, units in rows, the bias in column 0.

        theta is unrolled row by row here, which is how NumPy, PyTorch and JAX have a matrix."""
        cut = self.hidden * (self.inputs + 1)
        return (theta[:cut].reshape(self.hidden, self.inputs + 1),
                theta[cut:].reshape(self.outputs, self.hidden + 1))


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


def start(layers, seed):
    """Our own starting point of a seed, unrolled row by row."""
    import subprocess
    command = [os.environ["FULLBATCH_BENCHMARKS"], "start", "-".join(map(str, layers)), str(seed)]
    numbers = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout)
    parts, offset = [], 0
    for inputs, outputs in zip(layers, layers[1:]):
        count = outputs * (inputs + 1)
        parts.append(numbers[offset:offset + count].reshape(inputs + 1, outputs).T.ravel())
        offset += count
    return np.concatenate(parts)


def sample(work, seconds=1.0, cost=None):
    """Times the work for about so many seconds, after two runs to warm up."""
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


class Descent:
    """Watches a minimizer: the evaluations and seconds at which the cost came below each target."""

    def __init__(self, evaluate):
        self.evaluate, self.evaluations, self.reached = evaluate, 0, []
        self.begin = None

    def __call__(self, theta):
        cost, gradient = self.evaluate(theta)
        self.evaluations += 1
        while len(self.reached) < len(TARGETS) and cost <= TARGETS[len(self.reached)]:
            seconds = time.perf_counter() - self.begin
            self.reached.append([TARGETS[len(self.reached)], self.evaluations, seconds])
        if len(self.reached) == len(TARGETS):
            raise StopIteration
        return cost, gradient

    def run(self, minimize):
        """Lets the minimizer run until the last target is reached or it gives up."""
        self.begin = time.perf_counter()
        try:
            minimize(self)
        except StopIteration:
            pass
        return {"reached": self.reached}


def main(measure):
    """Runs a peer's `measure(work name, precision, seed)` as a program."""
    name, precision, seed = sys.argv[1:4]
    try:
        print(json.dumps(measure(name, precision, int(seed))))
    except (Unsupported, ImportError) as reason:
        print(json.dumps({"missing": str(reason)}))
