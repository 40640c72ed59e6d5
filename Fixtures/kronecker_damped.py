"""Damped Kronecker factors by dense matrices, against which those of wide networks are tested.

Writes kronecker-damped.json. A case is a network with tanh units and one logistic output, for which
the root of the loss's second derivative is unique up to its sign, so that random roots give the exact
factors. Features, parameters and the vector v are sines of their index; the
parameters of a layer are multiplied by a scale over the root of the number of its inputs. With A and G of each layer

    H v = (A + πγ I)⁻¹ V (G + γ/π I)⁻¹      γ² = 10⁻³ + λ/m,  π² = (tr A / n_A) / (tr G / n_G)

where V is the layer's block of v, (1 + inputs) × outputs. "form" is vᵀHv, "components" every 97th
component of Hv.

Run: python3 Fixtures/kronecker_damped.py
"""

import json
import pathlib

import numpy as np

# Sizes, examples, the scale of the weights.
CASES = [
    ([5, 140, 1], 30, 1.0), ([3, 150, 140, 1], 25, 1.0), ([5, 600, 1], 40, 1.0),
    ([5, 600, 1], 400, 4.0),
]
LAMBDA, DAMPING = 0.5, 1e-3


def solve(sizes, m, scale):
    x = np.sin(1.7 * np.arange(m * sizes[0]) ** 1.1).reshape(m, -1)
    count = sum((1 + n) * k for n, k in zip(sizes, sizes[1:]))
    theta = np.sin(1.3 * np.arange(count) + 0.5)
    v = np.sin(0.7 * np.arange(count) + 1)
    blocks, start = [], 0
    for n, k in zip(sizes, sizes[1:]):
        blocks.append((slice(start, start + (1 + n) * k), (1 + n, k)))
        theta[blocks[-1][0]] *= scale / np.sqrt(n)
        start += (1 + n) * k
    weights = [theta[place].reshape(shape) for place, shape in blocks]

    inputs = [np.hstack([np.ones((m, 1)), x])]
    for w in weights[:-1]:
        inputs.append(np.hstack([np.ones((m, 1)), np.tanh(inputs[-1] @ w)]))
    p = 1 / (1 + np.exp(-inputs[-1] @ weights[-1]))
    roots = [np.sqrt(p * (1 - p))]
    for w, a in zip(weights[:0:-1], inputs[:0:-1]):
        roots.insert(0, (roots[0] @ w[1:].T) * (1 - a[:, 1:] ** 2))

    result = np.empty(count)
    gamma = np.sqrt(DAMPING + LAMBDA / m)
    for (place, shape), a, s in zip(blocks, inputs, roots):
        A, G = a.T @ a / m, s.T @ s / m
        pi = np.sqrt(np.trace(A) / len(A) / (np.trace(G) / len(G)))
        V = np.linalg.solve(A + pi * gamma * np.eye(len(A)), v[place].reshape(shape))
        result[place] = np.linalg.solve(G + gamma / pi * np.eye(len(G)), V.T).T.ravel()
    return {
        "sizes": sizes, "examples": m, "scale": scale, "form": v @ result,
        "components": result[::97].tolist(),
    }


cases = [solve(*case) for case in CASES]
path = pathlib.Path(__file__).with_name("kronecker-damped.json")
path.write_text(json.dumps({"regularization": LAMBDA, "damping": DAMPING, "cases": cases}) + "\n")
