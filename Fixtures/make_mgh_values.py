"""Reference values for the test problems of Moré, Garbow and Hillstrom (1981).

Writes mgh-values.json: for each of the 45 instances of the standard set the value and the gradient
norm at the standard start and at a second point, and minima polished to full double precision.

Independent of the Swift code in formulas and method: the residuals are typed from the paper as
one-line sums over 1-based indices, in 50 digits (mpmath); gradients are central differences there,
so no derivative is written down anywhere. Run: python3 Fixtures/make_mgh_values.py
"""

import json
import pathlib

from mpmath import (atan, chebyt, cos, exp, fabs, fprod, fsum, log, lu_solve, matrix, mp,
                    mpf, norm, pi, sin, sqrt,
                    svd_r)
from scipy.optimize import least_squares

mp.dps = 50


def decimals(text):
    return [mpf(word) for word in text.split()]


BARD = decimals(".14 .18 .22 .25 .29 .32 .35 .39 .37 .58 .73 .96 1.34 2.10 4.39")
GAUSS = decimals(
    ".0009 .0044 .0175 .0540 .1295 .2420 .3521 .3989 .3521 .2420 .1295 .0540 .0175 .0044 .0009")
MEYER = decimals("34780 28610 23650 19630 16370 13720 11540 9744 8261 7030 6005 5147 4427 3820 3307"
                 " 2872")
KOWALIK_Y = decimals(".1957 .1947 .1735 .1600 .0844 .0627 .0456 .0342 .0323 .0235 .0246")
KOWALIK_U = decimals("4 2 1 .5 .25 .167 .125 .1 .0833 .0714 .0625")
OSBORNE1 = decimals(
    ".844 .908 .932 .936 .925 .908 .881 .850 .818 .784 .751 .718 .685 .658 .628 .603 .580 .558"
    " .538 .522 .506 .490 .478 .467 .457 .448 .438 .431 .424 .420 .414 .411 .406")
OSBORNE2 = decimals(
    "1.366 1.191 1.112 1.013 .991 .885 .831 .847 .786 .725 .746 .679 .608 .655 .616 .606 .602 .626"
    " .651 .724 .649 .649 .694 .644 .624 .661 .612 .558 .533 .495 .500 .423 .395 .375 .372 .391"
    " .396 .405 .428 .429 .523 .562 .607 .653 .672 .708 .633 .668 .645 .632 .591 .559 .597 .625"
    " .739 .710 .729 .720 .636 .581 .428 .292 .162 .098 .054")


def to(last, first=1):
    """The indices first, …, last."""
    return range(first, last + 1)


class Point:
    """A point indexed from 1, as in the paper; 0 outside where `padded`."""

    def __init__(self, numbers):
        self.numbers = list(numbers)

    def __getitem__(self, j):
        return self.numbers[j - 1] if 1 <= j <= len(self.numbers) else mpf(0)


def rosenbrock(x, n, m):
    return [10 * (x[i + 1] - x[i] ** 2) if i % 2 else 1 - x[i - 1] for i in to(n)]


def freudenstein_roth(x, n, m):
    return [-13 + x[1] - 2 * x[2] + 5 * x[2] ** 2 - x[2] ** 3,
            -29 + x[1] - 14 * x[2] + x[2] ** 2 + x[2] ** 3]


def powell_badly_scaled(x, n, m):
    return [10**4 * x[1] * x[2] - 1, exp(-x[1]) + exp(-x[2]) - mpf("1.0001")]


def brown_badly_scaled(x, n, m):
    return [x[1] - 10**6, x[2] - mpf("2e-6"), x[1] * x[2] - 2]


def beale(x, n, m):
    return [y - x[1] * (1 - x[2] ** i) for i, y in enumerate(decimals("1.5 2.25 2.625"), 1)]


def jennrich_sampson(x, n, m):
    return [2 + 2 * i - (exp(i * x[1]) + exp(i * x[2])) for i in to(m)]


def helical_valley(x, n, m):
    theta = atan(x[2] / x[1]) / (2 * pi) + (0 if x[1] > 0 else mpf("0.5"))
    return [10 * (x[3] - 10 * theta), 10 * (sqrt(x[1] ** 2 + x[2] ** 2) - 1), x[3]]


def bard(x, n, m):
    return [BARD[i - 1] - (x[1] + i / ((16 - i) * x[2] + min(i, 16 - i) * x[3])) for i in to(m)]


def gaussian(x, n, m):
    return [x[1] * exp(-x[2] * (mpf(8 - i) / 2 - x[3]) ** 2 / 2) - GAUSS[i - 1] for i in to(m)]


def meyer(x, n, m):
    return [x[1] * exp(x[2] / (45 + 5 * i + x[3])) - MEYER[i - 1] for i in to(m)]


