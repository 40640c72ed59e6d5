"""The text digits' system written again, to compare distributions over seeds with.

1024-16-16-10, sigmoid units, squared error, standard normal start, one digit after the other.
Prints the quartiles, over seeds, of the share of training digits that are right just before the
update that they make, and of the test digits after the epoch.

usage: text_digits.py ARCHIVE [--seeds 40] [--epochs 16] [--rate 0.01]
                      [--order each|once|names] [--biases normal|zero]
"""

import argparse
import re
import zipfile

import numpy as np


def digits(archive, folder):
    """Names, pixels and labels of a folder's digits."""
    found = []
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            match = re.search(rf"{folder}/((\d)_\d+)\.txt$", name)
            if match:
                rows = "".join(files.read(name).decode().split())
                found.append((match[1], [int(c) for c in rows], int(match[2])))
    found.sort()
    names, pixels, labels = zip(*found)
    return np.array(pixels, float), np.array(labels)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def accuracies(training, test, seed, epochs, rate, order, biases):
    """After each epoch: the share before the updates, and the share of the test digits."""
    (x, y), (x_test, y_test) = training, test
    random = np.random.default_rng(seed)
    sizes = [1024, 16, 16, 10]
    weights = [random.standard_normal(pair) for pair in zip(sizes, sizes[1:])]
    offsets = [
        random.standard_normal(n) if biases == "normal" else np.zeros(n) for n in sizes[1:]
    ]
    targets = np.eye(10)[y]
    ones = [np.flatnonzero(row) for row in x]
    sequence = random.permutation(len(y)) if order == "once" else np.arange(len(y))
    history = []
    for _ in range(epochs):
        if order == "each":
            sequence = random.permutation(len(y))
        right = 0
        for i in sequence:
            a1 = sigmoid(weights[0][ones[i]].sum(0) + offsets[0])
            a2 = sigmoid(a1 @ weights[1] + offsets[1])
            a3 = sigmoid(a2 @ weights[2] + offsets[2])
            right += a3.argmax() == y[i]
            d3 = (a3 - targets[i]) * a3 * (1 - a3)
            d2 = (weights[2] @ d3) * a2 * (1 - a2)
            d1 = (weights[1] @ d2) * a1 * (1 - a1)
            weights[2] -= rate * np.outer(a2, d3)
            weights[1] -= rate * np.outer(a1, d2)
            weights[0][ones[i]] -= rate * d1
            for offset, d in zip(offsets, (d1, d2, d3)):
                offset -= rate * d
        a = x_test
        for w, b in zip(weights, offsets):
            a = sigmoid(a @ w + b)
        history.append((right / len(y), (a.argmax(1) == y_test).mean()))
    return history


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("archive")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--order", choices=["each", "once", "names"], default="each")
    parser.add_argument("--biases", choices=["normal", "zero"], default="normal")
    given = parser.parse_args()
    np.seterr(over="ignore")
    sets = [digits(given.archive, folder) for folder in ("trainingDigits", "testDigits")]
    last = np.array([
        accuracies(*sets, seed, given.epochs, given.rate, given.order, given.biases)[-1]
        for seed in range(1, given.seeds + 1)
    ])
    for name, column in zip(("before each update", "test"), last.T):
        print(name, np.quantile(column, [0, 0.25, 0.5, 0.75, 1]).round(3))


if __name__ == "__main__":
    main()
