"""The test problems of Moré, Garbow and Hillstrom (1981), for the scripts beside this file.

The residuals are typed from the paper's formulas over indices from 1, without any derivative, and
over an arithmetic `a` that is handed in: 50 digits for reference values, complex NumPy arrays for
derivatives by the complex step.
"""

from fractions import Fraction
from math import prod
from typing import Callable, NamedTuple

BARD = ".14 .18 .22 .25 .29 .32 .35 .39 .37 .58 .73 .96 1.34 2.10 4.39"
GAUSS = (
    ".0009 .0044 .0175 .0540 .1295 .2420 .3521 .3989 .3521 .2420 .1295 .0540 .0175 .0044 .0009")
MEYER = "34780 28610 23650 19630 16370 13720 11540 9744 8261 7030 6005 5147 4427 3820 3307 2872"
KOWALIK_Y = ".1957 .1947 .1735 .1600 .0844 .0627 .0456 .0342 .0323 .0235 .0246"
KOWALIK_U = "4 2 1 .5 .25 .167 .125 .1 .0833 .0714 .0625"
OSBORNE1 = (
    ".844 .908 .932 .936 .925 .908 .881 .850 .818 .784 .751 .718 .685 .658 .628 .603 .580 .558"
    " .538 .522 .506 .490 .478 .467 .457 .448 .438 .431 .424 .420 .414 .411 .406")
OSBORNE2 = (
    "1.366 1.191 1.112 1.013 .991 .885 .831 .847 .786 .725 .746 .679 .608 .655 .616 .606 .602 .626"
    " .651 .724 .649 .649 .694 .644 .624 .661 .612 .558 .533 .495 .500 .423 .395 .375 .372 .391"
    " .396 .405 .428 .429 .523 .562 .607 .653 .672 .708 .633 .668 .645 .632 .591 .559 .597 .625"
    " .739 .710 .729 .720 .636 .581 .428 .292 .162 .098 .054")


def to(last, first=1):
    """The indices first, …, last."""
    return range(first, last + 1)


class Point:
    """A point indexed from 1, as in the paper; 0 left and right of it."""

    def __init__(self, numbers):
        self.numbers = list(numbers)

    def __getitem__(self, j):
        return self.numbers[j - 1] if 1 <= j <= len(self.numbers) else 0


def rosenbrock(a, x, n, m):
    return [10 * (x[i + 1] - x[i] ** 2) if i % 2 else 1 - x[i - 1] for i in to(n)]


def freudenstein_roth(a, x, n, m):
    return [-13 + x[1] - 2 * x[2] + 5 * x[2] ** 2 - x[2] ** 3,
            -29 + x[1] - 14 * x[2] + x[2] ** 2 + x[2] ** 3]


def powell_badly_scaled(a, x, n, m):
    return [10**4 * x[1] * x[2] - 1, a.exp(-x[1]) + a.exp(-x[2]) - a.number("1.0001")]


def brown_badly_scaled(a, x, n, m):
    return [x[1] - 10**6, x[2] - a.number("2e-6"), x[1] * x[2] - 2]


def beale(a, x, n, m):
    return [y - x[1] * (1 - x[2] ** i) for i, y in enumerate(a.numbers("1.5 2.25 2.625"), 1)]


def jennrich_sampson(a, x, n, m):
    return [2 + 2 * i - (a.exp(i * x[1]) + a.exp(i * x[2])) for i in to(m)]


def helical_valley(a, x, n, m):
    theta = a.atan(x[2] / x[1]) / (2 * a.pi) + (0 if a.is_positive(x[1]) else a.number("0.5"))
    return [10 * (x[3] - 10 * theta), 10 * (a.sqrt(x[1] ** 2 + x[2] ** 2) - 1), x[3]]


def bard(a, x, n, m):
    y = a.numbers(BARD)
    return [y[i - 1] - (x[1] + i / ((16 - i) * x[2] + min(i, 16 - i) * x[3])) for i in to(m)]


def gaussian(a, x, n, m):
    y = a.numbers(GAUSS)
    return [x[1] * a.exp(-x[2] * (a.number(8 - i) / 2 - x[3]) ** 2 / 2) - y[i - 1]
            for i in to(m)]


def meyer(a, x, n, m):
    y = a.numbers(MEYER)
    return [x[1] * a.exp(x[2] / (45 + 5 * i + x[3])) - y[i - 1] for i in to(m)]


def gulf(a, x, n, m):
    def residual(t):
        y = 25 + (-50 * a.log(t)) ** (a.number(2) / 3)
        return a.exp(-a.absolute(y - x[2]) ** x[3] / x[1]) - t
    return [residual(a.number(i) / 100) for i in to(m)]


def box(a, x, n, m):
    return [a.exp(-t * x[1]) - a.exp(-t * x[2]) - x[3] * (a.exp(-t) - a.exp(-10 * t))
            for t in (a.number(i) / 10 for i in to(m))]


