"""What SciPy's translation of MINPACK-2's dcsrch finds on Moré and Thuente's six functions.

Writes more-thuente.json: for each function of section 5 of the paper (ACM Transactions on
Mathematical Software 20 (1994)) and each first step 1e-3, 0.1, 10, 1000 the number of evaluations
after the one at 0, the accepted step and the slope there.

Run: python3 Fixtures/record_more_thuente.py
"""

import json
import math
import pathlib

import scipy
from scipy.optimize._dcsrch import DCSRCH


def rational(a):
    d = a * a + 2
    return -a / d, (a * a - 2) / (d * d)


def quintic(a):
    t = a + 0.004
    return t**5 - 2 * t**4, 5 * t**4 - 8 * t**3


def waves(a):
    beta, count = 0.01, 39
    if a <= 1 - beta:
        value, slope = 1 - a, -1
    elif a >= 1 + beta:
        value, slope = a - 1, 1
    else:
        value, slope = (a - 1) ** 2 / (2 * beta) + beta / 2, (a - 1) / beta
    angle = count * math.pi / 2
    return (
        value + 2 * (1 - beta) / (count * math.pi) * math.sin(angle * a),
        slope + (1 - beta) * math.cos(angle * a),
    )


def yanai(beta1, beta2):
    def gamma(beta):
        return math.sqrt(1 + beta * beta) - beta

    def function(a):
        left, right = math.hypot(1 - a, beta2), math.hypot(a, beta1)
        return (
            gamma(beta1) * left + gamma(beta2) * right,
            gamma(beta1) * (a - 1) / left + gamma(beta2) * a / right,
        )

    return function


# Function, mu, eta, in the order of the paper's tables.
TABLES = [
    (rational, 1e-3, 1e-1),
    (quintic, 1e-1, 1e-1),
    (waves, 1e-1, 1e-1),
    (yanai(1e-3, 1e-3), 1e-3, 1e-3),
    (yanai(1e-2, 1e-3), 1e-3, 1e-3),
    (yanai(1e-3, 1e-2), 1e-3, 1e-3),
]


def search(function, mu, eta, start):
    steps = []

    def value(a):
        steps.append(a)
        return function(a)[0]

    line_search = DCSRCH(value, lambda a: function(a)[1], mu, eta, 1e-15, 0.0, 1e20)
    phi, slope = function(0.0)
    step, _, _, task = line_search(start, phi0=phi, derphi0=slope, maxiter=100)
    assert task == b"CONVERGENCE", task
    return {"start": start, "evaluations": len(steps), "step": step, "slope": function(step)[1]}


if __name__ == "__main__":
    tables = [
        [search(function, mu, eta, start) for start in (1e-3, 1e-1, 1e1, 1e3)]
        for function, mu, eta in TABLES
    ]
    target = pathlib.Path(__file__).with_name("more-thuente.json")
    text = json.dumps({"scipy": scipy.__version__, "tables": tables}, indent=1)
    target.write_text(text + "\n")
