"""PyTorch: cost and gradient by autograd, and its L-BFGS with the strong Wolfe search."""
import numpy as np

import shared_work as shared


def measure(name, precision, seed):
    import torch
    if name not in (*shared.HIDDEN_UNITS, "training"):
        raise shared.Unsupported(f"no {name} in PyTorch")
    work = shared.Work("ex4" if name == "training" else name, precision, seed)
    features, targets = torch.from_numpy(work.features), torch.from_numpy(work.targets)
    theta = torch.from_numpy(work.start.copy()).requires_grad_()

    def cost():
        theta1, theta2 = work.thetas(theta)
        hidden = torch.sigmoid(torch.addmm(theta1[:, 0], features, theta1[:, 1:].T))
        output = torch.addmm(theta2[:, 0], hidden, theta2[:, 1:].T)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            output, targets, reduction="sum")
        squares = theta1[:, 1:].square().sum() + theta2[:, 1:].square().sum()
        return (loss + shared.REGULARIZATION / 2 * squares) / work.examples

    if name != "training":
        return shared.sample(
            lambda: torch.autograd.grad(cost(), theta)[0].numpy(), cost=cost().item())
    cost()
    minimizer = torch.optim.LBFGS(
        [theta], max_iter=3000, max_eval=3000, history_size=20, tolerance_grad=1e-9,
        tolerance_change=0, line_search_fn="strong_wolfe")

    def minimize(watch):
        def closure():
            minimizer.zero_grad()
            value = cost()
            value.backward()
            watch(value.item())
            return value
        minimizer.step(closure)
    return shared.Descent(lambda value: (value, None)).run(minimize)


if __name__ == "__main__":
    shared.main(measure)
