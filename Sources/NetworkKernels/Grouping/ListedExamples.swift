internal import CKernels
public import LinearAlgebra

/// The examples in a sparse row layout, for mini-batches in any order.
///
/// Each example lists its nonzero features. A batch is not gathered: the first layer reads the
/// lists in place, and a plain step of gradient descent updates the weights of the listed features
/// without computing a gradient first. The examples of a dense data set share one list of all
/// features.
public final class ListedExamples<Scalar: BLASScalar>: Sendable {
  /// m, the number of examples.
  public let exampleCount: Int
  /// n, the number of features.
  public let featureCount: Int

  private let entries: GroupEntries<Scalar>
  private let kernels: KernelTable<Scalar>

  /// Creates the layout of a matrix of examples.
  ///
  /// - Parameters:
  ///   - matrix: One example per row, m × n.
  ///   - threads: The maximum number of threads, at least 1.
  ///   - kernels: The kernels to use, by default those of this machine.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(
    _ matrix: borrowing Matrix<Scalar>, threads: Int = 1,
    kernels: KernelTable<Scalar> = Scalar.kernels
  ) {
    exampleCount = matrix.rows
    featureCount = matrix.columns
    self.kernels = kernels
    if let sparse = matrix.sparse {
      let listed = GroupEntries(rowsOf: sparse)
      if Double(listed.count) <= Self.maxListedDensity * Double(matrix.rows * matrix.columns) {
        entries = listed
        return
      }
    }
    let order = Array(0..<matrix.rows)
    let patterns = ZeroPatterns(of: matrix, examples: order, kernels: kernels, threads: threads)
    entries =
      patterns.density > Self.maxListedDensity
      ? GroupEntries(dense: matrix, order: order, groupSize: 1, threads: threads)
      : GroupEntries(
        matrix, GroupLists(patterns, order: order, groupSize: 1), threads: threads)
  }

  /// Above this fraction of nonzeros, every feature is listed.
  private static var maxListedDensity: Double { 0.9 }

  /// Computes z ← W x + b for some examples, with the i-th of them in lane i.
  ///
  /// - Complexity: 2 · units flops for each listed feature.
  public func multiply(
    examples: ArraySlice<Int>, by layer: Layer<Scalar>, into z: Panel<Scalar>
  ) {
    precondition(layer.inputs == featureCount && z.units == layer.outputs, "the shapes must agree")
    withList(examples, lanes: z.width) {
      kernels.listedMultiply($0, $1, $2, layer.start, layer.outputs, z.start, z.width)
    }
  }

  /// Computes W ← W + scale · δ xᵀ, where lane i of δ belongs to the i-th of the examples.
  ///
  /// W is the weights (with scale −η/B, a plain step of gradient descent) or a gradient; the biases
  /// are not changed.
  ///
  /// - Complexity: 2 · units flops for each listed feature.
  public func addOuterProducts(
    examples: ArraySlice<Int>, errors delta: Panel<Scalar>, scale: Scalar,
    to layer: Layer<Scalar>
  ) {
    precondition(
      layer.inputs == featureCount && delta.units == layer.outputs, "the shapes must agree")
    withList(examples, lanes: delta.width) {
      kernels.listedUpdate(
        $0, $1, $2, delta.start, delta.width, scale, layer.outputs, layer.weights)
    }
  }

  /// Copies the features of some examples to a panel of features × lanes, the i-th of them to lane
  /// i; further lanes become 0.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public func unpack(examples: ArraySlice<Int>, into x: Panel<Scalar>) {
    precondition(x.units == featureCount, "the shapes must agree")
    requireRows(examples, lanes: x.width)
    entries.unpack(examples, into: x)
  }

  private func requireRows(_ examples: ArraySlice<Int>, lanes: Int) {
    precondition(examples.count <= lanes, "one lane per example")
    precondition(
      examples.allSatisfy { $0 >= 0 && $0 < exampleCount },
      "the examples must be rows of the matrix")
  }

  private func withList(
    _ examples: ArraySlice<Int>, lanes: Int,
    _ body: (UnsafePointer<CKernelsGroups>, UnsafePointer<Int>, Int) -> Void
  ) {
    requireRows(examples, lanes: lanes)
    entries.withGroups(0..<exampleCount) { list in
      examples.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        body(list, start, $0.count)
      }
    }
  }
}
