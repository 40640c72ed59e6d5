"""Steps of PyTorch's Adam and AdamW and of scikit-learn's AdamOptimizer, against which ours are tested.

Writes adam-steps.json: the network, the examples and the start of mini_batches.py, batches of 5 in
the order of the data, over two epochs of 5 steps, with learning rate 0.05. Each case has the
parameters after each of the 10 steps, in the order of mini-batches.json:

- torch-adam, torch-adamw      weight_decay λ/m on the weights, none on the biases
- torch-adam-0.8, sklearn-0.8  β1 = 0.8, β2 = 0.95, ε = 1e-3, which shows where ε is added
- sklearn-adam                 AdamOptimizer on the gradient that includes λ/m times the weights

PyTorch computes its gradients itself. "plateau" has the learning rates of PyTorch's
ReduceLROnPlateau in epochs with the losses "losses": factor 0.2, patience 1 (ours less one), an
absolute threshold of 1e-4, and 1 as the initial rate.

The two libraries need not be installed together: each writes its own cases and keeps the others.

Run: python3 Fixtures/adam_steps.py
"""

import json
import pathlib

import numpy as np

import mini_batches as problem

RATE, STEPS = 0.05, 10
OTHERS = {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3}
DEFAULTS = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
LOSSES = [1, 0.5, 0.49995, 0.4999, 0.4998, 0.49975, 0.49, 0.5, 0.48, 0.6, 0.6, 0.6, 0.6, 0.1, 0.2, 0.3]

firsts = list(range(0, problem.EXAMPLES, problem.BATCH)) * 2
batches = [np.arange(first, min(first + problem.BATCH, problem.EXAMPLES)) for first in firsts]


def torch_cases(torch):
    def run(optimizer, beta1, beta2, epsilon):
        biases = [torch.tensor(theta[:, :1], requires_grad=True) for theta in problem.start]
        weights = [torch.tensor(theta[:, 1:], requires_grad=True) for theta in problem.start]
        decay = problem.LAMBDA / problem.EXAMPLES
        optimizer = optimizer(
            [{"params": biases, "weight_decay": 0}, {"params": weights, "weight_decay": decay}],
            lr=RATE, betas=(beta1, beta2), eps=epsilon)
        steps = []
        for batch in batches:
            hidden = torch.tanh(torch.tensor(problem.features[batch]) @ weights[0].T + biases[0].T)
            z = hidden @ weights[1].T + biases[1].T
            loss = torch.nn.functional.cross_entropy(z, torch.tensor(problem.classes[batch]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            thetas = [np.hstack([b.detach().numpy(), w.detach().numpy()])
                      for b, w in zip(biases, weights)]
            steps.append(problem.flat(thetas))
        return steps

    return {"torch-adam": run(torch.optim.Adam, **DEFAULTS),
            "torch-adamw": run(torch.optim.AdamW, **DEFAULTS),
            "torch-adam-0.8": run(torch.optim.Adam, **OTHERS)}


def torch_plateau(torch):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.2, patience=1, threshold=1e-4, threshold_mode="abs", eps=0)
    rates = []
    for loss in LOSSES:
        rates.append(optimizer.param_groups[0]["lr"])
        schedule.step(loss)
    return rates


def sklearn_cases(AdamOptimizer):
    def run(beta1, beta2, epsilon):
        thetas = [theta.copy() for theta in problem.start]
        optimizer = AdamOptimizer(
            thetas, learning_rate_init=RATE, beta_1=beta1, beta_2=beta2, epsilon=epsilon)
        steps = []
        for batch in batches:
            optimizer.update_params(thetas, problem.gradient(thetas, batch)[2])
            steps.append(problem.flat(thetas))
        return steps

    return {"sklearn-adam": run(**DEFAULTS), "sklearn-0.8": run(**OTHERS)}


def main():
    path = pathlib.Path(__file__).parent / "adam-steps.json"
    record = json.loads(path.read_text()) if path.exists() else {"cases": {}}
    record["losses"] = LOSSES
    try:
        import torch

        torch.set_default_dtype(torch.float64)
        record["cases"] |= torch_cases(torch)
        record["plateau"] = torch_plateau(torch)
    except ImportError:
        print("PyTorch is not installed: its cases are kept")
    try:
        from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

        record["cases"] |= sklearn_cases(AdamOptimizer)
    except ImportError:
        print("scikit-learn is not installed: its cases are kept")
    cases = ",\n".join(
        f'"{name}": [\n' + ",\n".join(json.dumps(step) for step in steps) + "\n]"
        for name, steps in sorted(record["cases"].items()))
    path.write_text('{"losses": %s,\n"plateau": %s,\n"cases": {\n%s\n}}\n' % (
        json.dumps(record["losses"]), json.dumps(record["plateau"]), cases))


if __name__ == "__main__":
    main()
