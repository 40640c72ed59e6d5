"""What SciPy's minimizers do on the 45 instances of the test problems.

Writes scipy-mgh.json. Every method starts at the standard start and runs until the infinity norm of
the gradient is at most 1e-6; its other criteria are off, and 5000 evaluations are the limit. Value
and gradient are asked for together and count as one evaluation, those inside line searches and for
Hessian products (TNC) too. Recorded for each run:

- solved: whether a point with that gradient, no higher than the start, was evaluated within the
  limit (Meyer's function also has a plateau far above the start, where the gradient vanishes);
- evaluations: how many it took up to and including that point; when unsolved, all that were made;
- value, gradientNorm (infinity norm): at that point; when unsolved, at the point returned
  (or evaluated last, if the limit ended the run);
- message: why the method stopped.

Run: python3 Fixtures/record_scipy_mgh.py (some minutes)
"""

import json
import pathlib
import warnings

import numpy as np
import scipy
from scipy.optimize import minimize

from mgh_problems import INSTANCES

TOLERANCE = 1e-6
LIMIT = 5000
NO_LIMIT = 10**9

METHODS = {
    "L-BFGS-B": {"maxcor": 10, "gtol": TOLERANCE, "ftol": 0, "maxfun": NO_LIMIT,
                 "maxiter": NO_LIMIT},
    "BFGS": {"gtol": TOLERANCE, "norm": np.inf, "maxiter": NO_LIMIT},
    "CG": {"gtol": TOLERANCE, "norm": np.inf, "maxiter": NO_LIMIT},
    "TNC": {"gtol": 0, "ftol": 0, "xtol": 0, "maxfun": NO_LIMIT},
}


class ComplexStep:
    """NumPy's arithmetic on complex vectors: the derivative along direction k is entry k's
    imaginary part divided by the step, exact to rounding."""

    exp, log, sin, cos, atan, sqrt = np.exp, np.log, np.sin, np.cos, np.arctan, np.sqrt
    pi = np.pi
    number = float
    step = 1e-30

    @staticmethod
    def numbers(text):
        return [float(word) for word in text.split()]

    @staticmethod
    def is_positive(x):
        return x.real[0] > 0

    @staticmethod
    def absolute(x):
        return x if x.real[0] >= 0 else -x

    @staticmethod
    def chebyshev(degree, t):
        previous, polynomial = 1, t
        for _ in range(degree - 1):
            previous, polynomial = polynomial, 2 * t * polynomial - previous
        return polynomial


class Stopped(Exception):
    pass


class CountingObjective:
    """Value and gradient of an instance; ends the run at the tolerance and at the limit."""

    def __init__(self, instance):
        self.instance = instance
        self.values = []
        self.norm = np.inf

    def linearization(self, point):
        directions = 1j * ComplexStep.step * np.eye(self.instance.n)
        rows = np.array([
            np.broadcast_to(row, self.instance.n)
            for row in self.instance.residuals(ComplexStep, point[:, np.newaxis] + directions)])
        residuals, jacobian = rows[:, 0].real, rows.imag / ComplexStep.step
        return residuals @ residuals, 2 * residuals @ jacobian

    def __call__(self, point):
        if len(self.values) == LIMIT:
            raise Stopped(f"{LIMIT} evaluations")
        value, gradient = self.linearization(point)
        self.values.append(value)
        self.norm = np.max(np.abs(gradient))
        if self.norm <= TOLERANCE and value <= self.values[0]:
            raise Stopped("gradient at the tolerance")
        return value, gradient


def run(instance, method, options):
    objective = CountingObjective(instance)
    start = np.array([float(number) for number in instance.start])
    try:
        result = minimize(objective, start, method=method, jac=True, options=options)
        message = str(result.message)
        value, gradient = objective.linearization(result.x)
        norm = np.max(np.abs(gradient))
    except Stopped as reason:
        message = str(reason)
        value, norm = objective.values[-1], objective.norm
    return {"solved": bool(norm <= TOLERANCE and value <= objective.values[0]),
            "evaluations": len(objective.values), "value": number(value),
            "gradientNorm": number(norm), "message": message}


def number(x):
    return float(x) if np.isfinite(x) else None


def check_against_references():
    """These formulas in Double agree with the 50-digit ones of make_mgh_values.py."""
    path = pathlib.Path(__file__).with_name("mgh-values.json")
    for instance, values in zip(INSTANCES, json.loads(path.read_text())["instances"], strict=True):
        for reference in (values["start"], values["second"]):
            value, gradient = CountingObjective(instance).linearization(
                np.array(reference["point"]))
            assert abs(value - reference["value"]) <= 1e-12 * reference["value"], instance.name
            assert (np.linalg.norm(gradient - reference["gradient"])
                    <= 1e-12 * reference["gradientNorm"]), instance.name


def main():
    check_against_references()
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    runs, totals = [], {}
    for method, options in METHODS.items():
        own = [{"instance": instance.name, "method": method, **run(instance, method, options)}
               for instance in INSTANCES]
        runs += own
        solved = [record for record in own if record["solved"]]
        totals[method] = {
            "solved": len(solved),
            "evaluationsOfSolved": sum(record["evaluations"] for record in solved),
            "evaluations": sum(record["evaluations"] for record in own)}
        print(method, totals[method], [r["instance"] for r in own if not r["solved"]], flush=True)
    target = pathlib.Path(__file__).with_name("scipy-mgh.json")
    lines = ",\n".join(json.dumps(record) for record in runs)
    target.write_text(f'{{"scipy": "{scipy.__version__}", "gradientTolerance": {TOLERANCE}, '
                      f'"evaluationLimit": {LIMIT},\n"totals": {json.dumps(totals)},\n'
                      f'"runs": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
