"""Seconds for an epoch of mini-batch gradient descent in NumPy: the same work as `benchmarks mini-batch`.

784-30-10, sigmoid units, sigmoid cross-entropy, batches of 10, learning rate 3, over 50 000 digits
made by repeating those of data/mnist5k-*. Everything is vectorized over the batch and written into
buffers; one thread. Prints milliseconds for Double and Float: the median and the minimum of 5 epochs.
"""

import gzip
import os
import pathlib
import statistics
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"


def read(name, header):
    return np.frombuffer(gzip.open(DATA / name).read(), np.uint8)[header:]


IMAGES = read("mnist5k-images-idx3-ubyte.gz", 16).reshape(-1, 784)
LABELS = read("mnist5k-labels-idx1-ubyte.gz", 8).astype(int)
INDEX = np.arange(50_000) % len(LABELS)


def epochs(scalar, count=5, batch=10, rate=3.0):
    rng = np.random.default_rng(1)
    x = (IMAGES[INDEX] / 255).astype(scalar)
    targets = np.eye(10, dtype=scalar)[LABELS[INDEX]]
    w1, w2 = (rng.uniform(-1, 1, shape).astype(scalar) for shape in ((784, 30), (30, 10)))
    b1, b2 = np.zeros(30, scalar), np.zeros(10, scalar)
    scale = scalar(rate / batch)
    for _ in range(count):
        order = rng.permutation(len(x))
        start = time.perf_counter()
        for first in range(0, len(x), batch):
            rows = order[first : first + batch]
            a0 = x[rows]
            a1 = 1 / (1 + np.exp(-(a0 @ w1 + b1)))
            delta2 = 1 / (1 + np.exp(-(a1 @ w2 + b2))) - targets[rows]
            delta1 = (delta2 @ w2.T) * a1 * (1 - a1)
            w2 -= scale * (a1.T @ delta2)
            b2 -= scale * delta2.sum(0)
            w1 -= scale * (a0.T @ delta1)
            b1 -= scale * delta1.sum(0)
        yield time.perf_counter() - start


for scalar in (np.float64, np.float32):
    times = [1e3 * t for t in epochs(scalar)]
    print(f"{scalar.__name__}: median {statistics.median(times):.0f} ms, min {min(times):.0f} ms")