def gulf(x, n, m):
    def residual(t):
        y = 25 + (-50 * log(t)) ** (mpf(2) / 3)
        return exp(-fabs(y - x[2]) ** x[3] / x[1]) - t
    return [residual(mpf(i) / 100) for i in to(m)]


def box(x, n, m):
    return [exp(-t * x[1]) - exp(-t * x[2]) - x[3] * (exp(-t) - exp(-10 * t))
            for t in (mpf(i) / 10 for i in to(m))]


def powell_singular(x, n, m):
    return [(x[i] + 10 * x[i + 1], sqrt(5) * (x[i + 1] - x[i + 2]), (x[i - 1] - 2 * x[i]) ** 2,
             sqrt(10) * (x[i - 3] - x[i]) ** 2)[(i - 1) % 4] for i in to(n)]


def wood(x, n, m):
    return [10 * (x[2] - x[1] ** 2), 1 - x[1], sqrt(90) * (x[4] - x[3] ** 2), 1 - x[3],
            sqrt(10) * (x[2] + x[4] - 2), (x[2] - x[4]) / sqrt(10)]


def kowalik_osborne(x, n, m):
    return [y - x[1] * (u**2 + u * x[2]) / (u**2 + u * x[3] + x[4])
            for y, u in zip(KOWALIK_Y, KOWALIK_U)]


def brown_dennis(x, n, m):
    return [(x[1] + t * x[2] - exp(t)) ** 2 + (x[3] + x[4] * sin(t) - cos(t)) ** 2
            for t in (mpf(i) / 5 for i in to(m))]


def osborne1(x, n, m):
    return [OSBORNE1[i - 1] - (x[1] + x[2] * exp(-10 * (i - 1) * x[4])
                               + x[3] * exp(-10 * (i - 1) * x[5])) for i in to(m)]


def biggs(x, n, m):
    return [x[3] * exp(-t * x[1]) - x[4] * exp(-t * x[2]) + x[6] * exp(-t * x[5])
            - (exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t)) for t in (mpf(i) / 10 for i in to(m))]


def osborne2(x, n, m):
    return [OSBORNE2[i - 1] - (
        x[1] * exp(-t * x[5]) + x[2] * exp(-(t - x[9]) ** 2 * x[6])
        + x[3] * exp(-(t - x[10]) ** 2 * x[7]) + x[4] * exp(-(t - x[11]) ** 2 * x[8]))
        for i, t in ((i, mpf(i - 1) / 10) for i in to(m))]


def watson(x, n, m):
    return [fsum((j - 1) * x[j] * t ** (j - 2) for j in to(n, 2))
            - fsum(x[j] * t ** (j - 1) for j in to(n)) ** 2 - 1
            for t in (mpf(i) / 29 for i in to(29))] + [x[1], x[2] - x[1] ** 2 - 1]


def penalty1(x, n, m):
    a = mpf("1e-5")
    return [sqrt(a) * (x[i] - 1) for i in to(n)] + [fsum(x[j] ** 2 for j in to(n)) - mpf("0.25")]


def penalty2(x, n, m):
    a, tenth = mpf("1e-5"), mpf("0.1")
    return ([x[1] - mpf("0.2")]
            + [sqrt(a) * (exp(x[i] / 10) + exp(x[i - 1] / 10) - exp(i * tenth)
                          - exp((i - 1) * tenth)) for i in to(n, 2)]
            + [sqrt(a) * (exp(x[i - n + 1] / 10) - exp(-tenth)) for i in to(2 * n - 1, n + 1)]
            + [fsum((n - j + 1) * x[j] ** 2 for j in to(n)) - 1])


def variably_dimensioned(x, n, m):
    s = fsum(j * (x[j] - 1) for j in to(n))
    return [x[i] - 1 for i in to(n)] + [s, s**2]


def trigonometric(x, n, m):
    return [n - fsum(cos(x[j]) for j in to(n)) + i * (1 - cos(x[i])) - sin(x[i]) for i in to(n)]


def brown_almost_linear(x, n, m):
    return ([x[i] + fsum(x[j] for j in to(n)) - (n + 1) for i in to(n - 1)]
            + [fprod(x[j] for j in to(n)) - 1])


def boundary_value(x, n, m):
    h = mpf(1) / (n + 1)
    return [2 * x[i] - x[i - 1] - x[i + 1] + h**2 * (x[i] + i * h + 1) ** 3 / 2 for i in to(n)]


def integral_equation(x, n, m):
    h = mpf(1) / (n + 1)
    cube = lambda j: (x[j] + j * h + 1) ** 3
    return [x[i] + h / 2 * ((1 - i * h) * fsum(j * h * cube(j) for j in to(i))
                            + i * h * fsum((1 - j * h) * cube(j) for j in to(n, i + 1)))
            for i in to(n)]


