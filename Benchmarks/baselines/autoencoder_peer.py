"""What the programs that train the deep autoencoder share: its network, its data, and a run.

    python3 <program>.py DATA SEED SECONDS [--threads N] [--points N]

trains for the given seconds and prints one line of JSON: {"points": [{"seconds", "passes", "cost"},
...], "versions": ...}, as the programs of the training curves do (curve_peer.py). DATA is mnist5k,
fashion-10000 or fashion.
"""
import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import curve_peer
import fullbatch
import shared_work as shared
from curve_tasks import SIGMOIDS, MissingData
from time_to_target import StopTraining

FOLDER = Path(__file__).resolve().parents[1] / ".build/autoencoder"


@dataclass(frozen=True)
class Autoencoder:
    """784-1000-500-250-30-250-500-1000-784, of which the targets are the features.

    J is the sigmoid cross-entropy, summed over the pixels, with λ/m = 10⁻⁵ as in kfac-jax's example, but
    of the weights without the biases. All hidden layers are tanh; there the 30 units of the code are
    linear."""

    images: Path
    # The first examples that are used; all if None.
    count: int | None = None
    hidden = (1000, 500, 250, 30, 250, 500, 1000)
    activation = "tanh"
    loss = SIGMOIDS
    regularization_per_example = 1e-5

    def features(self):
        """Pixels in 0...1, in float32."""
        if not self.images.exists():
            raise MissingData(fullbatch.NO_FASHION)
        pixels, _ = shared.read_idx(self.images)
        return np.ascontiguousarray(pixels[:self.count], np.float32)

    @property
    def path(self):
        """The file that our program reads; a part of the examples is written there."""
        if self.count is None:
            return self.images
        file = FOLDER / f"{self.images.parent.name}-{self.count}.npz"
        if not file.exists():
            FOLDER.mkdir(parents=True, exist_ok=True)
            _, classes = shared.read_idx(self.images)
            beside = file.with_suffix(".part.npz")
            np.savez(beside, x_train=self.features(), y_train=classes[:self.count])
            beside.rename(file)
        return file


DATA = {"mnist5k": Autoencoder(shared.MNIST),
        "fashion-10000": Autoencoder(fullbatch.FASHION, 10_000),
        "fashion": Autoencoder(fullbatch.FASHION)}


def evaluate(task, layers, features):
    """J, with sums in double."""
    total = 0.0
    for first in range(0, len(features), curve_peer.BLOCK):
        block = features[first:first + curve_peer.BLOCK]
        values = curve_peer.outputs(task, layers, block)
        total += (np.logaddexp(0, values) - block * values).sum(dtype=np.float64)
    squares = sum(np.square(weights, dtype=np.float64).sum() for weights, _ in layers)
    return float(total / len(features) + task.regularization_per_example / 2 * squares)


def main(train, versions):
    """Runs `train(task, features, options, start)` until its time limit.

    The options are `seed` and `threads`. It calls `start(passes)` with the passes of an update to start
    the clock, and the `Recorder` that this returns before its first update and after each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", choices=DATA)
    parser.add_argument("seed", type=int)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--points", type=int, default=40)
    options = parser.parse_args()
    task = DATA[options.data]
    features = task.features()
    recorders = []

    def start(passes):
        recorders.append(curve_peer.Recorder(options.seconds, options.points, passes))
        return recorders[0]

    try:
        train(task, features, options, start)
    except StopTraining:
        pass
    points = [{"seconds": seconds, "passes": passes, "cost": evaluate(task, layers, features)}
              for seconds, passes, layers in recorders[0].copies]
    print(json.dumps({"points": points, "versions": versions}))
