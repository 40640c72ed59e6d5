#!/usr/bin/env python3
"""ReLU networks compared with scikit-learn: the cost after 200 evaluations from the same He start.

    python3 relu.py                     runs everything and prints the tables
    python3 relu.py --json FILE         keeps every run
    python3 relu.py "iris, raw" ex4     these sets alone
    python3 relu.py --seeds 1 2         these starts alone

The cost is the same function in both programs, J = 1/m Σ log loss + λ/(2m) Σ w² with biases left out;
scikit-learn's alpha is our λ. Before a run is counted, J at the start is computed three times, by
our tool, by scikit-learn and by a few lines of NumPy here, and must agree. The costs that are compared
are NumPy's, at the parameters that each program ends with.

For two classes scikit-learn takes one logistic unit, which is another network than two softmax
units. It is given the two units here, and everything that it does stays its own.
"""
import argparse
import json
import math
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import scipy.io
import tool
from relu_problems import NAMES, NO_FASHION, make
from scipy.special import logsumexp
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

EVALUATIONS = 200
LAMBDAS = [1e-4, 0.1]
SEEDS = [1, 2, 3, 4, 5]
SCIKIT_LEARN = "scikit-learn"
# Our minimizers under the names of the table, with their options.
OURS = {
    "default": {},
    "default, all examples": {"sample_sizes": 1},
    "lbfgs": {"minimizer": "lbfgs"},
    "cg": {"minimizer": "cg"},
    "tn": {"minimizer": "tn"},
}
# The default with so many evaluations fewer as it refreshes its Kronecker factors.
REFRESHES_COUNTED = "default, refreshes counted"
# How far apart, relatively, the costs of one point may be.
SAME_COST = 1e-12


class StartedClassifier(MLPClassifier):
    """scikit-learn's classifier, from given parameters and with a softmax for any number of classes."""

    def fit_from(self, start, features, classes):
        """Fits, and keeps the cost at the start and the best parameters within the evaluations."""
        self.start, self.evaluations, self.start_cost = start, 0, None
        self.best_cost, self.best = np.inf, None
        with warnings.catch_warnings():
            # That the evaluations are used up.
            warnings.simplefilter("ignore")
            return self.fit(features, classes)

    def _validate_input(self, X, y, *arguments, **named):
        X, y = super()._validate_input(X, y, *arguments, **named)
        return X, np.column_stack([~y, y]) if y.shape[1] == 1 else y

    def _initialize(self, y, layer_units, dtype):
        super()._initialize(y, layer_units, dtype)
        self.out_activation_ = "softmax"
        self.coefs_ = [theta[:, 1:].T.copy() for theta in self.start]
        self.intercepts_ = [theta[:, 0].copy() for theta in self.start]

    def _loss_grad_lbfgs(self, packed, *arguments):
        loss, gradient = super()._loss_grad_lbfgs(packed, *arguments)
        self.evaluations += 1
        if self.start_cost is None:
            self.start_cost = loss
        if self.evaluations <= EVALUATIONS and loss < self.best_cost:
            self.best_cost = loss
            self.best = [np.column_stack([intercept, coefficients.T]) for intercept, coefficients
                         in zip(self.intercepts_, self.coefs_)]
        return loss, gradient


def cost(problem, thetas, strength, clipped=False):
    """J in NumPy, from logarithms of probabilities; clipped as scikit-learn clips probabilities."""
    activations = problem.features
    for layer, theta in enumerate(thetas):
        activations = activations @ theta[:, 1:].T + theta[:, 0]
        if layer + 1 < len(thetas):
            activations = np.maximum(activations, 0)
    examples = np.arange(len(activations))
    logarithms = (activations - logsumexp(activations, axis=1, keepdims=True))[
        examples, problem.classes]
    if clipped:
        epsilon = np.finfo(float).eps
        logarithms = np.clip(logarithms, np.log(epsilon), np.log1p(-epsilon))
    squares = sum(np.sum(theta[:, 1:] ** 2) for theta in thetas)
    return (-np.sum(logarithms) + strength / 2 * squares) / len(activations)


def read_thetas(path):
    """The weight layers of a model file, bias in the first column."""
    variables = scipy.io.loadmat(path)
    return [variables[f"Theta{layer}"] for layer in (1, 2)]


