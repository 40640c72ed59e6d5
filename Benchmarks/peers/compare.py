#!/usr/bin/env python3
"""Sets FullBatch beside other programs: the same work, the same start, side by side.

    make compare                       everything that is installed
    python3 compare.py ex4 --rounds 3  one work: ex4, fashion-100, fashion-300, mat, idx, sgd, training

Each program runs in a process of its own, in rounds: every program once, ours among them, then all
over again. What counts is the ratio of the two times of one round, and of the ratios the median, so
that a machine that slows down for a while slows down both. A peer whose cost differs from ours did
other work; then the run fails.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
EVALUATIONS = ["ex4", "fashion-100", "fashion-300"]
WORKS = [*EVALUATIONS, "mat", "idx", "sgd", "training"]
FASHION = Path("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz")
PEERS = {
    "NumPy": "numpy_peer.py",
    "NumPy in blocks": "numpy_blocked_peer.py",
    "PyTorch": "torch_peer.py",
    "JAX": "jax_peer.py",
    "Octave": "octave_peer.m",
    "SciPy L-BFGS-B": "scipy_peer.py",
    "scikit-learn": "sklearn_peer.py",
}
OURS = "FullBatch"
# How far a cost may be from ours, relatively.
TOLERANCE = {"double": 1e-10, "float": 1e-5}


def works_of(name):
    """What a peer can do; the rest is not asked of it."""
    return {
        "NumPy": [*EVALUATIONS, "mat", "idx", "sgd"], "NumPy in blocks": EVALUATIONS,
        "PyTorch": [*EVALUATIONS, "training"], "JAX": EVALUATIONS, "Octave": ["ex4", "mat"],
        "SciPy L-BFGS-B": ["training"], "scikit-learn": ["fit"],
    }[name]


def environment(name, work):
    """One thread for BLAS where the peer has threads of its own, or products too small for two."""
    one = work == "sgd" or name in ("NumPy in blocks", "SciPy L-BFGS-B")
    return os.environ | ({"OPENBLAS_NUM_THREADS": "1"} if one else {})


def run(name, work, precision, seed=1, minimizer="kronecker-lbfgs"):
    """One program's answer to one piece of work, or None where it is missing."""
    arguments = [work, precision, str(seed)]
    if name.startswith(OURS):
        command = [os.environ["FULLBATCH_BENCHMARKS"], "peer", work, "--precision", precision,
                   "--seed", str(seed), "--minimizer", minimizer]
    elif PEERS[name].endswith(".m"):
        command = ["octave-cli", str(HERE / PEERS[name]), *arguments]
    else:
        command = [sys.executable, str(HERE / PEERS[name]), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=environment(name, work))
    except FileNotFoundError:
        return None
    if done.returncode != 0:
        sys.exit(f"{name}, {work}: {done.stderr.strip()}")
    answer = json.loads(done.stdout)
    return None if "missing" in answer else answer


def compare(work, precision, rounds):
    """Prints times and ratios of one piece of work."""
    names = [OURS, *(name for name in PEERS if work in works_of(name))]
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
        check_cost(name, work, precision, theirs[0], ours[0])
        median = statistics.median(answer["milliseconds"] for answer in theirs)
        least = min(answer["minimum"] for answer in theirs)
        ratio = statistics.median(
            a["milliseconds"] / b["milliseconds"] for a, b in zip(theirs, ours))
        minima = least / min(answer["minimum"] for answer in ours)
        print(f"  {name:18} {median:10.2f} {least:11.2f} {ratio:7.2f} {minima:10.2f}", flush=True)


def check_cost(name, work, precision, theirs, ours):
    """Ends the run when a peer did other work than we."""
    if work not in EVALUATIONS:
        return
    difference = abs(theirs["cost"] / ours["cost"] - 1)
    if difference > TOLERANCE[precision]:
        sys.exit(f"{name}, {work}: cost {theirs['cost']}, ours {ours['cost']}")


def compare_training(precision, seeds):
    """Prints evaluations and seconds to each target, medians over the starts."""
    minimizers = ["kronecker-lbfgs", "lbfgs"]
    names = [f"{OURS} {minimizer}" for minimizer in minimizers]
    names += [name for name in PEERS if "training" in works_of(name)]
    reached = {name: [] for name in names}
    for seed in range(1, seeds + 1):
        for name in list(reached):
            minimizer = name.removeprefix(OURS).strip() or minimizers[0]
            answer = run(name, "training", precision, seed, minimizer if OURS in name else "lbfgs")
            if answer is None:
                del reached[name]
            else:
                reached[name].append([row_of(row) for row in answer["reached"]])
    print(f"\ntraining on ex4, {precision}, {seeds} starts: evaluations and seconds to a cost")
    print("evaluations count a preconditioner's refresh as one; where a start did not reach the")
    print("cost, it counts as infinitely far")
    for name in names:
        if name not in reached:
            print(f"  {name:28} not installed")
            continue
        cells = []
        for target in TARGETS:
            runs = [{row[0]: row[1:] for row in run}.get(target, FAR) for run in reached[name]]
            evaluations, seconds = (statistics.median(column) for column in zip(*runs))
            cells.append(f"{target}: {evaluations:.0f}, {seconds:.3f} s")
        print(f"  {name:28} " + "   ".join(cells), flush=True)
    fit = run("scikit-learn", "fit", precision)
    if fit:
        print(f"  {'scikit-learn, its own cost':28} {fit['milliseconds'] / 1e3:.3f} s to its own "
              f"tolerance, {100 * fit['accuracy']:.2f} % correct")


TARGETS = [0.5, 0.4, 0.34, 0.325, 0.31]
FAR = (float("inf"), float("inf"))


def row_of(row):
    """A target with its evaluations and seconds, ours being named."""
    return [row["target"], row["work"], row["seconds"]] if isinstance(row, dict) else row


def write_start(folder):
    """Our start of ex4 as a file for Octave, unrolled as MATLAB does."""
    path = Path(folder) / "start"
    command = [os.environ["FULLBATCH_BENCHMARKS"], "start", "400-25-10", "1"]
    path.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    os.environ["FULLBATCH_START"] = str(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("works", nargs="*", choices=[*WORKS, []], help="all by default")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--precision", choices=TOLERANCE, action="append")
    options = parser.parse_args()
    build = HERE.parent / ".build/release/fullbatch-benchmarks"
    os.environ.setdefault("FULLBATCH_BENCHMARKS", str(build))
    with tempfile.TemporaryDirectory() as folder:
        write_start(folder)
        for work in options.works or WORKS:
            if work in ("fashion-100", "fashion-300", "idx") and not FASHION.exists():
                print(f"\n{work}: Fashion-MNIST is not installed (apt: dataset-fashion-mnist)")
                continue
            for precision in options.precision or TOLERANCE:
                if work == "training":
                    compare_training(precision, options.rounds)
                else:
                    compare(work, precision, options.rounds)


if __name__ == "__main__":
    main()