def powell_singular(a, x, n, m):
    return [(x[i] + 10 * x[i + 1], a.sqrt(5) * (x[i + 1] - x[i + 2]), (x[i - 1] - 2 * x[i]) ** 2,
             a.sqrt(10) * (x[i - 3] - x[i]) ** 2)[(i - 1) % 4] for i in to(n)]


def wood(a, x, n, m):
    return [10 * (x[2] - x[1] ** 2), 1 - x[1], a.sqrt(90) * (x[4] - x[3] ** 2), 1 - x[3],
            a.sqrt(10) * (x[2] + x[4] - 2), (x[2] - x[4]) / a.sqrt(10)]


def kowalik_osborne(a, x, n, m):
    return [y - x[1] * (u**2 + u * x[2]) / (u**2 + u * x[3] + x[4])
            for y, u in zip(a.numbers(KOWALIK_Y), a.numbers(KOWALIK_U))]


def brown_dennis(a, x, n, m):
    return [(x[1] + t * x[2] - a.exp(t)) ** 2 + (x[3] + x[4] * a.sin(t) - a.cos(t)) ** 2
            for t in (a.number(i) / 5 for i in to(m))]


def osborne1(a, x, n, m):
    y = a.numbers(OSBORNE1)
    return [y[i - 1] - (x[1] + x[2] * a.exp(-10 * (i - 1) * x[4])
                               + x[3] * a.exp(-10 * (i - 1) * x[5])) for i in to(m)]


def biggs(a, x, n, m):
    return [x[3] * a.exp(-t * x[1]) - x[4] * a.exp(-t * x[2]) + x[6] * a.exp(-t * x[5])
            - (a.exp(-t) - 5 * a.exp(-10 * t) + 3 * a.exp(-4 * t))
            for t in (a.number(i) / 10 for i in to(m))]


def osborne2(a, x, n, m):
    y = a.numbers(OSBORNE2)
    return [y[i - 1] - (
        x[1] * a.exp(-t * x[5]) + x[2] * a.exp(-(t - x[9]) ** 2 * x[6])
        + x[3] * a.exp(-(t - x[10]) ** 2 * x[7]) + x[4] * a.exp(-(t - x[11]) ** 2 * x[8]))
        for i, t in ((i, a.number(i - 1) / 10) for i in to(m))]


def watson(a, x, n, m):
    return [sum((j - 1) * x[j] * t ** (j - 2) for j in to(n, 2))
            - sum(x[j] * t ** (j - 1) for j in to(n)) ** 2 - 1
            for t in (a.number(i) / 29 for i in to(29))] + [x[1], x[2] - x[1] ** 2 - 1]


def penalty1(a, x, n, m):
    root = a.sqrt(a.number("1e-5"))
    return [root * (x[i] - 1) for i in to(n)] + [sum(x[j] ** 2 for j in to(n)) - a.number("0.25")]


def penalty2(a, x, n, m):
    root, tenth = a.sqrt(a.number("1e-5")), a.number("0.1")
    return ([x[1] - a.number("0.2")]
            + [root * (a.exp(x[i] / 10) + a.exp(x[i - 1] / 10) - a.exp(i * tenth)
                       - a.exp((i - 1) * tenth)) for i in to(n, 2)]
            + [root * (a.exp(x[i - n + 1] / 10) - a.exp(-tenth)) for i in to(2 * n - 1, n + 1)]
            + [sum((n - j + 1) * x[j] ** 2 for j in to(n)) - 1])


def variably_dimensioned(a, x, n, m):
    s = sum(j * (x[j] - 1) for j in to(n))
    return [x[i] - 1 for i in to(n)] + [s, s**2]


def trigonometric(a, x, n, m):
    return [n - sum(a.cos(x[j]) for j in to(n)) + i * (1 - a.cos(x[i])) - a.sin(x[i])
            for i in to(n)]


def brown_almost_linear(a, x, n, m):
    return ([x[i] + sum(x[j] for j in to(n)) - (n + 1) for i in to(n - 1)]
            + [prod(x[j] for j in to(n)) - 1])


def boundary_value(a, x, n, m):
    h = a.number(1) / (n + 1)
    return [2 * x[i] - x[i - 1] - x[i + 1] + h**2 * (x[i] + i * h + 1) ** 3 / 2 for i in to(n)]


def integral_equation(a, x, n, m):
    h = a.number(1) / (n + 1)
    cube = lambda j: (x[j] + j * h + 1) ** 3
    return [x[i] + h / 2 * ((1 - i * h) * sum(j * h * cube(j) for j in to(i))
                            + i * h * sum((1 - j * h) * cube(j) for j in to(n, i + 1)))
            for i in to(n)]


def broyden_tridiagonal(a, x, n, m):
    return [(3 - 2 * x[i]) * x[i] - x[i - 1] - 2 * x[i + 1] + 1 for i in to(n)]


