public import Datasets
public import LinearAlgebra
internal import NeuralNetwork
public import Optimization

/// A run between two iterations, or between two epochs, as it is kept on disk.
///
/// n iterations give the same bits as k iterations, a checkpoint, and n − k iterations from it.
public struct Checkpoint: Hashable, Sendable {
  /// What the run depends on besides its state; see ``fingerprint(of:plan:)``.
  public var fingerprint: String
  /// The run's state.
  public var state: MinimizationState

  /// Keeps a state.
  public init(fingerprint: String, state: MinimizationState) {
    self.fingerprint = fingerprint
    self.state = state
  }

  /// The digest of the examples and of everything in a plan that decides where an iteration leads.
  ///
  /// A state is resumed only where it is the same. When the run is to end, and how its parameters
  /// were drawn, are not part of it.
  public static func fingerprint<Scalar: BLASScalar>(
    of dataset: Dataset<Scalar>, plan: TrainingPlan
  ) -> String {
    var parts = [
      dataset.features.elements.withUnsafeBytes { SHA256.hexDigest(of: $0) },
      dataset.classIndices.map(String.init).joined(separator: " "),
      dataset.encoding.labels.joined(separator: " "),
      plan.topology(featureCount: dataset.featureCount, classCount: dataset.classCount).description,
      plan.activation.rawValue, plan.loss.rawValue, "\(plan.regularization)",
      plan.minimizer.rawValue, "\(plan.firstShares)",
      "\(Scalar.self)",
    ]
    if plan.minimizer == .stochasticGradientDescent {
      let batches = plan.miniBatches
      parts += [
        "\(batches.batchSize)", "\(batches.learningRate)", batches.schedule.description,
        batches.update.description, "\(batches.shufflesExamples)",
      ]
    }
    return SHA256.hexDigest(of: parts.joined(separator: "\n").utf8)
  }
}
