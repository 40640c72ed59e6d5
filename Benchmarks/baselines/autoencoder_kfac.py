"""kfac-jax's K-FAC on the autoencoder, over all examples, with the settings of its own example.

https://github.com/google-deepmind/kfac-jax/blob/main/examples/autoencoder_mnist/pipeline.py
"""
import itertools

import jax
import jax.numpy as jnp
import kfac_jax
import numpy as np

import autoencoder_peer
from kfac_step import DAMPING_INTERVAL, PASSES

BURN_IN = 5
SETTINGS = {
    "inverse_update_period": 5, "damping_adaptation_interval": DAMPING_INTERVAL,
    "num_burnin_steps": BURN_IN, "curvature_ema": 0.95, "use_adaptive_damping": True,
    "use_adaptive_learning_rate": True, "use_adaptive_momentum": True,
    "damping_adaptation_decay": 0.95, "initial_damping": 150.0, "min_damping": 1e-5,
    "max_damping": 1000.0}


def initial(task, key, inputs):
    """Weights from a normal distribution truncated at two deviations of 1/√inputs; biases are 0."""
    sizes = [inputs, *task.hidden, inputs]
    return [(jax.random.truncated_normal(layer, -2, 2, (rows, columns)) / np.sqrt(rows),
             jnp.zeros(columns))
            for layer, rows, columns in zip(jax.random.split(key, len(sizes)), sizes, sizes[1:])]


def cost(task):
    """J, with the registration of its loss."""
    def value(layers, features):
        values = features
        for weights, biases in layers[:-1]:
            values = jnp.tanh(values @ weights + biases)
        weights, biases = layers[-1]
        output = values @ weights + biases
        kfac_jax.register_sigmoid_cross_entropy_loss(output, features)
        loss = (jnp.logaddexp(0, output) - features * output).sum() / len(features)
        squares = sum((weights ** 2).sum() for weights, _ in layers)
        return loss + task.regularization_per_example / 2 * squares
    return value


def train(task, features, options, start):
    images = jnp.asarray(features)
    minimizer = kfac_jax.Optimizer(
        jax.value_and_grad(cost(task)), l2_reg=task.regularization_per_example, **SETTINGS)

    def steps():
        """The parameters at the start and after each step."""
        keys = jax.random.split(jax.random.key(options.seed), 3)
        layers = initial(task, keys[0], features.shape[1])
        state = minimizer.init(layers, keys[1], images)
        yield layers
        for step in itertools.count():
            key = jax.random.fold_in(keys[2], step)
            layers, state, _ = minimizer.step(
                layers, state, key, data_iterator=itertools.repeat(images), global_step_int=step)
            yield jax.block_until_ready(layers)

    # Before the clock, all kinds of steps are compiled.
    list(itertools.islice(steps(), DAMPING_INTERVAL + 1))
    recorder = start(PASSES + 1 / DAMPING_INTERVAL)
    for step, layers in enumerate(steps()):
        recorder.note(lambda: [(np.array(weights), np.array(biases)) for weights, biases in layers])
        if step == 0:
            # The passes that estimate the factors before the first step.
            recorder.passes_before += BURN_IN


if __name__ == "__main__":
    autoencoder_peer.main(train, f"kfac-jax {kfac_jax.__version__}, JAX {jax.__version__}")
