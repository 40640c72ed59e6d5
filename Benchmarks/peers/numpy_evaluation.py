"""Cost and gradient in NumPy: over all examples at once, and in blocks that stay in the cache.

Both are written with care: no inserted column of ones, no temporary that can be avoided, the stable
cost, expit for the sigmoid. BLAS uses both cores by itself.
"""
import numpy as np
from scipy.special import expit

from shared_work import REGULARIZATION


class Evaluation:
    """The work arrays for so many examples at a time, taken once."""

    def __init__(self, work, block=None):
        self.work, self.block = work, block or work.examples
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
        for first in range(0, work.examples, self.block):
            x = work.features[first:first + self.block]
            y = work.targets[first:first + self.block]
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
        gradient /= work.examples
        gradient1[:, 1:] += REGULARIZATION / work.examples * weights1
        gradient2[:, 1:] += REGULARIZATION / work.examples * weights2
        squares = (weights1 ** 2).sum(dtype=np.float64) + (weights2 ** 2).sum(dtype=np.float64)
        return cost / work.examples + REGULARIZATION / (2 * work.examples) * squares, gradient
