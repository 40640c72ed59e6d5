"""Epochs of mini-batch gradient descent by NumPy, against which the engine is tested.

Writes mini-batches.json: a 5-4-3 network (tanh, softmax cross-entropy) on 23 examples with zeros
among their features, λ = 0.6, batches of 5 in the order of the data, so that the last one has 3
examples. Each case is three epochs by one rule from the same start, the learning rate halved after
each epoch:

- plain      θ ← θ − η g
- momentum   v ← 0.9 v + g, θ ← θ − η v
- nesterov   v ← 0.9 v + g, θ ← θ − η (g + 0.9 v)

where g is the gradient of the batch's mean loss plus λ/m times the weights, biases excepted.
Recorded: features (row by row), classes, start, and for each rule the parameters after the third
epoch, v, and each epoch's sum of the losses before the updates and its number of correct examples.
Parameters are [Theta1(:); Theta2(:)], column-major, the bias column first.

Run: python3 Fixtures/mini_batches.py
"""

import json
import pathlib

import numpy as np

SIZES, EXAMPLES, BATCH, EPOCHS = (5, 4, 3), 23, 5, 3
RATE, LAMBDA, MOMENTUM = 0.5, 0.6, 0.9

random = np.random.default_rng(3)
features = random.uniform(-1, 1, (EXAMPLES, SIZES[0])) * (random.random((EXAMPLES, SIZES[0])) < 0.6)
classes = random.integers(0, SIZES[-1], EXAMPLES)
start = [random.uniform(-1, 1, (rows, 1 + columns)) for columns, rows in zip(SIZES, SIZES[1:])]


def gradient(thetas, batch):
    """The loss's sum, the correct ones, and g, for some examples."""
    with_ones = lambda a: np.hstack([np.ones((len(a), 1)), a])
    first, second = thetas
    inputs = with_ones(features[batch])
    hidden = with_ones(np.tanh(inputs @ first.T))
    z = hidden @ second.T
    logarithms = z - z.max(1, keepdims=True)
    logarithms -= np.log(np.exp(logarithms).sum(1, keepdims=True))
    lanes = np.arange(len(z))
    delta = np.exp(logarithms)
    delta[lanes, classes[batch]] -= 1
    carried = delta @ second[:, 1:] * (1 - hidden[:, 1:] ** 2)
    gradients = [carried.T @ inputs / len(z), delta.T @ hidden / len(z)]
    for g, theta in zip(gradients, thetas):
        g[:, 1:] += LAMBDA / EXAMPLES * theta[:, 1:]
    loss = -logarithms[lanes, classes[batch]].sum()
    return loss, int((z.argmax(1) == classes[batch]).sum()), gradients


def flat(thetas):
    return np.concatenate([theta.ravel(order="F") for theta in thetas]).tolist()


def run(direction):
    thetas = [theta.copy() for theta in start]
    velocity = [np.zeros_like(theta) for theta in start]
    losses, correct = [], []
    for epoch in range(EPOCHS):
        sums = np.zeros(2)
        for first in range(0, EXAMPLES, BATCH):
            batch = np.arange(first, min(first + BATCH, EXAMPLES))
            loss, right, gradients = gradient(thetas, batch)
            sums += loss, right
            for theta, v, g in zip(thetas, velocity, gradients):
                v *= MOMENTUM
                v += g
                theta -= RATE / 2 ** epoch * direction(g, v)
        losses.append(sums[0])
        correct.append(int(sums[1]))
    return {"parameters": flat(thetas), "velocity": flat(velocity), "losses": losses,
            "correct": correct}


def main():
    cases = {
        "plain": run(lambda g, v: g),
        "momentum": run(lambda g, v: v),
        "nesterov": run(lambda g, v: g + MOMENTUM * v),
    }
    record = {"features": features.ravel().tolist(), "classes": classes.tolist(),
              "start": flat(start), "cases": cases}
    path = pathlib.Path(__file__).parent / "mini-batches.json"
    path.write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
