"""The polynomial of the kernels' exponential (Sources/CKernels/Templates/Constants+*.h).

Remez exchange for q(r) ~ (exp(r) - 1 - r) / r**2 on |r| <= ln 2 / 2 in 60 digits, with the error
weighted by |r| + 0.05, so that exp(r) - 1 keeps its relative accuracy near zero. Needs mpmath.
"""

import numpy as np
from mpmath import cos, exp, log, lu_solve, matrix, mp, mpf, pi

mp.dps = 60
HALF = log(mpf(2)) / 2 * mpf("1.0001")


def q(r):
    if abs(r) < mpf(10) ** -12:
        return mpf(1) / 2 + r / 6 + r * r / 24
    return (exp(r) - 1 - r) / r**2


def weight(r):
    return abs(r) + mpf("0.05")


def polynomial(coefficients, r):
    return sum(c * r**j for j, c in enumerate(coefficients))


def remez(degree, rounds=30, points=4000):
    count = degree + 2
    nodes = [HALF * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    grid = [-HALF + 2 * HALF * k / points for k in range(points + 1)]
    for _ in range(rounds):
        system, right = matrix(count, count), matrix(count, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                system[i, j] = x**j
            system[i, degree + 1] = (-1) ** i / weight(x)
            right[i] = q(x)
        solution = lu_solve(system, right)
        coefficients = [solution[j] for j in range(degree + 1)]
        errors = [(polynomial(coefficients, x) - q(x)) * weight(x) for x in grid]
        runs = [[0]]
        for i in range(1, points + 1):
            if errors[i] * errors[runs[-1][-1]] > 0:
                runs[-1].append(i)
            else:
                runs.append([i])
        if len(runs) != count:
            break
        nodes = [grid[max(run, key=lambda i: abs(errors[i]))] for run in runs]
    return coefficients, max(abs(e) for e in errors)


for degree, scalar in ((9, np.float64), (4, np.float32)):
    coefficients, error = remez(degree)
    print(f"{scalar.__name__}: weighted error {float(error):.2e}")
    for c in coefficients:
        print("  ", float(scalar(float(c))).hex())
