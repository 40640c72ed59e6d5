"""SciPy's L-BFGS-B down to the targets, over the blocked NumPy evaluation; memory 20.

BLAS is held to one thread (`compare.py` sets its environment): SciPy brings an OpenBLAS of its own,
whose threads would fight with those of NumPy's and make a run several times as long.
"""
import numpy as np
from scipy.optimize import minimize

import shared_work as shared
from numpy_blocked_peer import blocked


def measure(name, precision, seed):
    if name != "training":
        raise shared.Unsupported(f"no {name} in SciPy")
    work = shared.Work("ex4", precision, seed)
    evaluate = blocked(work)
    evaluate(work.start)

    def double(theta):
        cost, gradient = evaluate(theta.astype(work.scalar))
        return cost, gradient.astype(np.float64)

    options = {"maxcor": 20, "maxiter": 3000, "maxfun": 3000, "ftol": 0, "gtol": 1e-9}
    return shared.Descent(double).run(lambda f: minimize(
        f, work.start.astype(np.float64), jac=True, method="L-BFGS-B", options=options))


if __name__ == "__main__":
    shared.main(measure)
