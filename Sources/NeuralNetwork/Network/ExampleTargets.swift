public import LinearAlgebra

/// The targets of a set of examples: what the outputs of a network are compared with.
public enum ExampleTargets<Scalar: BLASScalar>: Sendable {
  /// The class of each example, from 0: the target is 1 for this output and 0 for the others; a
  /// single output of two classes has the class itself as its target.
  case classes([Int])
  /// The features of the example: an autoencoder. They have no second copy in memory.
  case features
  /// The row of each example in a matrix, m × K.
  case numbers(Matrix<Scalar>)
}

extension ExampleTargets {
  /// Whether a target is a vector of numbers, not a class.
  public var areNumbers: Bool {
    if case .classes = self { false } else { true }
  }

  /// Traps unless the targets fit to a network and its number of examples.
  func require(_ topology: NetworkTopology, exampleCount: Int) {
    precondition(
      !areNumbers || topology.output.acceptsNumbers, "softmax needs a class as its target")
    switch self {
    case .classes(let classIndices):
      precondition(classIndices.count == exampleCount, "one class per example")
      precondition(
        classIndices.allSatisfy { (0..<topology.classCount).contains($0) },
        "a class index lies below the number of classes")
    case .features:
      precondition(
        topology.inputCount == topology.outputCount, "an autoencoder has an output per feature")
    case .numbers(let matrix):
      precondition(matrix.rows == exampleCount, "one row of targets per example")
      precondition(matrix.columns == topology.outputCount, "one output per target")
    }
  }
}
