"""What the other programs of the training curves share: the clock, the points, and their evaluation.

    python3 <program>.py TASK SEED SECONDS --rate RATE --threads N [--points N] [--hold-out]

trains for the given seconds and prints one line of JSON: {"points": [{"seconds", "passes", "cost",
"accuracy"}, ...], "versions": ...}, for an autoencoder with "squaredError" in place of "accuracy". The
clock starts with the arrays in memory and stops while a point is copied; cost and score are computed
after the run, as `fullbatch-benchmarks curve` does.
With --hold-out a sixth of the training examples takes the place of the test set, to choose settings.
"""
import argparse
import json
import time

import numpy as np

from curve_tasks import SOFTMAX, TASKS
from time_to_target import StopTraining

ACTIVATIONS = {"relu": lambda values: np.maximum(values, 0), "tanh": np.tanh,
               "sigmoid": lambda values: 1 / (1 + np.exp(-values))}
# The first of the times of the points, as in CurveRecorder.
FIRST_TIME = 0.02
BLOCK = 5000


class Recorder:
    """Copies the parameters of a run at logarithmically spaced times, and ends it."""

    def __init__(self, seconds, points, passes_per_update):
        self.duration, self.passes_per_update = seconds, passes_per_update
        self.ratio = (seconds / FIRST_TIME) ** (1 / (points - 2))
        self.copies, self.updates, self.due = [], 0, 0
        # Passes that are no part of an update.
        self.passes_before = 0
        self.begin = time.perf_counter()

    def note(self, layers):
        """Called before the first update and after each; `layers()` copies weights and biases."""
        now = time.perf_counter()
        seconds = now - self.begin
        if seconds >= self.due or seconds >= self.duration:
            passes = self.passes_before + self.updates * self.passes_per_update
            self.copies.append((seconds, passes, layers()))
            self.due = max(self.due, FIRST_TIME)
            while self.due <= seconds:
                self.due *= self.ratio
            self.begin += time.perf_counter() - now
        self.updates += 1
        if seconds >= self.duration:
            raise StopTraining


def outputs(task, layers, features):
    """The pre-activations of the output units; weights are inputs × outputs."""
    values = features
    for index, (weights, biases) in enumerate(layers):
        values = values @ weights + biases
        if index < len(layers) - 1:
            values = ACTIVATIONS[task.activation](values)
    return values


def in_blocks(task, layers, features, targets, function):
    """The sum over the examples of a function of their outputs and targets."""
    return sum(
        function(outputs(task, layers, features[first:first + BLOCK]), targets[first:first + BLOCK])
        for first in range(0, len(targets), BLOCK))


def loss(task):
    """The summed loss of a block of examples, in its stable form."""
    if task.is_autoencoder:
        # log(1 + e^z) − y z, without a difference of large numbers.
        return lambda values, targets: float((
            np.log1p(np.exp(-np.abs(values, dtype=np.float64)))
            + np.abs(values) * np.where(values < 0, targets, 1 - targets)).sum())
    normalizer = np.logaddexp.reduce if task.loss == SOFTMAX else summed_softplus
    def total(values, classes):
        own = np.take_along_axis(values, classes[:, None], axis=1)
        return float(normalizer(values.astype(np.float64), axis=1).sum() - own.sum(dtype=np.float64))
    return total


def summed_softplus(values, axis):
    return np.logaddexp(0, values).sum(axis)


def score(task):
    """The sum over a block of examples whose mean is the score."""
    if task.is_autoencoder:
        return lambda values, targets: float(np.square(
            1 / (1 + np.exp(-values, dtype=np.float64)) - targets).sum())
    return lambda values, classes: int((values.argmax(1) == classes).sum())


def evaluate(task, examples, layers):
    """J over all training examples, and the score on the test set."""
    count = len(examples.targets)
    squares = sum(float(np.square(weights, dtype=np.float64).sum()) for weights, _ in layers)
    total = in_blocks(task, layers, examples.features, examples.targets, loss(task))
    sum_of_scores = in_blocks(
        task, layers, examples.test_features, examples.test_targets, score(task))
    return {"cost": (total + task.regularization / 2 * squares) / count,
            task.score: sum_of_scores / len(examples.test_targets)}


def main(train, versions):
    """Runs `train(task, examples, options, start)` until its time limit.

    The options are `seed`, `rate` and `threads`. It calls `start(batch)` to start the clock, and the
    `Recorder` that this returns before its first update and after each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("seed", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--points", type=int, default=120)
    parser.add_argument("--hold-out", action="store_true")
    options = parser.parse_args()
    task = TASKS[options.task]
    examples = task.examples()
    if options.hold_out:
        examples = examples.holding_out(1 / 6)
    recorders = []

    def start(batch):
        recorders.append(Recorder(options.seconds, options.points, batch / len(examples.targets)))
        return recorders[0]

    try:
        train(task, examples, options, start)
    except StopTraining:
        pass
    points = [{"seconds": seconds, "passes": passes} | evaluate(task, examples, layers)
              for seconds, passes, layers in recorders[0].copies]
    print(json.dumps({"points": points, "versions": versions}))
