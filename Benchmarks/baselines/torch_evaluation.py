"""PyTorch's cost; autograd computes the gradient."""
import torch


class Evaluation:
    """J at `theta`, a tensor that requires gradients."""

    def __init__(self, work):
        self.work = work
        self.features, self.targets = map(torch.from_numpy, (work.features, work.targets))
        self.theta = torch.from_numpy(work.start.copy()).requires_grad_()

    def __call__(self):
        work = self.work
        theta1, theta2 = work.thetas(self.theta)
        hidden = torch.sigmoid(torch.addmm(theta1[:, 0], self.features, theta1[:, 1:].T))
        output = torch.addmm(theta2[:, 0], hidden, theta2[:, 1:].T)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            output, self.targets, reduction="sum")
        squares = theta1[:, 1:].square().sum() + theta2[:, 1:].square().sum()
        return (loss + work.regularization / 2 * squares) / work.examples
