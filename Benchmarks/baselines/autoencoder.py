#!/usr/bin/env python3
"""Trains a deep autoencoder with FullBatch, kfac-jax's K-FAC and PyTorch's Adam.

    make bench-autoencoder                          5000 digits, three seeds, two minutes per run
    python3 autoencoder.py --data fashion-10000     or all of Fashion-MNIST: fashion
    python3 autoencoder.py --quick                  one seed, ten seconds
    python3 autoencoder.py --programs kfac-jax      some of the programs
    python3 autoencoder.py --from FILE              reads saved runs instead of running

Prints the cost after some passes over the examples and after some seconds, and saves a line of JSON per
run. Every run is a process of its own with two threads, in float32. All minimize the same cost
(autoencoder_peer.py) from the initialization that is usual for each.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import programs
import shared_work as shared
import tables
from autoencoder_peer import DATA, FOLDER
from background_load import BackgroundLoad
from curve_tasks import MissingData

OURS = "FullBatch"
SCRIPTS = {"kfac-jax": ("autoencoder_kfac.py", "kfac_jax"),
           "PyTorch": ("autoencoder_torch.py", "torch")}
PROGRAMS = [OURS, *SCRIPTS]
TOOL = os.environ.get("FULLBATCH") or str(shared.ROOT / ".build/release/fullbatch")
# Where the table reads the curves.
TABLES = {"passes": [10, 20, 50, 100, 200, 500], "seconds": [5, 10, 20, 40, 80, 120]}


def our_run(data, seed, seconds):
    """The points of one of our runs: its passes are evaluations of the cost and its gradient."""
    task = DATA[data]
    regularization = task.regularization_per_example * len(task.features())
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace.jsonl"
        command = [
            TOOL, "train", "--data", task.path, "--targets", "features",
            "--hidden", ",".join(map(str, task.hidden)), "--activation", task.activation,
            "--loss", task.loss, "--lambda", regularization, "--init", "glorot",
            "--precision", "float", "--threads", 2, "--seed", seed, "--time-limit", seconds,
            "--max-iterations", 10**6, "--gradient-tolerance", 0, "--trace", trace, "--quiet"]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True)
        # A run that rounding errors end keeps its best point and exits with 2.
        if done.returncode not in (0, 2):
            sys.exit(f"{OURS}: {done.stderr.strip()}")
        lines = [json.loads(line) for line in trace.read_text().splitlines()]
    return {"points": [
        {"seconds": line["seconds"], "passes": line["evaluations"], "cost": line["cost"]}
        for line in lines if line["cost"] is not None]}


def run(data, chosen, seeds, seconds):
    """All runs of a data set, in rounds: each seed runs every program once."""
    for seed in range(1, seeds + 1):
        for program in chosen:
            found = (our_run(data, seed, seconds) if program == OURS
                     else programs.python(*SCRIPTS[program], data, seed, seconds))
            if found is not None:
                yield {"data": data, "program": program, "seed": seed, "duration": seconds} | found
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def cost_at(run, key, limit):
    """The cost of the last point until then; infinite before the first, and after the run."""
    points = run["points"]
    end = run["duration"] if key == "seconds" else points[-1][key]
    return math.inf if end < limit else next(
        (point["cost"] for point in reversed(points) if point[key] <= limit), math.inf)


def show(data, runs):
    """Prints a table of costs by passes and one by seconds."""
    found = {program: [run for run in runs if run["program"] == program] for program in PROGRAMS}
    for key, limits in TABLES.items():
        table = [["", "seeds", *(f"{limit} {key}" for limit in limits)]]
        for program, own in found.items():
            if own:
                cells = [tables.cell([cost_at(run, key, limit) for run in own], "{:.2f}")
                         for limit in limits]
                table.append([program, str(len(own)), *cells])
        print(f"\n{data}: cost after so many {key}\n{tables.text(table)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", choices=DATA, default="mnist5k")
    parser.add_argument("--programs", type=lambda names: names.split(","), default=PROGRAMS,
                        help=f"some of {','.join(PROGRAMS)}")
    parser.add_argument("--quick", action="store_true", help="one seed, ten seconds")
    parser.add_argument("--seeds", type=int, help="3 by default")
    parser.add_argument("--seconds", type=float, help="per run, 120 by default")
    parser.add_argument("--json", type=Path, help="save the runs to this file")
    parser.add_argument("--from", dest="saved", type=Path, help="read saved runs")
    options = parser.parse_args()
    if options.saved:
        runs = [json.loads(line) for line in options.saved.read_text().splitlines()]
        show(runs[0]["data"], runs)
        return
    load = BackgroundLoad()
    try:
        runs = list(run(options.data, options.programs, options.seeds or (1 if options.quick else 3),
                        options.seconds or (10 if options.quick else 120)))
    except MissingData as reason:
        sys.exit(f"{options.data}: {reason}")
    saved = options.json or FOLDER / f"{options.data}.jsonl"
    saved.parent.mkdir(parents=True, exist_ok=True)
    saved.write_text("".join(json.dumps(found) + "\n" for found in runs))
    show(options.data, runs)
    print(f"\nOther processes used {100 * load.share():.0f} % of the machine. Saved: {saved}")


if __name__ == "__main__":
    main()
