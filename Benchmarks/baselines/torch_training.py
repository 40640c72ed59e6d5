"""PyTorch's L-BFGS with the strong Wolfe line search, on its own cost and autograd."""
import torch

import time_to_target
from torch_evaluation import Evaluation


def train(work, method):
    """The cost at the initial parameters, to warm up, and the run."""
    cost = Evaluation(work)
    # Only the targets and the limits of the benchmark end a run.
    minimizer = torch.optim.LBFGS(
        [cost.theta], max_iter=100_000, max_eval=100_000, history_size=20, tolerance_grad=1e-9,
        tolerance_change=0, line_search_fn="strong_wolfe")

    def evaluate():
        minimizer.zero_grad()
        value = cost()
        value.backward()
        return value

    def run(progress):
        def closure():
            value = evaluate()
            progress.record(value.item())
            return value
        minimizer.step(closure)
    return lambda: evaluate().item(), run


if __name__ == "__main__":
    time_to_target.main(train, f"PyTorch {torch.__version__}")
