"""How the programs that are compared are found and started, each in a process of its own."""
import functools
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# How far, relatively, a program's cost may be from ours.
COST_TOLERANCE = {"double": 1e-10, "float": 1e-5}


@functools.cache
def interpreter(module):
    """A Python that has a module: the one that runs this, or the system's; None if neither has.

    A package manager puts its libraries into the system's Python, which need not be the first."""
    probe = f"import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)"
    for python in (sys.executable, "/usr/bin/python3"):
        if Path(python).exists() and subprocess.run([python, "-c", probe]).returncode == 0:
            return python
    return None


def python(script, module, *arguments, own_threads=False):
    """What a Python program prints; None where no Python has the module that it is about.

    With threads of its own it gets one thread of BLAS: the two pools would fight."""
    command = interpreter(module)
    if command is None:
        return None
    environment = {"OPENBLAS_NUM_THREADS": "1"} if own_threads else {}
    return answer([command, str(HERE / script), *map(str, arguments)], **environment)


def octave(script, *arguments):
    """What an Octave program prints; None where there is no Octave."""
    try:
        return answer(["octave-cli", str(HERE / script), *map(str, arguments)])
    except FileNotFoundError:
        return None


def answer(command, **environment):
    """A program's JSON; None where it says that it misses something."""
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | environment)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()}")
    found = json.loads(done.stdout)
    return None if "missing" in found else found


def check_cost(who, cost, expected, precision):
    """Ends everything when a program did other work than the rest."""
    if abs(cost / expected - 1) > COST_TOLERANCE[precision]:
        sys.exit(f"{who}: cost {cost}, expected {expected}")
