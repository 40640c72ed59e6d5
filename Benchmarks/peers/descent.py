"""What the training peers share: one run from one start, and what it took to come down.

    python3 <program>.py PROBLEM METHOD OUTPUT_BIASES SEED PRECISION

trains until the lowest target of the problem, or until the limits that hold for every program, and
prints one line of JSON: {"startCost": J, "reached": [{"target", "evaluations", "seconds"}, ...],
"versions": ...}. Seconds count from the first evaluation on; everything before it, reading and
importing, does not, and neither does one evaluation to warm up.
"""
import json
import sys
import time

import shared_work as shared


class Enough(Exception):
    """The run has reached its last target or a limit."""


class Descent:
    """Counts the evaluations of a run and notes when the cost comes below each target."""

    def __init__(self, problem):
        self.problem, self.evaluations, self.reached = problem, 0, []
        self.begin = time.perf_counter()

    def note(self, cost):
        """One more evaluation, of this cost."""
        self.evaluations += 1
        seconds = time.perf_counter() - self.begin
        for target in self.problem["targets"][len(self.reached):]:
            if cost <= target:
                self.reached.append(
                    {"target": target, "evaluations": self.evaluations, "seconds": seconds})
        if (len(self.reached) == len(self.problem["targets"])
                or self.evaluations >= self.problem["maxEvaluations"]
                or seconds >= self.problem["seconds"]):
            raise Enough


def main(train, versions):
    """Runs what `train(work, method)` returns: the cost at the start, and the minimizer.

    Both are functions; the minimizer takes the descent that is to be told of its evaluations."""
    problem, method, biases, seed, precision = sys.argv[1:6]
    work = shared.Work(problem, precision, int(seed), biases)
    start, minimize = train(work, method)
    start_cost = float(start())
    descent = Descent(work.problem)
    try:
        minimize(descent)
    except Enough:
        pass
    print(json.dumps(
        {"startCost": start_cost, "reached": descent.reached, "versions": versions}))
