"""Random data sets of common kinds, for checks of correct gradients."""
import functools

import numpy as np
import scipy.io
import tool

SCALES = [1e-3, 1e-2, 1, 1e2, 1e4]


def normal(random, examples, features):
    """Columns of one scale, from thousandths to tens of thousands."""
    return random.choice(SCALES) * random.normal(size=(examples, features))


def mixed(random, examples, features):
    """Every column with a scale and an offset of its own, as measurements have them."""
    scales = 10 ** random.uniform(-3, 4, features)
    return scales * (random.normal(size=(examples, features)) + random.uniform(-3, 3, features))


def sparse(random, examples, features):
    """Nine of ten numbers are zero, as counts of words are."""
    kept = random.random((examples, features)) < 0.1
    return random.choice(SCALES) * kept * random.exponential(size=(examples, features))


def constant(random, examples, features):
    """Half of the columns say nothing: a constant, some of them zero."""
    found = random.choice(SCALES) * random.normal(size=(examples, features))
    for column in random.permutation(features)[:(features + 1) // 2]:
        found[:, column] = random.choice([0, 1, *SCALES])
    return found


def one_hot(random, examples, features):
    """Two categories as indicators."""
    first = 1 + features // 2
    return np.hstack([np.eye(width)[random.integers(width, size=examples)]
                      for width in (first, features - first) if width > 0])


def counts(random, examples, features):
    """Small whole numbers, many of them alike."""
    return random.poisson(3, size=(examples, features)).astype(float)


def repeated(random, examples, features):
    """A few examples many times."""
    few = normal(random, 3, features)
    return few[random.integers(3, size=examples)]


@functools.cache
def exercise_images():
    return scipy.io.loadmat(tool.ROOT / "data/ex4data1.mat")["X"]


def images(random, examples, _):
    """Digits of 20 × 20 pixels, from 0 to 1."""
    chosen = exercise_images()
    return np.clip(chosen[random.integers(len(chosen), size=examples)], 0, 1)


def image_bytes(random, examples, features):
    """The same from 0 to 255, as files have them."""
    return np.rint(255 * images(random, examples, features))


FAMILIES = {function.__name__.replace("_", " "): function for function in (
    normal, mixed, sparse, constant, one_hot, counts, repeated, images, image_bytes)}


def make(random, family):
    """Features and classes, every class with an example."""
    examples = int(random.choice([2, 3, 5, 10, 30, 100, 300]))
    features = int(random.integers(1, 31))
    classes = int(random.integers(2, min(examples, 10) + 1))
    labels = np.concatenate([np.arange(classes), random.integers(classes, size=examples - classes)])
    return FAMILIES[family](random, examples, features), random.permutation(labels)
