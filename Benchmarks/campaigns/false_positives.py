#!/usr/bin/env python3
"""Counts false positives of `check-gradient`: correct gradients reported as wrong.

    python3 false_positives.py                  2400 runs of the tool, with three or four points each
    python3 false_positives.py --runs 300       fewer
    python3 false_positives.py --json FILE      saves every run
    python3 false_positives.py --only 17        repeats one run and prints its result

The engine's gradient is correct: the tests compare it with other programs. So every exit code except 0
is a false positive or an error. A run draws data (nine families), a network, an activation, a loss, λ
and, if the tool supports it, a precision; every other run also checks at given weights: at initial
parameters, or after a few or many iterations. Run n is the same on every machine.
"""
import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import tool
from random_data import FAMILIES, make

RUNS = 2400
ACTIVATIONS = ["sigmoid", "tanh", "relu"]
LOSSES = ["sigmoid-cross-entropy", "softmax-cross-entropy", "squared-error"]
PRECISIONS = ["double", "float"]
HIDDEN = ["0", "1", "3", "5", "8", "4,3", "6,5,4", "12"]
LAMBDAS = [0, 1e-4, 0.1, 1, 10]
STARTS = ["uniform", "layer-uniform", "normal", "glorot", "he"]
ITERATIONS = [0, 0, 3, 30, 200]


def draw(number, has_precision):
    """The configuration of run n: all combinations of the kinds in turn, the rest at random."""
    random = np.random.default_rng(number)
    turn, kind = divmod(number, len(ACTIVATIONS) * len(LOSSES) * len(PRECISIONS))
    loss, kind = kind % len(LOSSES), kind // len(LOSSES)
    activation, precision = kind % len(ACTIVATIONS), kind // len(ACTIVATIONS)
    family = list(FAMILIES)[turn % len(FAMILIES)]
    features, labels = make(random, family)
    options = {"hidden": str(random.choice(HIDDEN)), "activation": ACTIVATIONS[activation],
               "loss": LOSSES[loss], "lambda": float(random.choice(LAMBDAS)), "seed": number}
    if has_precision:
        options["precision"] = PRECISIONS[precision]
    start = {"init": str(random.choice(STARTS)), "max_iterations": int(random.choice(ITERATIONS))}
    return family, features, labels, options, start if random.random() < 0.5 else None


def check(number, folder, has_precision):
    """One run: its configuration and the output of the tool."""
    family, features, labels, options, start = draw(number, has_precision)
    data = folder / "data.npz"
    np.savez(data, X=features, y=labels)
    given = {}
    if start:
        model = folder / "weights.mat"
        model.unlink(missing_ok=True)
        tool.run("train", data=data, model=model, gradient_tolerance=0, **options, **start)
        # A run that fails at the initial parameters writes no weights; only the random points are left.
        given = {"weights": model} if model.exists() else {}
    outcome = tool.run("check-gradient", data=data, **options, **given)
    return {"run": number, "family": family, "examples": len(features),
            "features": features.shape[1]} | options | {
                "start": start if given else None, "exitCode": outcome.exit_code,
                "document": outcome.document, "errors": outcome.errors}


def run(runs=RUNS):
    """The given number of runs."""
    has_precision = tool.offers("check-gradient", "precision")
    found = []
    with tempfile.TemporaryDirectory() as made:
        for number in range(runs):
            found.append(check(number, Path(made), has_precision))
            if number % 100 == 99:
                failed = sum(one["exitCode"] == 1 for one in found)
                print(f"{number + 1} runs, {failed} false positives", file=sys.stderr, flush=True)
    return found


def rate(found, key):
    """False positives and runs for each value of a key."""
    runs = Counter(one.get(key) for one in found)
    failed = Counter(one.get(key) for one in found if one["exitCode"] == 1)
    rows = [f"| {key} | runs | false positives |", "| --- | ---: | ---: |"]
    return "\n".join(rows + [f"| {value} | {runs[value]} | {failed[value]} |" for value in runs])


def section(found):
    """All results of the runs say, in Markdown."""
    failed = [one for one in found if one["exitCode"] == 1]
    broken = [one for one in found if one["exitCode"] not in (0, 1)]
    points = sum((one["document"] or {}).get("points", 0) for one in found)
    lines = [f"{len(found)} correct gradients at {points} points: **{len(failed)} false positives**, "
             f"{len(broken)} runs with other exit codes.", ""]
    keys = ["activation", "loss", "precision", "family"]
    lines += [rate(found, key) + "\n" for key in keys if any(key in one for one in found)]
    if failed:
        first = ", ".join(str(one["run"]) for one in failed[:10])
        lines.append(f"The first false positives are runs {first} (`false_positives.py --only n`).")
    for code, text in sorted({(one["exitCode"], one["errors"]) for one in broken})[:5]:
        lines.append(f"- exit {code}: {text}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", type=int, metavar="n", help="this run only")
    parser.add_argument("--json", type=Path, help="save every run in this file")
    options = parser.parse_args()
    if options.only is not None:
        with tempfile.TemporaryDirectory() as made:
            has_precision = tool.offers("check-gradient", "precision")
            print(json.dumps(check(options.only, Path(made), has_precision), indent=1))
        return
    found = run(options.runs)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1))
    print(section(found))


if __name__ == "__main__":
    main()
