"""NumPy in blocks of examples whose activations stay in the cache, one thread per core.

BLAS is limited to one thread (`bench_baselines.py` sets its environment): Python's threads use both cores.
"""
import os

import shared_work as shared
from fullbatch import EVALUATIONS
from numpy_evaluation import Evaluation

BLOCK = 500


def blocked(work):
    """The fastest evaluation in NumPy on this machine."""
    return Evaluation(work, BLOCK, threads=os.cpu_count())


def measure(name, precision):
    if name not in EVALUATIONS:
        raise shared.Unsupported("blocks are for evaluations")
    work = shared.Work(name, precision)
    evaluate = blocked(work)
    return shared.sample(lambda: evaluate(work.start), cost=float(evaluate(work.start)[0]))


if __name__ == "__main__":
    shared.main(measure)