def train(problem, strength, seed, model, **options):
    """One run of our tool."""
    return tool.run(
        "train", data=problem.path, hidden=problem.hidden, activation="relu", init="he",
        loss="softmax-cross-entropy", **{"lambda": strength}, seed=seed, gradient_tolerance=0,
        model=model, **options)


def same(one, other):
    """Whether two costs are one but for rounding."""
    return abs(one - other) <= SAME_COST * max(1, abs(one))


def scikit_learn(problem, strength, start):
    """One run of scikit-learn."""
    classifier = StartedClassifier(
        (problem.hidden,), activation="relu", solver="lbfgs", alpha=strength, tol=0,
        max_fun=EVALUATIONS, max_iter=10**6)
    begin = time.perf_counter()
    classifier.fit_from(start, problem.features, problem.classes)
    seconds = time.perf_counter() - begin
    if not same(classifier.start_cost, cost(problem, start, strength, clipped=True)):
        sys.exit(f"{problem.name}: scikit-learn's cost at the start is {classifier.start_cost}, "
                 f"not {cost(problem, start, strength, clipped=True)}")
    return {"cost": cost(problem, classifier.best, strength), "reportedCost": classifier.best_cost,
            "evaluations": classifier.evaluations, "seconds": seconds}


def ours(problem, strength, seed, options, folder, evaluations=EVALUATIONS):
    """One run of our tool: what it came to and how it ended."""
    model = folder / "end.mat"
    model.unlink(missing_ok=True)
    outcome = train(problem, strength, seed, model, max_evaluations=evaluations,
                    max_iterations=10**6, **options)
    if outcome.document is None:
        return {"cost": float("inf"), "exitCode": outcome.exit_code, "errors": outcome.errors,
                "stopReason": "none", "refreshes": 0}
    reached = cost(problem, read_thetas(model), strength)
    if not same(reached, outcome.document["cost"]):
        sys.exit(f"{problem.name}: our cost is {outcome.document['cost']}, NumPy's {reached}")
    counts = outcome.document["evaluations"]
    return {"cost": reached, "exitCode": outcome.exit_code, "errors": outcome.errors,
            "stopReason": outcome.document["stopReason"],
            "evaluations": counts["gradients"] + counts["hessianProducts"],
            "refreshes": counts["preconditionerRefreshes"],
            "seconds": outcome.document["seconds"]}


def compare(problem, strength, seed, folder):
    """Every program's run from one start."""
    outcome = train(problem, strength, seed, folder / "start.mat", max_iterations=0)
    if outcome.exit_code != 0:
        sys.exit(f"{problem.name}: no start is written: {outcome.errors}")
    start = read_thetas(folder / "start.mat")
    if not same(cost(problem, start, strength), outcome.document["cost"]):
        sys.exit(f"{problem.name}: J at the start is {outcome.document['cost']} by our tool, "
                 f"{cost(problem, start, strength)} by NumPy")
    ends = {SCIKIT_LEARN: scikit_learn(problem, strength, start)}
    ends |= {name: ours(problem, strength, seed, options, folder)
             for name, options in OURS.items()}
    refreshes = math.ceil(ends["default"]["refreshes"])
    ends[REFRESHES_COUNTED] = ours(problem, strength, seed, OURS["default"], folder,
                                   EVALUATIONS - refreshes)
    return [{"problem": problem.name, "lambda": strength, "seed": seed, "program": name} | end
            for name, end in ends.items()]


def run(names=NAMES, seeds=SEEDS):
    """All runs of the named sets."""
    runs = []
    # More threads of BLAS than free cores wait for each other; the numbers do not need them.
    with threadpool_limits(1), tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name in names:
            problem = make(name, folder)
            if problem is None:
                print(NO_FASHION, file=sys.stderr)
                continue
            for strength in LAMBDAS:
                for seed in seeds:
                    runs += compare(problem, strength, seed, folder)
                    print(".", end="", file=sys.stderr, flush=True)
            print(f" {name}", file=sys.stderr, flush=True)
    return runs


def main():
    import relu_report
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help=f"all by default: {'; '.join(NAMES)}")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    parser.add_argument("--json", type=Path, help="keep every run in this file")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no set is called {', '.join(sorted(unknown))}")
    runs = run(options.names or NAMES, options.seeds)
    if options.json:
        options.json.write_text(json.dumps(runs, indent=1))
    print(relu_report.section(runs))


if __name__ == "__main__":
    main()
