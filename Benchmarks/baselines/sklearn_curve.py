"""scikit-learn's MLPClassifier with Adam and its default batch size, in its own loop.

It has no autoencoder with this cost: MLPRegressor has linear outputs and the squared error only."""
import sys

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

import curve_peer
from curve_tasks import SOFTMAX

BATCH = 200


class Observed(MLPClassifier):
    """The classifier, with a recorder that sees its parameters before the gradient of each batch."""

    def _backprop(self, *arguments):
        self.recorder.note(lambda: [
            (weights.copy(), biases.copy())
            for weights, biases in zip(self.coefs_, self.intercepts_)])
        return super()._backprop(*arguments)


def train(task, examples, options, start):
    if task.is_autoencoder:
        sys.exit("scikit-learn has no network with sigmoid outputs for targets that are numbers")
    # scikit-learn adds alpha / (2 · batch size) Σ w² to the mean loss of a batch; J has λ / (2 m).
    network = Observed(
        task.hidden, activation={"sigmoid": "logistic"}.get(task.activation, task.activation),
        solver="adam", alpha=task.regularization * BATCH / len(examples.targets), batch_size=BATCH,
        learning_rate_init=options.rate, max_iter=10**9, n_iter_no_change=10**9,
        random_state=options.seed)
    # Its loss is the softmax cross-entropy, or for indicators the sigmoid cross-entropy.
    targets = examples.targets
    if task.loss != SOFTMAX:
        targets = np.eye(targets.max() + 1, dtype=int)[targets]
    with threadpool_limits(options.threads):
        network.recorder = start(BATCH)
        network.fit(examples.features, targets)


if __name__ == "__main__":
    curve_peer.main(train, f"scikit-learn {sklearn.__version__}")
