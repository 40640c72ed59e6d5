internal import CKernels
public import LinearAlgebra

/// The examples one by one, each listing its non-zero features: what steps on small batches in any
/// order need.
///
/// A batch is never gathered: its first layer reads the lists where they stand, and a plain step
/// adds to the weights of the listed features without a gradient in between. Examples without
/// zeros to skip share one list of all features.
public final class ListedExamples<Scalar: BLASScalar>: Sendable {
  /// m, the number of examples.
  public let exampleCount: Int
  /// n, the number of features.
  public let featureCount: Int

  private let entries: GroupEntries<Scalar>
  private let kernels: KernelTable<Scalar>

  /// Lists the examples of a matrix, one a row.
  ///
  /// - Parameters:
  ///   - threads: how many threads work on it.
  ///   - kernels: by default those of this machine.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  public init(
    _ matrix: borrowing Matrix<Scalar>, threads: Int = 1,
    kernels: KernelTable<Scalar> = Scalar.kernels
  ) {
    let patterns = ZeroPatterns(of: matrix, kernels: kernels, threads: threads)
    exampleCount = matrix.rows
    featureCount = matrix.columns
    self.kernels = kernels
    let order = Array(0..<matrix.rows)
    entries =
      patterns.density > 0.9
      ? GroupEntries(dense: matrix, order: order, groupSize: 1, threads: threads)
      : GroupEntries(
        matrix, order: order, patterns: patterns, groupSize: 1, threads: threads)
  }

  /// z ← W x + b, the i-th of the examples in lane i.
  ///
  /// - Complexity: 2 · units flops for each listed feature.
  public func multiply(
    examples: ArraySlice<Int>, by layer: Layer<Scalar>, into z: Panel<Scalar>
  ) {
    precondition(layer.inputs == featureCount && z.units == layer.outputs, "the shapes agree")
    withList(examples, lanes: z.width) {
      kernels.listedMultiply($0, $1, $2, layer.start, layer.outputs, z.start, z.width)
    }
  }

  /// W ← W + scale · δ xᵀ, where lane i of δ belongs to the i-th of the examples.
  ///
  /// W is the weights themselves (with scale −η/B: a plain step) or their part of a gradient; its
  /// biases are not touched.
  ///
  /// - Complexity: 2 · units flops for each listed feature.
  public func addOuterProducts(
    examples: ArraySlice<Int>, errors delta: Panel<Scalar>, scale: Scalar,
    to layer: Layer<Scalar>
  ) {
    precondition(layer.inputs == featureCount && delta.units == layer.outputs, "the shapes agree")
    withList(examples, lanes: delta.width) {
      kernels.listedUpdate(
        $0, $1, $2, delta.start, delta.width, scale, layer.outputs, layer.weights)
    }
  }

  private func withList(
    _ examples: ArraySlice<Int>, lanes: Int,
    _ body: (UnsafePointer<CKernelsGroups>, UnsafePointer<Int>, Int) -> Void
  ) {
    precondition(examples.count <= lanes, "a lane for each example")
    precondition(
      examples.allSatisfy { $0 >= 0 && $0 < exampleCount }, "the examples are those of the matrix")
    entries.withGroups(0..<exampleCount) { list in
      examples.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        body(list, start, $0.count)
      }
    }
  }
}
