"""SciPy's L-BFGS-B, CG and TNC over the blocked NumPy evaluation.

BLAS is limited to one thread (programs.py sets its environment): SciPy includes its own OpenBLAS,
whose threads would compete with those of NumPy's and make a run several times as long.
"""
import numpy as np
import scipy
from scipy.optimize import minimize

import time_to_target
from numpy_blocked_baseline import blocked

# Only the targets and the limits of the benchmark end a run.
OPTIONS = {
    "L-BFGS-B": {"maxcor": 20, "maxiter": 100_000, "maxfun": 100_000, "ftol": 0, "gtol": 1e-9},
    "CG": {"maxiter": 100_000, "gtol": 1e-9},
    "TNC": {"maxfun": 100_000, "ftol": 0, "xtol": 0, "gtol": 0},
}


def train(work, method):
    """The cost at the initial parameters, to warm up, and the run."""
    evaluate = blocked(work)

    def run(progress):
        def cost(theta):
            value, gradient = evaluate(theta.astype(work.scalar))
            progress.record(value)
            return value, gradient.astype(np.float64)
        minimize(cost, work.start.astype(np.float64), jac=True, method=method,
                 options=OPTIONS[method])
    return lambda: evaluate(work.start)[0], run


if __name__ == "__main__":
    time_to_target.main(train, f"SciPy {scipy.__version__}, NumPy {np.__version__}")
