public import Datasets
public import LinearAlgebra
internal import Machine
internal import NeuralNetwork

/// The state of a run between two iterations or epochs, for a file.
///
/// n iterations give the same bits as k iterations, a checkpoint, and n − k iterations from it.
public struct Checkpoint: Hashable, Sendable {
  /// The digest of the data and the hyperparameters of the run; see
  /// ``fingerprint(of:validation:configuration:)``.
  public var fingerprint: String
  /// The run's settings.
  public var settings: Settings
  /// The run's state.
  public var state: TrainingState

  /// Creates a checkpoint.
  public init(fingerprint: String, settings: Settings, state: TrainingState) {
    self.fingerprint = fingerprint
    self.settings = settings
    self.state = state
  }

  /// The digest of the examples and of all hyperparameters that determine a run.
  ///
  /// A state is resumed only if the fingerprint is the same. It does not include the stopping
  /// criteria; the validation examples belong to it only where they determine the network that is
  /// kept.
  public static func fingerprint<Scalar: BLASScalar>(
    of dataset: Dataset<Scalar>, validation: Dataset<Scalar>? = nil,
    configuration: TrainingConfiguration
  ) -> String {
    let choosing = configuration.keep.needsValidation ? validation : nil
    var parts =
      examples(of: dataset) + (choosing.map(examples) ?? []) + [
        configuration.topology(featureCount: dataset.featureCount, classCount: dataset.classCount)
          .description
      ]
    let precision: Settings.Precision = Scalar.self == Float.self ? .float : .double
    parts += Settings(configuration: configuration, precision: precision).texts.map(\.text)
    return SHA256.hexDigest(of: parts.joined(separator: "\n").utf8)
  }

  /// The examples as text.
  private static func examples<Scalar: BLASScalar>(of dataset: Dataset<Scalar>) -> [String] {
    [
      dataset.features.digest,
      dataset.classIndices.map(String.init).joined(separator: " "),
      dataset.encoding.labels.joined(separator: " "),
    ]
  }
}

extension Matrix {
  /// The digest of the elements, or of the arrays of sparse rows.
  fileprivate var digest: String {
    guard let sparse else { return elements.withUnsafeBytes { SHA256.hexDigest(of: $0) } }
    return [
      sparse.starts.withUnsafeBytes { SHA256.hexDigest(of: $0) },
      sparse.indices.withUnsafeBytes { SHA256.hexDigest(of: $0) },
      sparse.values.withUnsafeBytes { SHA256.hexDigest(of: $0) },
    ].joined(separator: " ")
  }
}
