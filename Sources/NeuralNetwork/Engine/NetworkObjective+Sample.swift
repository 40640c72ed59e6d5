internal import LinearAlgebra
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