def broyden_banded(a, x, n, m):
    return [x[i] * (2 + 5 * x[i] ** 2) + 1
            - sum(x[j] * (1 + x[j]) for j in to(min(n, i + 1), max(1, i - 5)) if j != i)
            for i in to(n)]


def linear_full_rank(a, x, n, m):
    s = 2 * sum(x[j] for j in to(n)) / m
    return [x[i] - s - 1 for i in to(n)] + [-s - 1 for i in to(m, n + 1)]


def linear_rank_one(a, x, n, m):
    return [i * sum(j * x[j] for j in to(n)) - 1 for i in to(m)]


def linear_rank_one_zeros(a, x, n, m):
    s = sum(j * x[j] for j in to(n - 1, 2))
    return [a.number(-1)] + [(i - 1) * s - 1 for i in to(m - 1, 2)] + [a.number(-1)]


def chebyquad(a, x, n, m):
    return [sum(a.chebyshev(i, 2 * x[j] - 1) for j in to(n)) / n
            - (a.number(0) if i % 2 else a.number(-1) / (i**2 - 1)) for i in to(m)]


def boundary_start(n):
    return [Fraction(j, n + 1) * (Fraction(j, n + 1) - 1) for j in to(n)]


def fractions(text):
    return [Fraction(word) for word in text.split()]


class Instance(NamedTuple):
    """A problem at one size, with its standard start in exact fractions."""

    number: int
    formulas: Callable
    n: int
    m: int
    start: list

    @property
    def name(self):
        return f"{self.number}:n{self.n},m{self.m}"

    def residuals(self, a, numbers):
        return self.formulas(a, Point(numbers), self.n, self.m)


INSTANCES = [Instance(*row) for row in (
    (1, rosenbrock, 2, 2, fractions("-1.2 1")),
    (2, freudenstein_roth, 2, 2, fractions("0.5 -2")),
    (3, powell_badly_scaled, 2, 2, fractions("0 1")),
    (4, brown_badly_scaled, 2, 3, fractions("1 1")),
    (5, beale, 2, 3, fractions("1 1")),
    (6, jennrich_sampson, 2, 10, fractions("0.3 0.4")),
    (7, helical_valley, 3, 3, fractions("-1 0 0")),
    (8, bard, 3, 15, fractions("1 1 1")),
    (9, gaussian, 3, 15, fractions("0.4 1 0")),
    (10, meyer, 3, 16, fractions("0.02 4000 250")),
    (11, gulf, 3, 99, fractions("5 2.5 0.15")),
    (12, box, 3, 10, fractions("0 10 20")),
    (13, powell_singular, 4, 4, fractions("3 -1 0 1")),
    (14, wood, 4, 6, fractions("-3 -1 -3 -1")),
    (15, kowalik_osborne, 4, 11, fractions("0.25 0.39 0.415 0.39")),
    (16, brown_dennis, 4, 20, fractions("25 5 -5 -1")),
    (17, osborne1, 5, 33, fractions("0.5 1.5 -1 0.01 0.02")),
    (18, biggs, 6, 13, fractions("1 2 1 1 1 1")),
    (19, osborne2, 11, 65, fractions("1.3 0.65 0.65 0.7 0.6 3 5 7 2 4.5 5.5")),
    *[(20, watson, n, 31, [Fraction(0)] * n) for n in (6, 9, 12)],
    *[(21, rosenbrock, n, n, fractions("-1.2 1") * (n // 2)) for n in (10, 100)],
    *[(22, powell_singular, n, n, fractions("3 -1 0 1") * (n // 4)) for n in (12, 100)],
    *[(23, penalty1, n, n + 1, [Fraction(j) for j in to(n)]) for n in (4, 10)],
    *[(24, penalty2, n, 2 * n, [Fraction("0.5")] * n) for n in (4, 10)],
    (25, variably_dimensioned, 10, 12, [1 - Fraction(j, 10) for j in to(10)]),
    (26, trigonometric, 10, 10, [Fraction("0.1")] * 10),
    (27, brown_almost_linear, 10, 10, [Fraction("0.5")] * 10),
    (28, boundary_value, 10, 10, boundary_start(10)),
    (29, integral_equation, 10, 10, boundary_start(10)),
    *[(30, broyden_tridiagonal, n, n, [Fraction(-1)] * n) for n in (10, 100)],
    *[(31, broyden_banded, n, n, [Fraction(-1)] * n) for n in (10, 100)],
    (32, linear_full_rank, 10, 20, [Fraction(1)] * 10),
    (33, linear_rank_one, 10, 20, [Fraction(1)] * 10),
    (34, linear_rank_one_zeros, 10, 20, [Fraction(1)] * 10),
    *[(35, chebyquad, n, n, [Fraction(j, n + 1) for j in to(n)]) for n in (8, 9, 10)],
)]
