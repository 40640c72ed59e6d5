import LinearAlgebra
import NetworkKernels
import Random
import Testing

/// The cross-entropy kernels against their portable twin, at every level that this machine can run.
@Suite struct CrossEntropyKernelTests {
  /// Counts around every vector width and around the 256 factors of one logarithm.
  static let counts = Array(0...67) + [255, 256, 511, 512, 513, 1030]

  /// Rows of pre-activations: near zero (every factor is 2), mixed, saturated, one side infinite.
  static func rows<Scalar: BLASScalar>(_ count: Int) -> [[Scalar]] {
    var generator = Xoshiro256StarStar(seed: 7)
    return [
      [Scalar](repeating: 0, count: count),
      (0..<count).map { _ in Scalar.random(in: -6...6, using: &generator) },
      (0..<count).map { _ in Scalar.random(in: -80 ... -40, using: &generator) },
      (0..<count).map { _ in Scalar.random(in: -700...700, using: &generator) },
      (0..<count).map { $0 % 3 == 0 ? -.infinity : 1 },
    ]
  }

  static func expectEqual<Scalar: BLASScalar>(
    _ kernels: KernelTable<Scalar>, tolerance: Double, level: KernelLevel
  ) {
    for count in counts {
      for row: [Scalar] in rows(count) {
        var (values, expected) = (row, row)
        let sum = values.withUnsafeMutableBufferPointer {
          kernels.sigmoidCrossEntropy($0.baseAddress!, $0.count)
        }
        let expectedSum = expected.withUnsafeMutableBufferPointer {
          KernelTable<Scalar>.portable.sigmoidCrossEntropy($0.baseAddress!, $0.count)
        }
        #expect(abs(sum - expectedSum) <= tolerance * expectedSum, "\(level), \(count)")
        #expect(
          zip(values, expected).allSatisfy { ElementwiseKernelTests.ulps($0, $1) <= 2 })
      }
    }
  }

  @Test(arguments: KernelLevel.supported)
  func sigmoidCrossEntropy(level: KernelLevel) {
    Self.expectEqual(KernelTable<Double>(level: level), tolerance: 1e-13, level: level)
    Self.expectEqual(KernelTable<Float>(level: level), tolerance: 4e-6, level: level)
  }

  /// Targets at the limits and between them.
  static func expectEqualWithTargets<Scalar: BLASScalar>(
    _ kernels: KernelTable<Scalar>, tolerance: Double, level: KernelLevel
  ) {
    var generator = Xoshiro256StarStar(seed: 5)
    for count in counts {
      let between = (0..<count).map { _ in Scalar.random(in: 0...1, using: &generator) }
      let limits = (0..<count).map { Scalar($0 % 2) }
      // An infinite z has an infinite loss, unless its target is the limit.
      let finite: [[Scalar]] = rows(count).dropLast()
      for (row, targets) in finite.flatMap({ [($0, between), ($0, limits)] }) {
        var (values, expected) = (row, row)
        func sum(_ kernels: KernelTable<Scalar>, _ values: inout [Scalar]) -> Double {
          values.withUnsafeMutableBufferPointer { values in
            targets.withUnsafeBufferPointer {
              kernels.targetCrossEntropy(values.baseAddress!, $0.baseAddress!, count)
            }
          }
        }
        let sums = (sum(kernels, &values), sum(.portable, &expected))
        #expect(sums.0 >= 0)
        #expect(abs(sums.0 - sums.1) <= tolerance * sums.1, "\(level), \(count)")
        #expect(
          zip(values, expected).allSatisfy { ElementwiseKernelTests.ulps($0, $1) <= 2 })
      }
    }
  }

  @Test(arguments: KernelLevel.supported)
  func targetCrossEntropy(level: KernelLevel) {
    Self.expectEqualWithTargets(KernelTable<Double>(level: level), tolerance: 1e-13, level: level)
    Self.expectEqualWithTargets(KernelTable<Float>(level: level), tolerance: 4e-6, level: level)
  }

  /// Without targets and with targets of 0 the sum is the same.
  @Test(arguments: KernelLevel.supported)
  func targetsOfZeroAreNone(level: KernelLevel) {
    let kernels = KernelTable<Double>(level: level)
    for row: [Double] in Self.rows(301) {
      var (plain, targeted) = (row, row)
      let zeros = [Double](repeating: 0, count: 301)
      let sum = plain.withUnsafeMutableBufferPointer {
        kernels.sigmoidCrossEntropy($0.baseAddress!, 301)
      }
      let other = targeted.withUnsafeMutableBufferPointer { values in
        zeros.withUnsafeBufferPointer {
          kernels.targetCrossEntropy(values.baseAddress!, $0.baseAddress!, 301)
        }
      }
      #expect(sum == other && plain == targeted)
    }
  }

  static func expectSoftmax<Scalar: BLASScalar>(
    _ kernels: KernelTable<Scalar>, tolerance: Scalar, level: KernelLevel
  ) {
    var generator = Xoshiro256StarStar(seed: 11)
    for (classes, stride, scale) in [
      (1, 16, 1), (2, 48, 9), (10, 256, 3), (10, 48, 80), (600, 16, 2),
    ] {
      for count in [0, 1, 7, 8, 9, 15, 16, 47, 255, 256] where count <= stride {
        let limit = Scalar(scale)
        let block = (0..<classes * stride).map { _ in
          Scalar.random(in: -limit...limit, using: &generator)
        }
        var (values, expected) = (block, block)
        let sum = values.withUnsafeMutableBufferPointer {
          kernels.softmaxCrossEntropy($0.baseAddress!, classes, stride, count)
        }
        let expectedSum = expected.withUnsafeMutableBufferPointer {
          KernelTable<Scalar>.portable.softmaxCrossEntropy(
            $0.baseAddress!, classes, stride, count)
        }
        #expect(abs(sum - expectedSum) <= Double(tolerance) * (abs(expectedSum) + Double(count)))
        #expect(
          zip(values, expected).allSatisfy {
            abs($0 - $1) <= tolerance * abs($1) + .leastNormalMagnitude
          },
          "\(level), \(classes) classes, \(count) examples")
        let padding = (0..<classes).flatMap { $0 * stride + count..<($0 + 1) * stride }
        #expect(padding.allSatisfy { values[$0] == block[$0] })
      }
    }
  }

  @Test(arguments: KernelLevel.supported)
  func softmaxCrossEntropy(level: KernelLevel) {
    Self.expectSoftmax(KernelTable<Double>(level: level), tolerance: 1e-14, level: level)
    Self.expectSoftmax(KernelTable<Float>(level: level), tolerance: 8e-6, level: level)
  }

  @Test(arguments: KernelLevel.supported)
  func aConfidentRightAnswerKeepsItsLoss(level: KernelLevel) {
    // log(1 + 2 e^−40) = 8.4967e−18: lost if 1 were added before the logarithm.
    var column = [Double](repeating: 0, count: 48)
    (column[0], column[16], column[32]) = (40, 0, 0)
    let kernels = KernelTable<Double>(level: level)
    let sum = column.withUnsafeMutableBufferPointer {
      for lane in $0.indices where lane < 16 { $0[lane] = 0 }
      for row in [16, 32] { for lane in 0..<16 { $0[row + lane] = -40 } }
      return kernels.softmaxCrossEntropy($0.baseAddress!, 3, 16, 16)
    }
    #expect(abs(sum / 16 / 8.496708510583178e-18 - 1) < 1e-12)
  }
}
