"""Costs of networks whose targets are numbers, by NumPy, against which the cost is tested.

Writes numeric-targets.json: 300 examples of 6 features in 0…1, `dense` without zeros and `sparse`
with six zeros in ten, and three targets in 0…1 for each. The cases are, with tanh hidden units:

- dense, sparse   an autoencoder 6-5-3-6 of these features
- numbers         a network 6-5-4-3 from the dense features to the targets

each with the two losses of sigmoid outputs ŷ = σ(z):

- sigmoid-cross-entropy   Σ_k log(1 + e^z_k) − y_k z_k
- squared-error           ½ Σ_k (ŷ_k − y_k)²

Recorded for each: θ and a direction v, with J, ∇J, ∇²J v and the product of v with the Gauss–Newton
matrix at θ, λ = 0.7; the means of Σ_k (ŷ_k − y_k)² and of the cross-entropy. θ is
[Theta1(:); Theta2(:); Theta3(:)], column-major, the bias column first.

The Hessian's product is the imaginary part of ∇J(θ + i 10⁻³⁰ v) / 10⁻³⁰, exact to rounding (complex
steps; W. Squire and G. Trapp, SIAM Review 40, 1998); so is ∂z/∂θ v in the Gauss–Newton product.

Run: python3 Fixtures/numeric_targets.py
"""

import json
import pathlib

import numpy as np

EXAMPLES, LAMBDA, STEP = 300, 0.7, 1e-30
LOSSES = ("sigmoid-cross-entropy", "squared-error")

random = np.random.default_rng(8)
dense = random.uniform(0.001, 0.999, (EXAMPLES, 6)).round(3)
sparse = dense * (random.random(dense.shape) < 0.4)
targets = random.random((EXAMPLES, 3)).round(3)
# The limits are targets as well.
targets[:4] = [[0, 1, 0.5], [1, 0, 0.25], [1, 1, 1], [0, 0, 0]]


def unrolled(thetas):
    return np.concatenate([theta.ravel(order="F") for theta in thetas])


def rolled(parameters, sizes):
    thetas, start = [], 0
    for columns, rows in zip(sizes, sizes[1:]):
        end = start + rows * (1 + columns)
        thetas.append(parameters[start:end].reshape((rows, 1 + columns), order="F"))
        start = end
    return thetas


def with_ones(a):
    return np.hstack([np.ones((len(a), 1)), a])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(thetas, x):
    """The inputs of each layer with their ones, and z of the outputs."""
    inputs, values = [], x
    for index, theta in enumerate(thetas):
        inputs.append(with_ones(values))
        z = inputs[-1] @ theta.T
        values = np.tanh(z)
    return inputs, z


def backward(thetas, inputs, delta):
    """Σ over the examples of (∂z/∂θ)ᵀ δ."""
    gradients = []
    for theta, values in zip(reversed(thetas), reversed(inputs)):
        gradients.append(delta.T @ values)
        delta = (delta @ theta[:, 1:]) * (1 - values[:, 1:] ** 2)
    return unrolled(reversed(gradients))


def decay(thetas):
    return unrolled([np.hstack([0 * theta[:, :1], theta[:, 1:]]) for theta in thetas]) * LAMBDA


def gradient(parameters, sizes, loss, x, y):
    thetas = rolled(parameters, sizes)
    inputs, z = forward(thetas, x)
    outputs = sigmoid(z)
    delta = outputs - y
    if loss == "squared-error":
        delta = delta * outputs * (1 - outputs)
    return (backward(thetas, inputs, delta) + decay(thetas)) / len(x)


def gauss_newton(parameters, direction, sizes, loss, x):
    thetas = rolled(parameters, sizes)
    inputs, z = forward(thetas, x)
    _, moved = forward(rolled(parameters + 1j * STEP * direction, sizes), x)
    slope = sigmoid(z) * (1 - sigmoid(z))
    curvature = slope if loss == LOSSES[0] else slope ** 2
    product = backward(thetas, inputs, curvature * moved.imag / STEP)
    return (product + decay(rolled(direction, sizes))) / len(x)


def case(features, sizes, loss, y):
    generator = np.random.default_rng(len(sizes) + sizes[-1])
    count = sum(rows * (1 + columns) for columns, rows in zip(sizes, sizes[1:]))
    parameters, direction = generator.uniform(-1, 1, (2, count))
    _, z = forward(rolled(parameters, sizes), features)
    squares = ((sigmoid(z) - y) ** 2).sum(1).mean()
    entropies = (np.logaddexp(0, z) - y * z).sum(1).mean()
    weights = decay(rolled(parameters, sizes)) @ parameters / (2 * EXAMPLES)
    moved = gradient(parameters + 1j * STEP * direction, sizes, loss, features, y)
    return {
        "sizes": sizes, "loss": loss, "parameters": parameters.tolist(),
        "direction": direction.tolist(),
        "cost": (entropies if loss == LOSSES[0] else squares / 2) + weights,
        "gradient": gradient(parameters, sizes, loss, features, y).tolist(),
        "hessianProduct": (moved.imag / STEP).tolist(),
        "gaussNewtonProduct": gauss_newton(parameters, direction, sizes, loss, features).tolist(),
        "squaredError": squares, "crossEntropy": entropies,
    }


kinds = {"dense": (dense, (6, 5, 3, 6), dense), "sparse": (sparse, (6, 5, 3, 6), sparse),
         "numbers": (dense, (6, 5, 4, 3), targets)}
record = {
    "dense": dense.ravel().tolist(), "sparse": sparse.ravel().tolist(),
    "targets": targets.ravel().tolist(),
    "cases": [{"kind": kind} | case(features, sizes, loss, y)
              for kind, (features, sizes, y) in kinds.items() for loss in LOSSES],
}
path = pathlib.Path(__file__).with_name("numeric-targets.json")
path.write_text(json.dumps(record) + "\n")
