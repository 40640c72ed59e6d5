"""PyTorch's Adam on the autoencoder, in batches of 128, with its default rate."""
import torch

import autoencoder_peer
import torch_curve

RATE = 1e-3


def loss(outputs, targets):
    """The sigmoid cross-entropy summed over the pixels, the mean over the batch."""
    return torch.nn.functional.binary_cross_entropy_with_logits(
        outputs, targets, reduction="sum") / len(targets)


def train(task, features, options, start):
    torch.set_num_threads(options.threads)
    images = torch.from_numpy(features)

    def run(note, limit=None):
        model = torch_curve.network(task, images.shape[1], images.shape[1])
        decay = task.regularization_per_example
        torch_curve.steps(decay, loss, model, images, images, RATE, note, limit)
    # Before the clock, one step of another network starts PyTorch's threads.
    run(lambda _: None, 1)
    torch.manual_seed(options.seed)
    run(start(torch_curve.BATCH / len(features)).note)


if __name__ == "__main__":
    autoencoder_peer.main(train, f"PyTorch {torch.__version__}")
