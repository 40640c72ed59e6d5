"""optax's L-BFGS with its zoom line search, on JAX's compiled cost and gradient."""
import itertools

import jax
import optax

import time_to_target
from jax_evaluation import Evaluation


def train(work, method):
    """The cost at the initial parameters, to compile and warm up, and the run."""
    cost = Evaluation(work)
    minimizer = optax.lbfgs(memory_size=20)

    @jax.jit
    def iterate(theta, state, *examples):
        """An iteration from a state that holds the cost and the gradient at `theta`."""
        def value(theta):
            return cost(theta, *examples)
        current, gradient = optax.value_and_grad_from_state(value)(theta, state=state)
        step, state = minimizer.update(
            gradient, state, theta, value=current, grad=gradient, value_fn=value)
        return optax.apply_updates(theta, step), state

    def searches():
        """The state of the line search after each iteration."""
        theta, state = cost.start, minimizer.init(cost.start)
        while True:
            theta, state = iterate(theta, state, *cost.examples)
            yield state[-1]

    def run(progress):
        for index, search in enumerate(searches()):
            # Only the first iteration evaluates its starting point.
            evaluations = int(search.info.num_linesearch_steps) + (index == 0)
            progress.record(float(search.value), evaluations)

    def start():
        # JAX compiles the first iteration and the others separately.
        list(itertools.islice(searches(), 2))
        return jax.jit(cost)(cost.start, *cost.examples)
    return start, run


if __name__ == "__main__":
    time_to_target.main(train, f"JAX {jax.__version__}, optax {optax.__version__}")
