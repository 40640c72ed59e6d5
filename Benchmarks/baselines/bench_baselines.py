#!/usr/bin/env python3
"""Compares FullBatch with other programs on the same work from the same initialization.

    make bench-baselines                       everything that is installed
    python3 bench_baselines.py --quick         one round; training on ex4 from one seed
    python3 bench_baselines.py ex4 --rounds 3  one of: ex4, fashion-100, fashion-300, mat, idx, sgd, training

Each program runs in a process of its own, in rounds: each round runs every program once, including
ours. The result is the median over the rounds of the ratio of the two times in the same round, so that
a temporary slowdown of the machine affects both. A baseline whose cost differs from ours did not do
the same work; then the run fails. Training is compared by training.py.
"""
import argparse
import os
import statistics
import tempfile
from pathlib import Path

import fullbatch
import programs
import training
from fullbatch import EVALUATIONS

WORKS = [*EVALUATIONS, "mat", "idx", "sgd", "training"]
NEEDS_FASHION = ["fashion-100", "fashion-300", "idx"]
# Reading variables is the same work in every precision.
ONE_PRECISION = ["mat"]
# For each baseline: its script, the module that it needs, and the works that it supports.
BASELINES = {
    "NumPy": ("numpy_baseline.py", "scipy", [*EVALUATIONS, "mat", "idx", "sgd"]),
    "NumPy in blocks": ("numpy_blocked_baseline.py", "scipy", EVALUATIONS),
    "PyTorch": ("torch_baseline.py", "torch", EVALUATIONS),
    "JAX": ("jax_baseline.py", "jax", EVALUATIONS),
    "Octave": ("octave_baseline.m", None, ["ex4", "mat"]),
}
OURS = "FullBatch"


def run(name, work, precision):
    """One program's result for one work, or None if the program is not installed."""
    if name == OURS:
        return fullbatch.answer("baseline", work, "--precision", precision)
    script, module, _ = BASELINES[name]
    if module is None:
        return programs.octave(script, work, precision)
    # The products of mini-batches are too small for two threads.
    one = work == "sgd" or name == "NumPy in blocks"
    return programs.python(script, module, work, precision, own_threads=one)


def compare(work, precision, rounds):
    """Prints the times and ratios for one work."""
    names = [OURS, *(name for name, (_, _, works) in BASELINES.items() if work in works)]
    answers = {name: [] for name in names}
    for _ in range(rounds):
        for name in list(answers):
            answer = run(name, work, precision)
            if answer is None:
                del answers[name]
            else:
                answers[name].append(answer)
    ours = answers[OURS]
    print(f"\n{work}, {precision}")
    print(f"  {'':18} {'median ms':>10} {'minimum ms':>11} {'ratio':>7} {'of minima':>10}")
    for name in names:
        if name not in answers:
            print(f"  {name:18} not installed")
            continue
        theirs = answers[name]
        if work in EVALUATIONS:
            programs.check_cost(f"{name}, {work}", theirs[0]["cost"], ours[0]["cost"], precision)
        median = statistics.median(answer["milliseconds"] for answer in theirs)
        least = min(answer["minimum"] for answer in theirs)
        ratio = statistics.median(
            a["milliseconds"] / b["milliseconds"] for a, b in zip(theirs, ours))
        minima = least / min(answer["minimum"] for answer in ours)
        print(f"  {name:18} {median:10.2f} {least:11.2f} {ratio:7.2f} {minima:10.2f}", flush=True)


def time_scikit_learn():
    """Prints the time of scikit-learn's whole fit; its cost differs and is not comparable with ours."""
    fit = programs.python("sklearn_baseline.py", "sklearn", "fit", "double")
    if fit:
        print(f"\nscikit-learn's MLPClassifier on ex4, with its own cost and tolerance: "
              f"{fit['milliseconds'] / 1e3:.2f} s, {100 * fit['accuracy']:.2f} % correct")


def write_start(folder):
    """Writes our initial parameters of ex4 for Octave, unrolled column by column."""
    description, numbers = fullbatch.export("ex4")
    layers = description["layers"]
    parameters = sum(
        outputs * (inputs + 1) for inputs, outputs in zip(layers, layers[1:]))
    path = Path(folder) / "start"
    path.write_bytes(numbers[-8 * parameters:])
    os.environ["FULLBATCH_START"] = str(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("works", nargs="*", choices=[*WORKS, []], help="all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one round, one training run")
    parser.add_argument("--precision", choices=programs.COST_TOLERANCE, action="append")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_start(folder)
        for work in options.works or WORKS:
            if work in NEEDS_FASHION and not fullbatch.FASHION.exists():
                print(f"\n{work}: {fullbatch.NO_FASHION}")
            elif work == "training":
                training.run(*training.extent(options.quick))
                time_scikit_learn()
            else:
                precisions = list(options.precision or programs.COST_TOLERANCE)
                for precision in precisions[:1] if work in ONE_PRECISION else precisions:
                    compare(work, precision, 1 if options.quick else options.rounds)


if __name__ == "__main__":
    main()
