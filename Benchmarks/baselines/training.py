#!/usr/bin/env python3
"""The training benchmark: evaluations and time of each program to reach the same target costs.

    python3 training.py                 prints the tables, as `make bench-baselines` does
    python3 training.py --write-page    and writes them into docs/algorithms/benchmarks.md
    python3 training.py --quick         ex4 only, one seed
    python3 training.py ex4 --programs JAX,kfac-jax --seeds 3
    python3 training.py --json FILE     saves every run
    python3 training.py --from FILES    reads saved runs instead of running

Our own program defines the problems with their targets and limits, and exports examples and initial
parameters for the others. Each run is a process of its own, with two threads.
"""
import argparse
import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import fullbatch
import programs
import training_report
from background_load import BackgroundLoad

PROBLEMS = ["ex4", "ex4-deep", "fashion", "fashion-100"]
OURS, SCIPY, TORCH, JAX, KFAC = "FullBatch", "SciPy", "PyTorch", "JAX", "kfac-jax"
SCRIPTS = {SCIPY: ("scipy_training.py", "scipy"), TORCH: ("torch_training.py", "torch"),
           JAX: ("jax_training.py", "optax"), KFAC: ("kfac_training.py", "kfac_jax")}
RANDOM, FREQUENCIES = "random", "class-frequencies"


@dataclass(frozen=True)
class Configuration:
    """A method of a program, and the initialization of the output biases."""

    program: str
    method: str
    biases: str = RANDOM

    def run(self, problem, seed, precision):
        """The result of one run, as the program reports it."""
        if self.program == OURS:
            return fullbatch.answer(
                "time-to-target", problem, self.method, "--output-biases", self.biases,
                "--seed", seed, "--precision", precision)
        script, module = SCRIPTS[self.program]
        return programs.python(
            script, module, problem, self.method, self.biases, seed, precision,
            own_threads=self.program == SCIPY)

    @property
    def is_quasi_newton(self):
        """Whether the method is an L-BFGS, in any spelling."""
        return "lbfgs" in self.method.lower().replace("-", "")

    @property
    def estimates_curvature(self):
        """Whether the method is an L-BFGS or K-FAC: class frequencies help these."""
        return self.is_quasi_newton or self.program == KFAC


# The methods of the other programs, the first on every problem but ex4-deep.
OTHERS = [Configuration(SCIPY, "L-BFGS-B"), Configuration(TORCH, "LBFGS"),
          Configuration(JAX, "L-BFGS")]
MORE_OTHERS = [Configuration(KFAC, "K-FAC 0.0003"), Configuration(KFAC, "K-FAC 0.003"),
               Configuration(SCIPY, "TNC"), Configuration(SCIPY, "CG")]


def configurations(problem, minimizers, chosen):
    """Every method with random output biases; some with class frequencies as well.

    The network with two hidden layers measures the Kronecker factors, in our program only, and all
    60 000 images the L-BFGS of each program. The effect of class frequencies alone is measured on ex4;
    on Fashion-MNIST it would take the others minutes."""
    random = [Configuration(OURS, method) for method in minimizers]
    if problem in ("ex4-deep", "fashion-100"):
        random = [configuration for configuration in random if configuration.is_quasi_newton]
    if problem != "ex4-deep":
        random += OTHERS
    if problem in ("ex4", "fashion"):
        random += MORE_OTHERS
    random = [configuration for configuration in random if configuration.program in chosen]
    from_frequencies = [replace(configuration, biases=FREQUENCIES) for configuration in random
                        if configuration.estimates_curvature
                        and (configuration.program == OURS or problem == "ex4")]
    return from_frequencies + random


def installed():
    """The programs that can run here."""
    return [OURS, *(program for program, (_, module) in SCRIPTS.items()
                    if programs.interpreter(module))]


def compare(problem, seeds, precision, chosen):
    """All runs of a problem, with the description needed to print them."""
    description = fullbatch.describe(problem)
    load = BackgroundLoad()
    runs = []
    for seed in seeds:
        start_costs = {}
        for configuration in configurations(problem, description["minimizers"], chosen):
            found = configuration.run(problem, seed, precision)
            expected = start_costs.setdefault(configuration.biases, found["startCost"])
            programs.check_cost(f"{configuration}, {problem}", found["startCost"], expected, precision)
            runs.append(asdict(configuration) | {"seed": seed} | found)
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return {"problem": problem, "description": description, "precision": precision,
            "starts": len(seeds), "runs": runs, "backgroundLoad": load.share()}


def run(problems, starts, precision="double", chosen=None):
    """Runs and prints the benchmark, problem by problem, for all programs unless some are chosen."""
    available = installed()
    chosen = [program for program in chosen or available if program in available]
    comparisons = []
    for problem in problems:
        if problem.startswith("fashion") and not fullbatch.FASHION.exists():
            print(f"\n{problem}: {fullbatch.NO_FASHION}")
            continue
        comparisons.append(compare(problem, range(1, starts + 1), precision, chosen))
        training_report.show(comparisons[-1])
    for program in SCRIPTS:
        if program not in available:
            print(f"\n{program} is not installed")
    if comparisons:
        print("\n" + training_report.circumstances(comparisons))
    return comparisons


def extent(quick):
    """The problems, and the number of seeds."""
    return (["ex4"], 1) if quick else (PROBLEMS, 5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("problems", nargs="*", choices=[*PROBLEMS, []], help="all by default")
    parser.add_argument("--quick", action="store_true", help="ex4 only, one seed")
    parser.add_argument("--seeds", type=int, help="5 by default")
    parser.add_argument("--programs", type=lambda names: names.split(","),
                        help=f"some of {','.join([OURS, *SCRIPTS])}; all that are installed by default")
    parser.add_argument("--precision", choices=programs.COST_TOLERANCE, default="double")
    parser.add_argument("--write-page", action="store_true", help="update the page in docs/")
    parser.add_argument("--json", type=Path, help="save every run to this file")
    parser.add_argument("--from", dest="saved", type=Path, nargs="+", help="read saved runs")
    options = parser.parse_args()
    if options.saved:
        comparisons = [comparison for file in options.saved
                       for comparison in json.loads(file.read_text())]
    else:
        problems, starts = extent(options.quick)
        comparisons = run(options.problems or problems, options.seeds or starts, options.precision,
                          options.programs)
    if options.json:
        options.json.write_text(json.dumps(comparisons, indent=1))
    if options.write_page:
        training_report.write_page(comparisons)


if __name__ == "__main__":
    main()
