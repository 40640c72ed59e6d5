"""PyTorch: cost and gradient by autograd."""
import shared_work as shared
from fullbatch import EVALUATIONS


def measure(name, precision):
    import torch
    from torch_evaluation import Evaluation
    if name not in EVALUATIONS:
        raise shared.Unsupported(f"no {name} in PyTorch")
    cost = Evaluation(shared.Work(name, precision))
    return shared.sample(
        lambda: torch.autograd.grad(cost(), cost.theta)[0].numpy(), cost=cost().item())


if __name__ == "__main__":
    shared.main(measure)
