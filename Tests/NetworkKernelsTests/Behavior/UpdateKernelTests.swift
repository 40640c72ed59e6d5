import LinearAlgebra
import NetworkKernels
import Random
import Testing

/// The kernels that update parameters against their portable twin: the same bits at every level.
@Suite struct UpdateKernelTests {
  /// Counts around every vector width.
  static let counts = Array(0...67) + [1030]

  /// g, m, v and θ after a step of Adam on the first `count` of some random elements.
  static func step<Scalar: BLASScalar>(
    _ kernels: KernelTable<Scalar>, count: Int, rho: Double
  ) -> [[Scalar]] {
    var generator = Xoshiro256StarStar(seed: 5)
    var vectors = (0..<4).map { _ in
      (0..<count + 9).map { _ in Scalar.random(in: 0...1, using: &generator) }
    }
    for index in 0..<count + 9 where index % 3 == 0 { vectors[0][index] *= -1e-9 }
    // No gradient so far, and none now: the step is 0.
    if count > 0 { for vector in 0..<3 { vectors[vector][count - 1] = 0 } }
    let buffers = vectors.map { elements in
      let buffer = AlignedBuffer<Scalar>(count: elements.count)
      for index in elements.indices { buffer[index] = elements[index] }
      return buffer
    }
    kernels.adamStep(
      0.9, 0.999, 0.01, rho, 1e-8, buffers[0].start, buffers[1].start, buffers[2].start,
      buffers[3].start, count)
    for (buffer, elements) in zip(buffers, vectors) {
      #expect((count..<count + 9).allSatisfy { buffer[$0] == elements[$0] }, "beyond the count")
    }
    if count > 0 { #expect(buffers[3][count - 1] == vectors[3][count - 1]) }
    return buffers.map { buffer in (0..<count).map { buffer[$0] } }
  }

  static func expectEqual<Scalar: BLASScalar>(_ kernels: KernelTable<Scalar>) {
    let portable = KernelTable<Scalar>.portable
    for count in counts {
      #expect(
        step(kernels, count: count, rho: 1.7) == step(portable, count: count, rho: 1.7),
        "\(count) elements")
      var generator = Xoshiro256StarStar(seed: 6)
      let x = (0..<count).map { _ in Scalar.random(in: -3...3, using: &generator) }
      #expect(kernels.sumOfSquares(x, count) == portable.sumOfSquares(x, count))
    }
  }

  @Test(arguments: KernelLevel.supported)
  func everyLevelHasTheBitsOfThePortableTwin(level: KernelLevel) {
    Self.expectEqual(KernelTable<Double>(level: level))
    Self.expectEqual(KernelTable<Float>(level: level))
  }

  /// In Float, whose squares overflow.
  @Test func aNormIsSummedInDouble() {
    let buffer = AlignedBuffer<Float>(count: 12)
    for index in 0..<12 { buffer[index] = index < 2 ? Float(index + 3) * 1e30 : 0 }
    #expect(abs(buffer.norm - 5e30) < 1e24)
  }
}
