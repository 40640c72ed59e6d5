"""Cost and gradient in NumPy: over all examples at once, or in blocks that stay in the cache.

Both are optimized: no inserted column of ones, no avoidable temporary arrays, the stable form of the
cost, expit for the sigmoid.
"""
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy.special import expit


class Evaluation:
    """J and its gradient; each thread takes a range of the examples, in blocks with its own arrays.

    With one thread BLAS may use all cores; with more, it should be limited to one."""

    def __init__(self, work, block=None, threads=1):
        self.work = work
        cuts = [work.examples * part // threads for part in range(threads + 1)]
        self.parts = [Part(work, *cut, block or work.examples) for cut in zip(cuts, cuts[1:])]
        self.each = ThreadPoolExecutor(threads).map if threads > 1 else map

    def __call__(self, theta):
        work = self.work
        sums = list(self.each(lambda part: part(theta), self.parts))
        cost = sum(cost for cost, _ in sums) / work.examples
        gradient = sum(gradient for _, gradient in sums)
        gradient /= work.examples
        for weights, slope in zip(work.thetas(theta), work.thetas(gradient)):
            slope[:, 1:] += work.regularization / work.examples * weights[:, 1:]
            squares = np.square(weights[:, 1:]).sum(dtype=np.float64)
            cost += work.regularization / (2 * work.examples) * squares
        return cost, gradient


class Part:
    """The sums of the loss and of its gradient over a range of examples."""

    def __init__(self, work, first, end, block):
        self.work, self.first, self.end, self.block = work, first, end, min(block, end - first)
        shape = lambda units: np.empty((self.block, units), work.scalar)
        self.hidden, self.slope, self.error = (shape(work.hidden) for _ in range(3))
        self.output, self.other = shape(work.outputs), shape(work.outputs)

    def __call__(self, theta):
        work = self.work
        theta1, theta2 = work.thetas(theta)
        weights1, weights2 = (np.ascontiguousarray(theta[:, 1:]) for theta in (theta1, theta2))
        gradient = np.zeros_like(theta)
        gradient1, gradient2 = work.thetas(gradient)
        cost = 0.0
        for first in range(self.first, self.end, self.block):
            end = min(first + self.block, self.end)
            x, y = work.features[first:end], work.targets[first:end]
            hidden, slope, error, output, other = (
                array[:len(x)]
                for array in (self.hidden, self.slope, self.error, self.output, self.other))
            np.matmul(x, weights1.T, out=hidden)
            hidden += theta1[:, 0]
            expit(hidden, out=hidden)
            np.matmul(hidden, weights2.T, out=output)
            output += theta2[:, 0]
            np.logaddexp(0, output, out=other)
            cost += other.sum(dtype=np.float64) - np.einsum("ij,ij->", y, output, dtype=np.float64)
            expit(output, out=output)
            output -= y
            gradient2[:, 0] += output.sum(0)
            gradient2[:, 1:] += output.T @ hidden
            np.matmul(output, weights2, out=error)
            np.subtract(1, hidden, out=slope)
            slope *= hidden
            error *= slope
            gradient1[:, 0] += error.sum(0)
            gradient1[:, 1:] += error.T @ x
        return cost, gradient
