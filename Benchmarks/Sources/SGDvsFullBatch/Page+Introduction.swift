import Datasets

/// The introduction of the page.
enum Introduction {
  static func text(_ sets: DatasetCollection<Double>) -> String {
    """
    # Mini-batches and the full batch on the same data

    <!-- Written by Benchmarks/Sources/SGDvsFullBatch; run it instead of editing:
         make sgd-vs-full-batch -->

    The same network, the same \(sets.training.exampleCount) digits of MNIST
    (`data/mnist5k.pkl.gz`; \(sets.test?.exampleCount ?? 0) others are the test set), the same initialization
    from seed 1, in Double on one core. Within a plot only the algorithm differs:

    - **SGD** shuffles the examples, splits them into mini-batches of 10, and updates the parameters with
      the gradient of each mini-batch. An epoch is one pass over the data.
    - **L-BFGS** computes the cost and its gradient over all examples before each step. An
      evaluation is one pass; most line searches need one. **Kronecker L-BFGS** starts from an
      approximate inverse of the Gauss–Newton matrix, whose refreshes are counted as passes, too.

    The cost shown is over all training examples, also for SGD (the time to compute it is not
    included).
    """
  }
}
