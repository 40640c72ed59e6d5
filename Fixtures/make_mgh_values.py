"""Reference values for the test problems of Moré, Garbow and Hillstrom (1981).

Writes mgh-values.json: for each of the 45 instances of the standard set the value and the gradient
at the standard start and at a second point, and the minima that have no closed form.

Independent of the Swift code in formulas and method: everything is computed in 50 digits (mpmath),
and gradients and Hessians are central differences there, so no derivative is written down anywhere.

Run: python3 Fixtures/make_mgh_values.py (half a minute)
"""

import json
import pathlib

import mpmath
from mpmath import fabs, fsum, lu_solve, matrix, mp, mpf, norm, svd_r
from scipy.optimize import least_squares

from mgh_problems import BARD, INSTANCES

mp.dps = 50


class FiftyDigits:
    exp, log, sin, cos, atan = mpmath.exp, mpmath.log, mpmath.sin, mpmath.cos, mpmath.atan
    sqrt, absolute, chebyshev, number = mpmath.sqrt, mpmath.fabs, mpmath.chebyt, mpf
    pi = mp.pi

    @staticmethod
    def numbers(text):
        return [mpf(word) for word in text.split()]

    @staticmethod
    def is_positive(number):
        return number > 0


class Objective:
    """The sum of squares of an instance, and its derivatives by differences."""

    def __init__(self, instance):
        self.instance = instance

    def residuals(self, point):
        return self.instance.residuals(FiftyDigits, point)

    def __call__(self, point):
        return fsum(residual**2 for residual in self.residuals(point))

    def gradient(self, point):
        """Central differences with h = 1e-15 |x|: error about 1e-30 in 50 digits."""
        return matrix([(self(shifted(point, (j, h))) - self(shifted(point, (j, -h)))) / (2 * h)
                       for j, h in enumerate(steps(point, "1e-15"))])

    def hessian(self, point):
        """Second differences with h = 1e-12 |x|: error about 1e-24 in 50 digits."""
        lengths = steps(point, "1e-12")
        result = matrix(len(point))
        for j, h in enumerate(lengths):
            for k, l in enumerate(lengths[:j + 1]):
                corner = lambda p, q: self(shifted(point, (j, p * h), (k, q * l)))
                result[j, k] = result[k, j] = (
                    (corner(1, 1) - corner(1, -1) - corner(-1, 1) + corner(-1, -1)) / (4 * h * l))
        return result

    def gauss_newton(self, point):
        """2 JᵀJ, which is the Hessian where the residuals vanish, for n times less work."""
        columns = [
            matrix([(after - before) / (2 * h) for after, before in zip(
                self.residuals(shifted(point, (j, h))), self.residuals(shifted(point, (j, -h))))])
            for j, h in enumerate(steps(point, "1e-15"))]
        return 2 * matrix([[(p.T * q)[0] for q in columns] for p in columns])

    def record(self, point):
        gradient = self.gradient(point)
        return {"point": [float(number) for number in point], "value": float(self(point)),
                "gradientNorm": float(norm(gradient)), "gradient": [float(g) for g in gradient]}


def steps(point, relative):
    return [mpf(relative) * max(1, fabs(number)) for number in point]


def shifted(point, *moves):
    moved = list(point)
    for j, step in moves:
        moved[j] += step
    return moved


def second_point(start):
    """A point off the start in every coordinate, exact in binary."""
    return [number + mpf((j * 7) % 11 - 5) / 64 * max(1, int(fabs(number)))
            for j, number in enumerate(start, 1)]


def fit(residuals, start):
    """The end of MINPACK's Levenberg-Marquardt, in double precision."""
    result = least_squares(
        lambda x: [float(r) for r in residuals([mpf(float(number)) for number in x])],
        [float(number) for number in start], method="lm", x_scale="jac",
        xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000)
    return [mpf(float(number)) for number in result.x]


def minimum(objective, point):
    """The minimum near a point: Newton's method in 50 digits."""
    for _ in range(12):
        gradient = objective.gradient(point)
        if len(point) <= 12:
            step = solve_with_pseudoinverse(objective.hessian(point), gradient)
        else:
            step = lu_solve(objective.gauss_newton(point), gradient)
        point = [number - change for number, change in zip(point, step)]
        if norm(step) <= mpf("1e-18") * max(1, norm(point)):
            return objective.record(point)
    raise ArithmeticError(f"{objective.instance.name}: Newton's method did not converge")


def solve_with_pseudoinverse(curvature, gradient):
    """The second minimum of problem 18 is a line: there the Hessian is singular."""
    u, s, v = svd_r(curvature)
    weights = u.T * gradient
    for k in range(len(s)):
        weights[k] = weights[k] / s[k] if s[k] > s[0] * mpf("1e-20") else mpf(0)
    return v.T * weights


# The problems with minima that have no closed form.
NUMERICAL_MINIMA = {3, 6, 8, 9, 10, 15, 16, 17, 18, 19, 20, 23, 24, 26, 28, 29, 30, 31, 35}


# Minima that the paper does not list, from points that SciPy's TNC has found.
FURTHER_MINIMA = {
    "31:n10,m10": ".2107 .261 .2279 .197 .2032 .2219 .1628 .0483 -.0794 -.1531",
    "35:n10,m10": ".0747 .1715 .2864 .3596 .4708 .6167 .6167 .7998 .8449 .967",
}


def near_minimum(objective, start):
    if objective.instance.number != 18:
        return fit(objective.residuals, start)
    # The second minimum: where the first and the third exponential are one, only the sum of their
    # factors counts. With factors of one sign that is a line of saddles, with two signs of minima.
    merged = lambda y: [y[0], y[1], 2 * y[2], y[3], y[0], -y[2]]
    return merged(fit(lambda y: objective.residuals(merged(y)), [1, 10, 2, 5]))


def limits(objective):
    """Points far out on the ways to minima at infinity."""
    far = mpf("1e9")
    if objective.instance.number == 8:  # the fit by a constant
        y = FiftyDigits.numbers(BARD)
        return [objective.record([fsum(y) / len(y), -far, -far])]
    if objective.instance.number == 15:  # x1, x3, x4 grow together: only their ratios count
        spread = lambda y: [far, y[0], far * y[1], far * y[2]]
        nearest = fit(lambda y: objective.residuals(spread(y)), [-14, -100, -100])
        return [objective.record(spread(nearest))]
    return []


def reference(instance):
    objective = Objective(instance)
    # The start as Double holds it: 0.1 is not a binary fraction.
    start = [mpf(float(number)) for number in instance.start]
    assert len(objective.residuals(start)) == instance.m and len(start) == instance.n
    minima = ([minimum(objective, near_minimum(objective, start))]
              if instance.number in NUMERICAL_MINIMA else [])
    if instance.name in FURTHER_MINIMA:
        minima.append(minimum(objective, FiftyDigits.numbers(FURTHER_MINIMA[instance.name])))
    return {"number": instance.number, "n": instance.n, "m": instance.m,
            "start": objective.record(start), "second": objective.record(second_point(start)),
            "minima": minima, "limits": limits(objective)}


def main():
    lines = []
    for instance in INSTANCES:
        values = reference(instance)
        print(instance.name, values["start"]["value"], [x["value"] for x in values["minima"] + values["limits"]])
        lines.append(json.dumps(values, separators=(",", ":")))
    target = pathlib.Path(__file__).with_name("mgh-values.json")
    target.write_text('{"instances":[\n' + ",\n".join(lines) + "\n]}\n")


if __name__ == "__main__":
    main()
