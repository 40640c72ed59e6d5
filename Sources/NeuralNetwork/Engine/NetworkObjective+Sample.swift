internal import LinearAlgebra
internal import Optimization

/// The cost over a part of the examples.
extension NetworkObjective {
  /// Takes in the examples of the next sample; does nothing when all are in.
  public mutating func increaseSampleSize() {
    guard !engine.isFullBatch else { return }
    engine.currentSample.index += 1
    forgetSampleError()
  }

  /// Goes back to the examples of the first sample, for another run.
  public mutating func returnToFirstSample() {
    engine.currentSample.index = 0
    forgetSampleError()
  }

  /// The cost over all examples, whatever this one is over.
  ///
  /// It shares this one's memory: only one of them may be evaluated at a time.
  public func overAllExamples() -> NetworkObjective {
    NetworkObjective(
      regularization: regularization, curvature: curvature, engine: engine.overAllExamples())
  }

  /// No evaluation has told of the sample yet.
  mutating func forgetSampleError() {
    sample =
      engine.isFullBatch
      ? nil
      : Subsample(
        fraction: Double(engine.sample.exampleCount) / Double(exampleCount), gradientVariance: .nan)
  }

  /// Takes the sampling error from an evaluation's gradient, which has no regularization yet: that
  /// is the same for every example.
  mutating func estimateSampleError(_ gradient: Span<Double>) {
    sample = Subsample(
      of: engine.sample.exampleCount, among: exampleCount, squaredGradients: engine.spread.sum,
      squaredMean: Vector.dot(gradient, gradient))
  }
}
