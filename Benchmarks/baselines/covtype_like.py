#!/usr/bin/env python3
"""A synthetic table in the shape of UCI's forest cover types, which can't be installed from a package.

    python3 covtype_like.py      writes it where the curves look for it, and prints the path

100 000 training and 20 000 test examples of 54 features: ten measurements, standardized, some of them
skewed, and two categories of 4 and 40 values as indicators that depend on them. The 7 classes, of very
different frequencies, are those of a random network with a hidden layer, with some noise.
"""
from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parents[1] / ".build/curves/covtype-like.npz"
TRAINING, TEST = 100_000, 20_000
# Shifts of the classes' logits, which make two classes frequent and others rare.
FREQUENCIES = np.array([2.0, 2.5, 0.0, -3.0, -1.5, -0.5, -0.5])


def covtype_like():
    """The path of the file, which is made if it is not there."""
    if not FILE.exists():
        FILE.parent.mkdir(parents=True, exist_ok=True)
        features, classes = table(np.random.default_rng(54), TRAINING + TEST)
        beside = FILE.with_suffix(".part.npz")
        np.savez(beside, x_train=features[:TRAINING], y_train=classes[:TRAINING],
                 x_test=features[TRAINING:], y_test=classes[TRAINING:])
        beside.rename(FILE)
    return FILE


def table(random, count):
    """Features in float32 and classes from 0 to 6."""
    hidden = random.normal(size=(count, 10)) @ random.normal(size=(10, 10)) / np.sqrt(10)
    numbers = np.where(np.arange(10) < 4, hidden, np.exp(0.6 * hidden))
    numbers = (numbers - numbers.mean(0)) / numbers.std(0)
    areas, soils = (np.eye(values)[noisy_choice(random, hidden, values)] for values in (4, 40))
    features = np.hstack([numbers, areas, soils])
    units = np.tanh(features @ random.normal(size=(54, 40)) / 3 + random.normal(size=40))
    logits = 2 * units @ random.normal(size=(40, 7)) + FREQUENCIES
    classes = np.argmax(logits + random.gumbel(size=logits.shape) / 2, axis=1)
    return features.astype(np.float32), classes


def noisy_choice(random, hidden, values):
    """A category that depends on the hidden variables."""
    logits = 1.5 * hidden @ random.normal(size=(hidden.shape[1], values))
    return np.argmax(logits + random.gumbel(size=logits.shape), axis=1)


if __name__ == "__main__":
    print(covtype_like())
