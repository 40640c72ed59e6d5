"""NumPy over all examples at once, BLAS on all cores; reading with scipy.io and gzip; mini-batches, vectorized."""
import numpy as np
from scipy.special import expit

import shared_work as shared
from fullbatch import EVALUATIONS, FASHION
from numpy_evaluation import Evaluation


def measure(name, precision):
    if name in EVALUATIONS:
        work = shared.Work(name, precision)
        evaluate = Evaluation(work)
        return shared.sample(lambda: evaluate(work.start), cost=float(evaluate(work.start)[0]))
    if name == "mat":
        return shared.sample(shared.read_mat)
    if name == "idx":
        return shared.sample(lambda: shared.read_idx(FASHION))
    if name == "sgd":
        return shared.sample(epoch(np.dtype({"double": "f8", "float": "f4"}[precision])))
    raise shared.Unsupported(f"no {name} in NumPy")


def epoch(scalar):
    """One epoch of 50 000 digits in shuffled mini-batches of 10 through 784-30-10."""
    pixels, classes = shared.read_idx(shared.MNIST)
    x = np.tile(pixels.astype(scalar), (10, 1))
    y = np.tile(np.eye(10, dtype=scalar)[classes], (10, 1))
    random = np.random.default_rng(1)
    w1, w2 = (random.uniform(-0.12, 0.12, shape).astype(scalar) for shape in ((784, 30), (30, 10)))
    b1, b2 = np.zeros(30, scalar), np.zeros(10, scalar)
    batch = 10
    rate = scalar.type(3.0 / batch)

    def run():
        order = random.permutation(len(x))
        for first in range(0, len(x), batch):
            chosen = order[first:first + batch]
            a0 = x[chosen]
            a1 = expit(a0 @ w1 + b1)
            error2 = expit(a1 @ w2 + b2) - y[chosen]
            error1 = error2 @ w2.T * (a1 * (1 - a1))
            np.subtract(w2, rate * (a1.T @ error2), out=w2)
            np.subtract(b2, rate * error2.sum(0), out=b2)
            np.subtract(w1, rate * (a0.T @ error1), out=w1)
            np.subtract(b1, rate * error1.sum(0), out=b1)
    return run


if __name__ == "__main__":
    shared.main(measure)
