#!/usr/bin/env python3
"""The training comparison: what it takes each program to bring the same cost down from one start.

    python3 training.py                 prints the tables, as `make compare` does
    python3 training.py --write-page    and puts them into docs/algorithms/comparison.md
    python3 training.py --quick         ex4 alone, one start
    python3 training.py --json FILE     keeps every run
    python3 training.py --from FILES    takes runs that were kept instead of running

Our own program defines the problems with their targets and limits, and hands examples and starts
to the others. Each run is a process of its own, with two threads.
"""
import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import fullbatch
import programs
import training_report
from others import Others

PROBLEMS = ["ex4", "ex4-deep", "fashion"]
OURS, SCIPY, TORCH = "FullBatch", "SciPy", "PyTorch"
SCRIPTS = {SCIPY: ("scipy_training.py", "scipy"), TORCH: ("torch_training.py", "torch")}
DRAWN, FREQUENCIES = "random", "class-frequencies"


@dataclass(frozen=True)
class Entrant:
    """A method of a program, and where the output biases begin."""

    program: str
    method: str
    biases: str = DRAWN

    def run(self, problem, seed, precision):
        """One descent, as the program tells it."""
        if self.program == OURS:
            return fullbatch.answer(
                "descent", problem, self.method, "--output-biases", self.biases,
                "--seed", seed, "--precision", precision)
        script, module = SCRIPTS[self.program]
        return programs.python(
            script, module, problem, self.method, self.biases, seed, precision,
            own_threads=self.program == SCIPY)

    @property
    def is_quasi_newton(self):
        """Whether it is an L-BFGS, however it is spelled."""
        return "lbfgs" in self.method.lower().replace("-", "")


def entrants(problem, minimizers):
    """Every method from the drawn start; the quasi-Newton methods from class frequencies as well.

    The network with two hidden layers shows what the Kronecker factors bring, in our program. What
    the second start alone brings, ex4 shows; on Fashion-MNIST it would take the others minutes."""
    drawn = [Entrant(OURS, method) for method in minimizers]
    if problem == "ex4-deep":
        drawn = [entrant for entrant in drawn if entrant.is_quasi_newton]
    else:
        drawn += [Entrant(SCIPY, "L-BFGS-B"), Entrant(TORCH, "LBFGS"), Entrant(SCIPY, "TNC"),
                  Entrant(SCIPY, "CG")]
    installed = {OURS, *(program for program, (_, module) in SCRIPTS.items()
                         if programs.interpreter(module))}
    drawn = [entrant for entrant in drawn if entrant.program in installed]
    informed = [Entrant(entrant.program, entrant.method, FREQUENCIES)
                for entrant in drawn if entrant.is_quasi_newton
                and (entrant.program == OURS or problem == "ex4")]
    return informed + drawn


def compare(problem, seeds, precision):
    """All runs of a problem, and what is needed to show them."""
    description = fullbatch.describe(problem)
    others = Others()
    runs = []
    for seed in seeds:
        start_costs = {}
        for entrant in entrants(problem, description["minimizers"]):
            found = entrant.run(problem, seed, precision)
            expected = start_costs.setdefault(entrant.biases, found["startCost"])
            programs.check_cost(f"{entrant}, {problem}", found["startCost"], expected, precision)
            runs.append(asdict(entrant) | {"seed": seed} | found)
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {"problem": problem, "description": description, "precision": precision,
            "starts": len(seeds), "runs": runs, "othersShare": others.share()}


def run(problems, starts, precision="double"):
    """Compares and prints, problem by problem."""
    comparisons = []
    for problem in problems:
        if problem == "fashion" and not fullbatch.FASHION.exists():
            print(f"\n{problem}: {fullbatch.NO_FASHION}")
            continue
        comparisons.append(compare(problem, range(1, starts + 1), precision))
        training_report.show(comparisons[-1])
    for program, (_, module) in SCRIPTS.items():
        if not programs.interpreter(module):
            print(f"\n{program} is not installed")
    if comparisons:
        print("\n" + training_report.circumstances(comparisons))
    return comparisons


def extent(quick):
    """The problems, and how many starts each has."""
    return (["ex4"], 1) if quick else (PROBLEMS, 5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("problems", nargs="*", choices=[*PROBLEMS, []], help="all by default")
    parser.add_argument("--quick", action="store_true", help="ex4 alone, one start")
    parser.add_argument("--precision", choices=programs.COST_TOLERANCE, default="double")
    parser.add_argument("--write-page", action="store_true", help="update the page of the docs")
    parser.add_argument("--json", type=Path, help="keep every run in this file")
    parser.add_argument("--from", dest="kept", type=Path, nargs="+", help="take kept runs")
    options = parser.parse_args()
    if options.kept:
        comparisons = [comparison for file in options.kept
                       for comparison in json.loads(file.read_text())]
    else:
        problems, starts = extent(options.quick)
        comparisons = run(options.problems or problems, starts, options.precision)
    if options.json:
        options.json.write_text(json.dumps(comparisons, indent=1))
    if options.write_page:
        training_report.write_page(comparisons)


if __name__ == "__main__":
    main()
