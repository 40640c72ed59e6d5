"""scikit-learn's MLPClassifier with L-BFGS to its own tolerance, on ex4.

Its loss is the softmax cross-entropy and its initialization its own, so that its cost is not
comparable with the targets: only the time of the whole fit and the training accuracy are.
"""
import time

import shared_work as shared


def measure(name, precision):
    if name != "fit":
        raise shared.Unsupported(f"no {name} in scikit-learn")
    from sklearn.neural_network import MLPClassifier
    work = shared.Work("ex4", precision)
    network = MLPClassifier(
        (work.hidden,), activation="logistic", solver="lbfgs", alpha=work.regularization,
        max_iter=400, random_state=1)
    begin = time.perf_counter()
    network.fit(work.features, work.classes)
    return {"milliseconds": 1e3 * (time.perf_counter() - begin),
            "accuracy": network.score(work.features, work.classes)}


if __name__ == "__main__":
    shared.main(measure)
