"""Finds and starts the baseline programs, each in a process of its own."""
import functools
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# JAX in the version that kfac-jax needs, as `.ci/install baselines` installs it.
JAX_ENVIRONMENT = HERE.parent / ".build/jax"
# The largest allowed relative difference between a program's cost and ours.
COST_TOLERANCE = {"double": 1e-10, "float": 1e-5}


@functools.cache
def interpreter(module):
    """A Python interpreter with the given module: this one, the system's, or that of the virtual
    environment with JAX; None if none has it.

    apt installs modules into the system's Python, which need not be the first on the path."""
    probe = f"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"
    for python in (sys.executable, "/usr/bin/python3", str(JAX_ENVIRONMENT / "bin/python")):
        if Path(python).exists() and subprocess.run([python, "-c", probe]).returncode == 0:
            return python
    return None


def python(script, module, *arguments, own_threads=False):
    """The output of a Python program; None if no interpreter has the module it needs.

    A program with its own threads gets one BLAS thread, because two thread pools would compete."""
    command = interpreter(module)
    if command is None:
        return None
    environment = {"OPENBLAS_NUM_THREADS": "1"} if own_threads else {}
    return answer([command, str(HERE / script), *map(str, arguments)], **environment)


def octave(script, *arguments):
    """The output of an Octave program; None if Octave is not installed."""
    try:
        return answer(["octave-cli", str(HERE / script), *map(str, arguments)])
    except FileNotFoundError:
        return None


def answer(command, **environment):
    """A program's JSON output; None if it reports something missing."""
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environment)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    found = json.loads(done.stdout)
    return None if "missing" in found else found


def check_cost(who, cost, expected, precision):
    """Exits with an error if a program's cost shows that it did different work."""
    if abs(cost / expected - 1) > COST_TOLERANCE[precision]:
        sys.exit(f"{who}: cost {cost}, expected {expected}")
