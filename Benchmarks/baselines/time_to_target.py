"""What the training baselines share: one run, and the work it took to reach each target cost.

    python3 <program>.py PROBLEM METHOD OUTPUT_BIASES SEED PRECISION

trains until the lowest target of the problem or the limits common to all programs, and prints one
line of JSON: {"startCost": J, "reached": [{"target", "evaluations", "seconds", "cpuSeconds"}, ...],
"versions": ...}. Seconds count from the first evaluation on; reading, importing, compiling and
one warm-up evaluation before it do not count.
"""
import json
import sys
import time
from contextlib import contextmanager

import shared_work as shared


class StopTraining(Exception):
    """Raised when the run has reached its last target or a limit."""


class TimeToTarget:
    """Counts the evaluations of a run and records when the cost reaches each target."""

    def __init__(self, problem):
        self.problem, self.evaluations, self.reached = problem, 0, []
        self.begin, self.cpu_begin = time.perf_counter(), time.process_time()

    @contextmanager
    def paused(self):
        """Stops the clocks, to measure what is not part of the run."""
        now, cpu_now = time.perf_counter(), time.process_time()
        yield
        self.begin += time.perf_counter() - now
        self.cpu_begin += time.process_time() - cpu_now

    def record(self, cost, evaluations=1):
        """Records that so many more evaluations led to the given cost."""
        self.evaluations += evaluations
        spent = {"evaluations": self.evaluations, "seconds": time.perf_counter() - self.begin,
                 "cpuSeconds": time.process_time() - self.cpu_begin}
        for target in self.problem["targets"][len(self.reached):]:
            if cost <= target:
                self.reached.append({"target": target} | spent)
        if (len(self.reached) == len(self.problem["targets"])
                or self.evaluations >= self.problem["maxEvaluations"]
                or spent["cpuSeconds"] >= self.problem["seconds"]):
            raise StopTraining


def main(train, versions):
    """Runs the two functions that `train(work, method)` returns: the initial cost, and the minimizer.

    The minimizer is called with the `TimeToTarget` that records its evaluations."""
    problem, method, biases, seed, precision = sys.argv[1:6]
    work = shared.Work(problem, precision, int(seed), biases)
    start, minimize = train(work, method)
    start_cost = float(start())
    progress = TimeToTarget(work.problem)
    try:
        minimize(progress)
    except StopTraining:
        pass
    print(json.dumps(
        {"startCost": start_cost, "reached": progress.reached, "versions": versions}))