def broyden_tridiagonal(x, n, m):
    return [(3 - 2 * x[i]) * x[i] - x[i - 1] - 2 * x[i + 1] + 1 for i in to(n)]


def broyden_banded(x, n, m):
    return [x[i] * (2 + 5 * x[i] ** 2) + 1
            - fsum(x[j] * (1 + x[j]) for j in to(min(n, i + 1), max(1, i - 5)) if j != i)
            for i in to(n)]


def linear_full_rank(x, n, m):
    s = 2 * fsum(x[j] for j in to(n)) / m
    return [x[i] - s - 1 for i in to(n)] + [-s - 1 for i in to(m, n + 1)]


def linear_rank_one(x, n, m):
    return [i * fsum(j * x[j] for j in to(n)) - 1 for i in to(m)]


def linear_rank_one_zeros(x, n, m):
    s = fsum(j * x[j] for j in to(n - 1, 2))
    return [mpf(-1)] + [(i - 1) * s - 1 for i in to(m - 1, 2)] + [mpf(-1)]


def chebyquad(x, n, m):
    return [fsum(chebyt(i, 2 * x[j] - 1) for j in to(n)) / n
            - (mpf(0) if i % 2 else mpf(-1) / (i**2 - 1)) for i in to(m)]


def boundary_start(n):
    return [mpf(j) / (n + 1) * (mpf(j) / (n + 1) - 1) for j in to(n)]


