#!/usr/bin/env python3
"""Training curves by the clock: FullBatch, scikit-learn's Adam and PyTorch's Adam on the same tasks.

    make bench-curves                     every task from five seeds, 16 seconds per run
    python3 curves.py --quick             ex4 from one seed, two seconds
    python3 curves.py --tasks fashion-relu,ex4 --seeds 3 --seconds 8
    python3 curves.py --json FILE         saves every curve there, not in Benchmarks/.build/curves/
    python3 curves.py --from FILES        reads saved curves instead of running
    python3 curves.py --draw              and draws them into docs/benchmarks/
    python3 curves.py --options "--minimizer lbfgs"     other options of our program

Every run is a process of its own, in rounds: each seed runs every program once. All minimize the same
J with the same λ, in float32 (ours: --precision). What suits the others best is found before the
rounds: one or two threads, by the passes in two seconds, and PyTorch's learning rate, by the score on
a sixth of the training examples. scikit-learn has its default rate, and FullBatch two threads. On the
autoencoder PyTorch is the only other program: scikit-learn's MLPRegressor has linear outputs and the
squared error only. There the squared error per example takes the place of the accuracy.
"""
import argparse
import json
import shlex
import statistics
import sys
from pathlib import Path

import curve_report
import fullbatch
import programs
from background_load import BackgroundLoad
from curve_tasks import TASKS, MissingData

OURS, SKLEARN, TORCH = "FullBatch", "scikit-learn Adam", "PyTorch Adam"
SCRIPTS = {SKLEARN: ("sklearn_curve.py", "sklearn"), TORCH: ("torch_curve.py", "torch")}
# The settings that are tried for the other programs; the first rate is scikit-learn's default.
RATES = {SKLEARN: [1e-3], TORCH: [1e-3, 3e-4, 3e-3]}
THREADS = [1, 2]
SAVED = Path(__file__).resolve().parents[1] / ".build/curves/curves.json"


def our_curve(task, seed, seconds, precision, options):
    """The points of one of our runs."""
    lines = fullbatch.output(
        "curve", *TASKS[task].options, "--seed", seed, "--seconds", seconds,
        "--precision", precision, "--threads", max(THREADS), *options)
    return {"points": [json.loads(line) for line in lines.splitlines()]}


def curve(program, task, seed, seconds, settings, *options):
    """The points and the version of another program."""
    given = [f"--{name}={value}" for name, value in settings.items()]
    return programs.python(*SCRIPTS[program], task, seed, seconds, *given, *options)


def best_settings(program, task, seconds):
    """The threads with the most passes, then the rate with the best mean score over the points."""
    def points(seconds, settings):
        return curve(program, task, 0, seconds, settings, "--points=30", "--hold-out")["points"]

    def passes(threads):
        return points(min(seconds, 2), {"threads": threads})[-1]["passes"]

    def goodness(rate):
        sign = -1 if TASKS[task].is_autoencoder else 1
        return sign * statistics.mean(
            point[TASKS[task].score] for point in points(seconds, {"threads": threads, "rate": rate})
            if point["seconds"] >= curve_report.FIRST)

    threads = max(THREADS, key=passes)
    rates = RATES[program]
    return {"threads": threads, "rate": max(rates, key=goodness) if len(rates) > 1 else rates[0]}


def compare(task, options):
    """All curves of a task."""
    installed = [program for program, (_, module) in SCRIPTS.items() if programs.interpreter(module)
                 and not (program == SKLEARN and TASKS[task].is_autoencoder)]
    others = {program: best_settings(program, task, options.seconds) for program in installed}
    load = BackgroundLoad()
    runs = []
    for seed in range(1, options.seeds + 1):
        found = {OURS: our_curve(task, seed, options.seconds, options.precision, options.options)}
        for program, settings in others.items():
            found[program] = curve(program, task, seed, options.seconds, settings)
        runs += [{"program": program, "seed": seed} | run for program, run in found.items()]
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {"task": task, "seconds": options.seconds, "seeds": options.seeds, "others": others,
            "precision": options.precision, "options": options.options, "runs": runs,
            "description": {"machine": fullbatch.describe("ex4")["machine"]},
            "backgroundLoad": load.share()}


def run(options):
    """Runs, saves and prints the comparison, task by task."""
    comparisons = []
    options.json.parent.mkdir(parents=True, exist_ok=True)
    for task in options.tasks:
        try:
            TASKS[task].path
        except MissingData as reason:
            print(f"\n{task}: {reason}")
            continue
        comparisons.append(compare(task, options))
        options.json.write_text(json.dumps(comparisons))
        curve_report.show(comparisons[-1])
    for program, (_, module) in SCRIPTS.items():
        if not programs.interpreter(module):
            print(f"\n{program}: {module} is not installed")
    return comparisons


def task_list(argument):
    """The tasks of a comma-separated list."""
    tasks = argument.split(",")
    for task in tasks:
        if task not in TASKS:
            raise argparse.ArgumentTypeError(f"{task} is none of {', '.join(TASKS)}")
    return tasks


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tasks", type=task_list, help="comma-separated; all by default")
    parser.add_argument("--quick", action="store_true", help="ex4, one seed, two seconds")
    parser.add_argument("--seeds", type=int, help="5 by default")
    parser.add_argument("--seconds", type=float, help="per run, 16 by default")
    parser.add_argument("--precision", choices=programs.COST_TOLERANCE, default="float")
    parser.add_argument("--options", type=shlex.split, default=[], help="of our program")
    parser.add_argument("--json", type=Path, default=SAVED, help="save every curve to this file")
    parser.add_argument("--from", dest="saved", type=Path, nargs="+", help="read saved curves")
    parser.add_argument("--draw", action="store_true", help="update the plots in docs/benchmarks/")
    options = parser.parse_args()
    options.tasks = options.tasks or (["ex4"] if options.quick else list(TASKS))
    options.seeds = options.seeds or (1 if options.quick else 5)
    options.seconds = options.seconds or (2 if options.quick else 16)
    if options.saved:
        comparisons = [comparison for file in options.saved
                       for comparison in json.loads(file.read_text())]
        for comparison in comparisons:
            curve_report.show(comparison)
    else:
        comparisons = run(options)
    if comparisons:
        curve_report.conclude(comparisons)
    if options.draw:
        curve_report.draw(comparisons)


if __name__ == "__main__":
    main()
