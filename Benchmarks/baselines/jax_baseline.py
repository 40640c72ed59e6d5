"""JAX: cost and gradient, compiled."""
import shared_work as shared
from fullbatch import EVALUATIONS


def measure(name, precision):
    import jax
    import jax.numpy as jnp
    if name not in EVALUATIONS:
        raise shared.Unsupported(f"no {name} in JAX")
    jax.config.update("jax_enable_x64", True)
    work = shared.Work(name, precision)
    features, targets, theta = (jnp.asarray(a) for a in (work.features, work.targets, work.start))

    def cost(theta):
        theta1, theta2 = work.thetas(theta)
        hidden = jax.nn.sigmoid(features @ theta1[:, 1:].T + theta1[:, 0])
        output = hidden @ theta2[:, 1:].T + theta2[:, 0]
        loss = (jnp.logaddexp(0, output) - targets * output).sum()
        squares = (theta1[:, 1:] ** 2).sum() + (theta2[:, 1:] ** 2).sum()
        return (loss + work.regularization / 2 * squares) / work.examples

    evaluate = jax.jit(jax.value_and_grad(cost))
    return shared.sample(
        lambda: jax.block_until_ready(evaluate(theta)), cost=float(evaluate(theta)[0]))


if __name__ == "__main__":
    shared.main(measure)
