"""Makes classification-report.json: what scikit-learn says about some predictions.

Run in this folder: python3 make_classification_report.py (scikit-learn 1.9.1, NumPy 2.4.6).
Every case is scored over all its classes (labels=) with zero_division=0.
"""

import json

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    precision_recall_fscore_support,
)


def case(name, labels, actual, predicted):
    actual, predicted = np.asarray(actual, int), np.asarray(predicted, int)
    classes = np.arange(len(labels))
    scores = dict(labels=classes, zero_division=0)
    by_class = precision_recall_fscore_support(actual, predicted, **scores)

    def average(kind):
        precision, recall, f1, _ = precision_recall_fscore_support(
            actual, predicted, average=kind, **scores
        )
        return row(precision, recall, f1, len(actual))

    return {
        "name": name,
        "labels": labels,
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "accuracy": float(accuracy_score(actual, predicted)),
        "classes": [row(*scores) for scores in zip(*by_class)],
        "macro": average("macro"),
        "weighted": average("weighted"),
        "confusion": confusion_matrix(actual, predicted, labels=classes).tolist(),
    }


def row(precision, recall, f1, support):
    return {
        "precision": float(precision),
        "recall": float(recall),
        "f1": float(f1),
        "support": int(support),
    }


def random_case(name, seed, count, share_right, weights):
    generator = np.random.default_rng(seed)
    classes = len(weights)
    actual = generator.choice(classes, size=count, p=np.array(weights) / np.sum(weights))
    guess = generator.integers(classes, size=count)
    predicted = np.where(generator.random(count) < share_right, actual, guess)
    return case(name, [str(1 + k) for k in range(classes)], actual, predicted)


cases = [
    case("all right", ["a", "b"], [0, 1, 0, 1], [0, 1, 0, 1]),
    case("all wrong", ["a", "b"], [0, 1, 0, 1], [1, 0, 1, 0]),
    case("balanced", ["1", "2", "3"], [0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2, 0]),
    case("a class never predicted", ["1", "2", "3"], [0, 1, 2, 2, 1, 0], [0, 0, 2, 2, 0, 0]),
    case("a class without examples", ["x", "y", "z"], [0, 0, 1, 1], [0, 2, 1, 2]),
    case("a class in neither", ["x", "y", "z"], [0, 0, 2, 2], [0, 2, 2, 2]),
    case("one class", ["only"], [0, 0, 0], [0, 0, 0]),
    case("one example", ["no", "yes"], [1], [0]),
    random_case("ten classes", 1, 1000, 0.9, [1] * 10),
    random_case("unequal classes", 2, 1000, 0.6, [400, 200, 100, 50, 25, 10, 5, 1]),
]

with open("classification-report.json", "w") as file:
    json.dump(cases, file, separators=(",", ":"))
    file.write("\n")
