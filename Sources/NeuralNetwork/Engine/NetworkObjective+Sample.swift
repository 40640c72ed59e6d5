internal import LinearAlgebra
internal import NetworkKernels
internal import Optimization

/// The cost over a part of the examples.
extension NetworkObjective {
  /// Switches to the next larger sample; does nothing on the full batch.
  public mutating func increaseSampleSize() {
    guard !engine.isFullBatch else { return }
    engine.sampleIndex += 1
    forgetSampleError()
  }

  /// Returns to the first sample, for another run.
  public mutating func returnToFirstSample() {
    engine.sampleIndex = 0
    forgetSampleError()
  }

  /// Returns the mean loss of the next examples after the sample, a quarter as many, and their
  /// fraction of all examples; `nil` for the full batch.
  ///
  /// - Parameter point: θ.
  /// - Returns: the mean loss without the regularization, and the fraction.
  /// - Complexity: a forward pass over these examples, and an array of a number per block.
  public mutating func unseenValue(at point: Span<Double>) -> (value: Double, fraction: Double)? {
    guard !engine.isFullBatch else { return nil }
    let first = engine.sample.blockCount
    let last = min(first + max(1, first / 4), examples.features.blockCount)
    let loss = engine.loss(at: point, blocks: first..<last)
    let count = min(last * examples.features.width, exampleCount) - first * examples.features.width
    return (loss / Double(count), Double(count) / Double(exampleCount))
  }

  /// The cost over all examples, with its own workspace.
  ///
  /// It shares the examples; both objectives may be evaluated at the same time.
  public func overAllExamples() -> NetworkObjective {
    NetworkObjective(
      on: examples, sampleIndex: examples.samples.count - 1, regularization: regularization,
      curvature: curvature)
  }

  /// Discards the sampling error, until the next evaluation.
  mutating func forgetSampleError() {
    sample =
      engine.isFullBatch
      ? nil
      : Subsample(fraction: examples.fraction(of: engine.sample))
  }

  /// Estimates the sampling error from an evaluation's gradient without the regularization, which is
  /// the same for every example.
  mutating func estimateSampleError(_ gradient: Span<Double>) {
    sample = Subsample(
      of: engine.sample.exampleCount, among: exampleCount, squaredGradients: engine.variance.sum,
      squaredMean: Vector.dot(gradient, gradient))
  }
}
