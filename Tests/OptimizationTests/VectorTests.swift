import CKernels
import Optimization
import Random
import Testing

/// The vector operations against plain loops, for lengths around the width of their lanes.
@Suite struct VectorTests {
  static let lengths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 64, 100, 1027]

  static func vector(_ count: Int, seed: UInt64) -> [Double] {
    var generator = Xoshiro256StarStar(seed: seed)
    return (0..<count).map { _ in generator.nextNormal() }
  }

  @Test(arguments: lengths)
  func sumsAgreeWithPlainLoops(_ count: Int) {
    let (x, y, z) = (
      Self.vector(count, seed: 1), Self.vector(count, seed: 2), Self.vector(count, seed: 3)
    )
    let tolerance = 1e-14 * Double(count + 1)
    let plain = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(Vector.dot(x.span, y.span) - plain) <= tolerance)
    let (first, second) = Vector.dots(x.span, y.span, with: z.span)
    #expect(abs(first - zip(x, z).reduce(0) { $0 + $1.0 * $1.1 }) <= tolerance)
    #expect(abs(second - zip(y, z).reduce(0) { $0 + $1.0 * $1.1 }) <= tolerance)
    #expect(Vector.infinityNorm(x.span) == x.map(abs).max() ?? 0)
    let square = x.reduce(0) { $0 + $1 * $1 }
    #expect(abs(Vector.euclideanNorm(x.span) - square.squareRoot()) <= tolerance)
  }

  @Test(arguments: lengths)
  func updatesEqualPlainLoops(_ count: Int) {
    let (x, d) = (Self.vector(count, seed: 4), Self.vector(count, seed: 5))
    var y = Self.vector(count, seed: 6)
    let before = y
    var span = y.mutableSpan
    let product = Vector.add(0.3, x.span, to: &span, thenDot: d.span)
    let sum = zip(before, x).map { $0 + 0.3 * $1 }
    #expect(y == sum)
    #expect(abs(product - zip(sum, d).reduce(0) { $0 + $1.0 * $1.1 }) <= 1e-14 * Double(count + 1))
    span = y.mutableSpan
    Vector.add(-2, d.span, to: &span)
    #expect(y == zip(sum, d).map { $0 - 2 * $1 })
    span = y.mutableSpan
    Vector.combine(x.span, 0.7, d.span, into: &span)
    #expect(y == zip(x, d).map { $0 + 0.7 * $1 })
    span = y.mutableSpan
    Vector.scale(-1.5, x.span, into: &span)
    Vector.scale(&span, by: 2)
    #expect(y == x.map { $0 * -3 })
    span = y.mutableSpan
    let scaledProduct = Vector.scale(3, x.span, into: &span, thenDot: d.span)
    let doubledProduct = Vector.scale(&span, by: 2, thenDot: d.span)
    #expect(y == x.map { $0 * 3 * 2 })
    #expect(doubledProduct == 2 * scaledProduct)
    let plain = 3 * zip(x, d).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(scaledProduct - plain) <= 1e-13 * Double(count + 1))
    span = y.mutableSpan
    Vector.copy(d.span, to: &span)
    #expect(y == d)
  }

  @Test(arguments: [0, 3, 8, 20], [Double.nan, .infinity, -.infinity])
  func theInfinityNormSeesWhatIsNotFinite(_ place: Int, _ value: Double) {
    var x = Self.vector(21, seed: 7)
    x[place] = value
    let norm = Vector.infinityNorm(x.span)
    #expect(value.isNaN ? norm.isNaN : norm == .infinity)
  }

  /// The products are rounded before they are added, so that no level differs from the loop.
  @Test(arguments: 0...2 as ClosedRange<UInt32>, [0, 16, 160])
  func addThenDotHasTheSameBitsAtEveryLevel(level: UInt32, count: Int) {
    guard level <= ckernelsBestLevel().rawValue else { return }
    let (x, y, z) = (
      Self.vector(count, seed: 8), Self.vector(count, seed: 9), Self.vector(count, seed: 10)
    )
    var (expected, expectedSums) = (y, [Double](repeating: 0, count: 16))
    for index in 0..<count {
      expected[index] += 1.7 * x[index]
      expectedSums[index % 16] += expected[index] * z[index]
    }
    var (updated, sums) = (y, [Double](repeating: .nan, count: 16))
    ckernelsDouble(CKernelsLevel(level)).pointee.addThenDot(1.7, x, &updated, z, count, &sums)
    #expect(updated == expected && sums == expectedSums)
  }
}
