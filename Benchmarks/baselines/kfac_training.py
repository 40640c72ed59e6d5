"""kfac-jax's K-FAC over all examples, with adaptive learning rate, momentum and damping.

The method is `K-FAC D` with the initial damping D. The factors are inverted in every step.
"""
import itertools

import jax
import kfac_jax

import time_to_target
from jax_evaluation import Evaluation
from kfac_step import DAMPING_INTERVAL, PASSES

# A warm-up runs both kinds of steps, which are compiled separately.
WARM_UP = DAMPING_INTERVAL


class Problem:
    """The cost as a function of a list of (weights, biases), which kfac-jax recognizes as layers."""

    def __init__(self, work):
        self.work, self.cost = work, Evaluation(work)
        self.examples = self.cost.examples

    def start(self):
        """New arrays each time, because a step reuses the memory of its arguments."""
        return [(theta[:, 1:].T.copy(), theta[:, 0].copy())
                for theta in self.work.thetas(self.cost.start)]

    def value(self, layers, examples):
        """J, with the registration of its loss."""
        features, targets = examples
        (weights1, biases1), (weights2, biases2) = layers
        hidden = jax.nn.sigmoid(features @ weights1 + biases1)
        output = hidden @ weights2 + biases2
        kfac_jax.register_sigmoid_cross_entropy_loss(output, targets)
        loss = (jax.numpy.logaddexp(0, output) - targets * output).sum()
        squares = (weights1 ** 2).sum() + (weights2 ** 2).sum()
        return (loss + self.work.regularization / 2 * squares) / self.work.examples


def train(work, method):
    """The cost at the initial parameters, and the run."""
    problem = Problem(work)
    cost = jax.jit(problem.value)
    minimizer = kfac_jax.Optimizer(
        jax.value_and_grad(problem.value), l2_reg=work.regularization / work.examples,
        use_adaptive_learning_rate=True, use_adaptive_momentum=True, use_adaptive_damping=True,
        initial_damping=float(method.split()[-1]), damping_adaptation_interval=DAMPING_INTERVAL,
        inverse_update_period=1, num_burnin_steps=0)

    def steps():
        """The parameters after each step."""
        layers, keys = problem.start(), jax.random.split(jax.random.key(0), 2)
        state = minimizer.init(layers, keys[0], problem.examples)
        for step in itertools.count():
            key = jax.random.fold_in(keys[1], step)
            layers, state, _ = minimizer.step(
                layers, state, key, batch=problem.examples, global_step_int=step)
            yield jax.block_until_ready(layers)

    def run(progress):
        for step, layers in enumerate(steps(), 1):
            with progress.paused():
                value = float(cost(layers, problem.examples))
            progress.record(value, PASSES + (step % DAMPING_INTERVAL == 0))

    def start():
        for _ in itertools.islice(steps(), WARM_UP):
            pass
        return cost(problem.start(), problem.examples)
    return start, run


if __name__ == "__main__":
    time_to_target.main(train, f"kfac-jax {kfac_jax.__version__}, JAX {jax.__version__}")
