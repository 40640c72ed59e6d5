"""Runs our own program, which also exports its problems to the baselines; needs only Python."""
import json
import os
import subprocess
from pathlib import Path

PROGRAM = os.environ.get("FULLBATCH_BENCHMARKS") or str(
    Path(__file__).resolve().parents[1] / ".build/release/fullbatch-benchmarks")
# The problems whose evaluation is timed.
EVALUATIONS = ["ex4", "fashion-100", "fashion-300"]
FASHION = Path("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz")
NO_FASHION = "Fashion-MNIST is not installed (apt: dataset-fashion-mnist)"


def output(*arguments):
    """Its standard output as bytes."""
    command = [PROGRAM, *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def answer(*arguments):
    """Its standard output as JSON."""
    return json.loads(output(*arguments))


def describe(problem):
    """A problem's layers, lambda, targets and limits."""
    return answer("problem", "describe", problem)


def export(problem, seed=1, biases="random"):
    """The same with the problem's numbers as doubles: features, class indices, initial theta."""
    written = output("problem", "export", problem, "--seed", seed, "--output-biases", biases)
    end = written.index(b"\n") + 1
    return json.loads(written[:end]), memoryview(written)[end:]