# (number, residuals, n, m, start)
INSTANCES = [
    (1, rosenbrock, 2, 2, decimals("-1.2 1")),
    (2, freudenstein_roth, 2, 2, decimals("0.5 -2")),
    (3, powell_badly_scaled, 2, 2, decimals("0 1")),
    (4, brown_badly_scaled, 2, 3, decimals("1 1")),
    (5, beale, 2, 3, decimals("1 1")),
    (6, jennrich_sampson, 2, 10, decimals("0.3 0.4")),
    (7, helical_valley, 3, 3, decimals("-1 0 0")),
    (8, bard, 3, 15, decimals("1 1 1")),
    (9, gaussian, 3, 15, decimals("0.4 1 0")),
    (10, meyer, 3, 16, decimals("0.02 4000 250")),
    (11, gulf, 3, 99, decimals("5 2.5 0.15")),
    (12, box, 3, 10, decimals("0 10 20")),
    (13, powell_singular, 4, 4, decimals("3 -1 0 1")),
    (14, wood, 4, 6, decimals("-3 -1 -3 -1")),
    (15, kowalik_osborne, 4, 11, decimals("0.25 0.39 0.415 0.39")),
    (16, brown_dennis, 4, 20, decimals("25 5 -5 -1")),
    (17, osborne1, 5, 33, decimals("0.5 1.5 -1 0.01 0.02")),
    (18, biggs, 6, 13, decimals("1 2 1 1 1 1")),
    (19, osborne2, 11, 65, decimals("1.3 0.65 0.65 0.7 0.6 3 5 7 2 4.5 5.5")),
    *[(20, watson, n, 31, [mpf(0)] * n) for n in (6, 9, 12)],
    *[(21, rosenbrock, n, n, decimals("-1.2 1") * (n // 2)) for n in (10, 100)],
    *[(22, powell_singular, n, n, decimals("3 -1 0 1") * (n // 4)) for n in (12, 100)],
    *[(23, penalty1, n, n + 1, [mpf(j) for j in to(n)]) for n in (4, 10)],
    *[(24, penalty2, n, 2 * n, [mpf("0.5")] * n) for n in (4, 10)],
    (25, variably_dimensioned, 10, 12, [1 - mpf(j) / 10 for j in to(10)]),
    (26, trigonometric, 10, 10, [mpf("0.1")] * 10),
    (27, brown_almost_linear, 10, 10, [mpf("0.5")] * 10),
    (28, boundary_value, 10, 10, boundary_start(10)),
    (29, integral_equation, 10, 10, boundary_start(10)),
    *[(30, broyden_tridiagonal, n, n, [mpf(-1)] * n) for n in (10, 100)],
    *[(31, broyden_banded, n, n, [mpf(-1)] * n) for n in (10, 100)],
    (32, linear_full_rank, 10, 20, [mpf(1)] * 10),
    (33, linear_rank_one, 10, 20, [mpf(1)] * 10),
    (34, linear_rank_one_zeros, 10, 20, [mpf(1)] * 10),
    *[(35, chebyquad, n, n, [mpf(j) / (n + 1) for j in to(n)]) for n in (8, 9, 10)],
]


def objective(residuals, n, m):
    return lambda numbers: fsum(r**2 for r in residuals(Point(numbers), n, m))


def shifted(point, *moves):
    moved = list(point)
    for j, step in moves:
        moved[j] += step
    return moved


def gradient(f, point):
    """Central differences with h = 1e-15 |x|: error about 1e-30 in 50 digits."""
    steps = [mpf("1e-15") * max(1, fabs(number)) for number in point]
    return [(f(shifted(point, (j, h))) - f(shifted(point, (j, -h)))) / (2 * h)
            for j, h in enumerate(steps)]


def second_point(start):
    """A point off the start in every coordinate, exact in binary."""
    return [number + mpf((j * 7) % 11 - 5) / 64 * max(1, int(fabs(number)))
            for j, number in enumerate(map(mpf, map(float, start)), 1)]


def record(f, point):
    slopes = gradient(f, point)
    return {"point": [float(number) for number in point], "value": float(f(point)),
            "gradientNorm": float(norm(slopes)), "gradient": [float(slope) for slope in slopes]}


def hessian(f, point):
    """Second differences with h = 1e-12 |x|: error about 1e-24 in 50 digits."""
    n, value = len(point), f(point)
    steps = [mpf("1e-12") * max(1, fabs(number)) for number in point]
    result = matrix(n)
    for j in range(n):
        for k in range(j + 1):
            (a, b), (h, l) = (j, k), (steps[j], steps[k])
            corners = [f(shifted(point, (a, p * h), (b, q * l))) for p in (1, -1) for q in (1, -1)]
            result[j, k] = result[k, j] = (
                (corners[0] - corners[1] - corners[2] + corners[3]) / (4 * h * l))
    return result


def jacobian(residuals, n, m, point):
    result = matrix(m, n)
    for j in range(n):
        h = mpf("1e-15") * max(1, fabs(point[j]))
        after = residuals(Point(shifted(point, (j, h))), n, m)
        before = residuals(Point(shifted(point, (j, -h))), n, m)
        for i in range(m):
            result[i, j] = (after[i] - before[i]) / (2 * h)
    return result


def minimum(number, residuals, n, m, start):
    """A minimum to double precision: SciPy brings it near, Newton's method in 50 digits home.

    Every step solves with the pseudoinverse, because problem 18 has a line of minimisers.
    """
    f = objective(residuals, n, m)
    floats = lambda x: [float(r) for r in residuals(Point(map(mpf, map(float, x))), n, m)]
    near = least_squares(floats, [float(x) for x in start], method="lm", x_scale="jac",
                         xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=20000)
    point = [mpf(float(x)) for x in near.x]
    for _ in range(12):
        if n <= 12:
            slopes, curvature = matrix(gradient(f, point)), hessian(f, point)
        else:  # these have f* = 0: Gauss and Newton agree
            slopes = matrix(gradient(f, point))
            j = jacobian(residuals, n, m, point)
            curvature = 2 * j.T * j
        step = pseudosolve(curvature, slopes) if n <= 12 else lu_solve(curvature, slopes)
        point = [x - d for x, d in zip(point, step)]
        if norm(step) <= mpf("1e-18") * max(1, norm(point)):
            break
    else:
        raise ArithmeticError(f"problem {number}, n = {n}: Newton's method did not converge")
    return record(f, point)


def pseudosolve(curvature, slopes):
    u, s, v = svd_r(curvature)
    weights = u.T * slopes
    for k in range(len(s)):
        weights[k] = weights[k] / s[k] if s[k] > s[0] * mpf("1e-20") else mpf(0)
    return v.T * weights


# Problems whose minimum has no closed form, with a place to start from (none: the standard start).
MINIMA = {3: None, 6: None, 8: None, 9: None, 10: None, 15: None, 16: None, 17: None, 18: None,
          19: None, 20: None, 23: None, 24: None, 26: None, 28: None, 29: None, 30: None, 31: None,
          35: None}


def main():
    instances = []
    for number, residuals, n, m, start in INSTANCES:
        f = objective(residuals, n, m)
        assert len(residuals(Point(start), n, m)) == m
        # The point as Double holds it: a start like 0.1 is not a binary fraction.
        start = [mpf(float(x)) for x in start]
        if number == 7:
            assert start[0] < 0
        instances.append({"number": number, "n": n, "m": m, "start": record(f, start),
                          "second": record(f, second_point(start)),
                          "minima": [minimum(number, residuals, n, m, start)]
                          if number in MINIMA else []})
        print(number, n, m, instances[-1]["start"]["value"], instances[-1]["second"]["value"],
              [(x["value"], x["gradientNorm"]) for x in instances[-1]["minima"]])
    target = pathlib.Path(__file__).with_name("mgh-values.json")
    target.write_text(json.dumps({"instances": instances}, separators=(",", ":")).replace(
        '{"number"', '\n{"number"') + "\n")


if __name__ == "__main__":
    main()
