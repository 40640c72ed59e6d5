internal import LinearAlgebra
internal import NetworkKernels

extension NetworkObjective {
  /// The class with the largest output for each example, in the order in which they were given; the
  /// first one when several are equal.
  ///
  /// It reads the layout that evaluations read, so that nobody has to keep the examples beside it.
  ///
  /// - Complexity: the cost alone, and an array of m numbers.
  public mutating func classIndices(at point: Span<Double>) -> [Int] {
    precondition(point.count == layout.parameterCount, "one number a parameter")
    return engine.classIndices(at: point)
  }

  /// The memory that the examples take in the layout of the kernels: the one place where they are,
  /// once the objective is made.
  public var layoutByteCount: Int { engine.features.byteCount }
}
