"""JAX: cost and gradient, compiled."""
import shared_work as shared
from fullbatch import EVALUATIONS


def measure(name, precision):
    import jax
    from jax_evaluation import Evaluation
    if name not in EVALUATIONS:
        raise shared.Unsupported(f"no {name} in JAX")
    cost = Evaluation(shared.Work(name, precision))
    evaluate = jax.jit(jax.value_and_grad(cost))
    return shared.sample(
        lambda: jax.block_until_ready(evaluate(cost.start, *cost.examples)),
        cost=float(evaluate(cost.start, *cost.examples)[0]))


if __name__ == "__main__":
    shared.main(measure)
