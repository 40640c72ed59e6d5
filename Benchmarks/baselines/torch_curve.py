"""PyTorch's Adam on the CPU, in batches of 128."""
import torch

import curve_peer
from curve_tasks import SOFTMAX

BATCH = 128
ACTIVATIONS = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh,
               "sigmoid": torch.nn.Sigmoid}


def network(task, inputs, outputs):
    """The layers, as PyTorch initializes them."""
    sizes = [inputs, *task.hidden, outputs]
    modules = []
    for size, following in zip(sizes, sizes[1:]):
        modules += [torch.nn.Linear(size, following), ACTIVATIONS[task.activation]()]
    return torch.nn.Sequential(*modules[:-1])


def loss(task):
    """The mean loss of a batch: of the sum over the outputs for the sigmoid cross-entropy."""
    if task.loss == SOFTMAX:
        return torch.nn.functional.cross_entropy
    def sigmoids(outputs, targets):
        if not task.is_autoencoder:
            targets = torch.nn.functional.one_hot(targets, outputs.shape[1]).to(outputs.dtype)
        return torch.nn.functional.binary_cross_entropy_with_logits(
            outputs, targets, reduction="sum") / len(targets)
    return sigmoids


def layers(linear):
    """Copies of weights, inputs × outputs, and biases."""
    return [(layer.weight.detach().numpy().T.copy(), layer.bias.detach().numpy().copy())
            for layer in linear]


def train(task, examples, options, start):
    torch.set_num_threads(options.threads)
    features, targets = map(torch.from_numpy, (examples.features, examples.targets))
    inputs = features.shape[1]
    sizes = inputs, inputs if task.is_autoencoder else int(targets.max()) + 1

    def run(note, limit=None):
        steps(task.regularization / len(targets), loss(task), network(task, *sizes),
              features, targets, options.rate, note, limit)
    # Before the clock, one step of another network starts PyTorch's threads.
    run(lambda _: None, 1)
    torch.manual_seed(options.seed)
    run(start(BATCH).note)


def steps(decay, criterion, model, features, targets, rate, note, limit=None):
    """Trains in shuffled batches, for the given number of steps or until `note` ends the run."""
    linear = [module for module in model if isinstance(module, torch.nn.Linear)]
    # The decay adds its product with w to the gradient of the weights, but not to that of the biases.
    adam = torch.optim.Adam(
        [{"params": [layer.weight for layer in linear], "weight_decay": decay},
         {"params": [layer.bias for layer in linear]}], lr=rate, fused=True)
    done = 0
    while True:
        for batch in torch.randperm(len(targets)).split(BATCH):
            if done == limit:
                return
            note(lambda: layers(linear))
            adam.zero_grad()
            criterion(model(features[batch]), targets[batch]).backward()
            adam.step()
            done += 1


if __name__ == "__main__":
    curve_peer.main(train, f"PyTorch {torch.__version__}")
