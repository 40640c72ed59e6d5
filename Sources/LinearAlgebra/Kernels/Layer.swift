/// The weights of one layer, or its part of a gradient, as it lies in the flat parameter vector.
///
/// Theta is outputs × (1 + inputs), column-major, bias column first. In memory that is the bias of
/// every output, followed by one row of `outputs` weights for each input, which is the transpose
/// of the weight matrix without its bias, row-major: what gemm reads as it is.
///
/// A layer is a view of an ``AlignedBuffer``, which it keeps alive.
public struct Layer<Scalar: BLASScalar>: @unchecked Sendable {
  /// The bias of output 0.
  public let start: UnsafeMutablePointer<Scalar>
  /// The number of inputs, without the bias.
  public let inputs: Int
  /// The number of outputs.
  public let outputs: Int

  private let buffer: AlignedBuffer<Scalar>

  /// Views the region that holds a layer's Theta, in a parameter vector that starts at `offset` of
  /// a buffer.
  public init(_ buffer: AlignedBuffer<Scalar>, offset: Int = 0, region: MatrixRegion) {
    precondition(
      offset >= 0 && offset + region.range.upperBound <= buffer.count,
      "a layer lies inside its buffer")
    self.buffer = buffer
    start = buffer.start + offset + region.offset
    inputs = region.columns - 1
    outputs = region.rows
  }

  /// The weight of input 0 to output 0; the row of input i starts `i * outputs` further.
  public var weights: UnsafeMutablePointer<Scalar> { start + outputs }
}
