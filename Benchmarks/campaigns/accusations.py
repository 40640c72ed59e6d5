#!/usr/bin/env python3
"""Right gradients that `check-gradient` calls wrong: how many of thousands.

    python3 accusations.py                  2400 runs of the tool, at three or four points each
    python3 accusations.py --runs 300       fewer
    python3 accusations.py --json FILE      keeps every run
    python3 accusations.py --only 17        one run again, with its command and its answer

The engine's gradient is right: the tests hold it against other programs. So every exit code but 0 is an
accusation or a fault. A run draws data (nine families), a network, an activation, a loss, λ and, where
the tool offers it, a precision; every other run checks at weights of its own besides the tool's random
points: at a start, or at what a few or many iterations lead to. Run n is the same wherever it is made.
"""
import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import tool
from accusation_data import FAMILIES, make

RUNS = 2400
ACTIVATIONS = ["sigmoid", "tanh", "relu"]
LOSSES = ["sigmoid-cross-entropy", "softmax-cross-entropy", "squared-error"]
PRECISIONS = ["double", "float"]
HIDDEN = ["0", "1", "3", "5", "8", "4,3", "6,5,4", "12"]
LAMBDAS = [0, 1e-4, 0.1, 1, 10]
STARTS = ["uniform", "layer-uniform", "normal", "glorot", "he"]
ITERATIONS = [0, 0, 3, 30, 200]


def draw(number, has_precision):
    """What run n checks: the kinds in turn, so that each meets each, the rest at random."""
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
    """One run: what it was about and what the tool said."""
    family, features, labels, options, start = draw(number, has_precision)
    data = folder / "data.npz"
    np.savez(data, X=features, y=labels)
    given = {}
    if start:
        model = folder / "weights.mat"
        model.unlink(missing_ok=True)
        tool.run("train", data=data, model=model, gradient_tolerance=0, **options, **start)
        # A run that fails at its start leaves no weights: the random points remain.
        given = {"weights": model} if model.exists() else {}
    outcome = tool.run("check-gradient", data=data, **options, **given)
    return {"run": number, "family": family, "examples": len(features),
            "features": features.shape[1]} | options | {
                "start": start if given else None, "exitCode": outcome.exit_code,
                "document": outcome.document, "errors": outcome.errors}


def run(runs=RUNS):
    """The first so many runs."""
    has_precision = tool.offers("check-gradient", "precision")
    found = []
    with tempfile.TemporaryDirectory() as made:
        for number in range(runs):
            found.append(check(number, Path(made), has_precision))
            if number % 100 == 99:
                accused = sum(one["exitCode"] == 1 for one in found)
                print(f"{number + 1} runs, {accused} accusations", file=sys.stderr, flush=True)
    return found


def rate(found, key):
    """Accusations and runs for each value of a key."""
    runs = Counter(one.get(key) for one in found)
    accused = Counter(one.get(key) for one in found if one["exitCode"] == 1)
    rows = [f"| {key} | runs | accusations |", "| --- | ---: | ---: |"]
    return "\n".join(rows + [f"| {value} | {runs[value]} | {accused[value]} |" for value in runs])


def section(found):
    """Everything that the runs say, in Markdown."""
    accused = [one for one in found if one["exitCode"] == 1]
    broken = [one for one in found if one["exitCode"] not in (0, 1)]
    points = sum((one["document"] or {}).get("points", 0) for one in found)
    lines = [f"{len(found)} right gradients at {points} points: **{len(accused)} accusations**, "
             f"{len(broken)} runs that ended otherwise.", ""]
    keys = ["activation", "loss", "precision", "family"]
    lines += [rate(found, key) + "\n" for key in keys if any(key in one for one in found)]
    if accused:
        first = ", ".join(str(one["run"]) for one in accused[:10])
        lines.append(f"The first accusations are runs {first} (`accusations.py --only n`).")
    for code, text in sorted({(one["exitCode"], one["errors"]) for one in broken})[:5]:
        lines.append(f"- exit {code}: {text}")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", type=int, metavar="n", help="this run alone")
    parser.add_argument("--json", type=Path, help="keep every run in this file")
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
