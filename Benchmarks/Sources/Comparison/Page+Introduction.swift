import Datasets

/// The words that the page begins with.
enum Introduction {
  static func text(_ sets: DatasetCollection<Double>) -> String {
    """
    # Mini-batches and the full batch, on the same data

    <!-- Written by Benchmarks/Sources/Comparison; run it instead of editing:
         make comparison -->

    The same network, the same \(sets.training.exampleCount) digits of MNIST
    (`data/mnist5k.pkl.gz`; \(sets.test?.exampleCount ?? 0) others are the test set), the same start
    from seed 1, in Double on one core. What differs within a plot is the algorithm alone:

    - **SGD** goes through the examples in shuffled batches of 10 and moves the parameters after each
      batch, against the gradient of these ten. An epoch is one pass over the data.
    - **L-BFGS** computes the cost and its gradient over all examples before it moves at all. An
      evaluation is one pass; a line search mostly takes one. **Kronecker L-BFGS** starts from an
      approximate inverse of the Gauss–Newton matrix, whose refreshes are counted as passes, too.

    The cost drawn is the exact one, over all training examples, also for SGD (the measuring is not
    counted as time).
    """
  }
}
