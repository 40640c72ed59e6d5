"""JAX's cost; JAX derives and compiles the gradient."""
import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)


class Evaluation:
    """J at a `theta`; the examples are arguments, because JAX compiles constants into its programs."""

    def __init__(self, work):
        self.work = work
        self.examples = jnp.asarray(work.features), jnp.asarray(work.targets)
        self.start = jnp.asarray(work.start)

    def __call__(self, theta, features, targets):
        work = self.work
        theta1, theta2 = work.thetas(theta)
        hidden = jax.nn.sigmoid(features @ theta1[:, 1:].T + theta1[:, 0])
        output = hidden @ theta2[:, 1:].T + theta2[:, 0]
        loss = (jnp.logaddexp(0, output) - targets * output).sum()
        squares = (theta1[:, 1:] ** 2).sum() + (theta2[:, 1:] ** 2).sum()
        return (loss + work.regularization / 2 * squares) / work.examples
