"""SciPy's L-BFGS-B down to the targets, over the blocked NumPy evaluation; memory 20.

SciPy as installed brings an OpenBLAS of its own, whose threads fight with those of NumPy's and make
a run several times as long. Where threadpoolctl is there, SciPy's are held to one.
"""
import numpy as np
from scipy.optimize import minimize

import shared_work as shared
from numpy_evaluation import Evaluation


def measure(name, precision, seed):
    if name != "training":
        raise shared.Unsupported(f"no {name} in SciPy")
    hold_threads_of_scipy()
    work = shared.Work("ex4", precision, seed)
    evaluate = Evaluation(work, block=1000)

    def double(theta):
        cost, gradient = evaluate(theta.astype(work.scalar))
        return cost, gradient.astype(np.float64)
    evaluate(work.start)
    options = {"maxcor": 20, "maxiter": 3000, "maxfun": 3000, "ftol": 0, "gtol": 1e-9}
    return shared.Descent(double).run(lambda f: minimize(
        f, work.start.astype(np.float64), jac=True, method="L-BFGS-B", options=options))


def hold_threads_of_scipy():
    """One thread for the OpenBLAS in SciPy's own folder; NumPy's keeps all cores."""
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return
    for library in ThreadpoolController().lib_controllers:
        if "scipy" in library.filepath:
            library.set_num_threads(1)


if __name__ == "__main__":
    shared.main(measure)
