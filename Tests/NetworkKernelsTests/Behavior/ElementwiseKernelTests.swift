import LinearAlgebra
import NetworkKernels
import Random
import Testing

/// The vectorized elementwise kernels against libm, at every level that this machine can run.
///
/// Double is compared with the platform's libm, whose own error is below 1 ulp; Float with the
/// rounded result in Double.
@Suite struct ElementwiseKernelTests {
  /// Magnitudes from the smallest subnormal to infinity, both signs, dense where exp is finite.
  static func arguments<Scalar: BLASScalar>(_: Scalar.Type) -> [Scalar] {
    let limit: Scalar = Scalar.self == Double.self ? 750 : 110
    var values: [Scalar] = [
      0, .leastNonzeroMagnitude, .leastNormalMagnitude, .ulpOfOne, 1, .greatestFiniteMagnitude,
      .infinity, .nan,
    ]
    for edge: Scalar in [
      709.782712893384, 709.7827128933841, 745.1332191019411, 745.13321910194122,
      708.3964185322641, 88.722839, 88.72284, 103.27893, 103.972084, 87.33655,
    ] { values += [edge.nextDown, edge, edge.nextUp] }
    var magnitude = Scalar.leastNormalMagnitude
    while magnitude < limit {
      values.append(magnitude)
      magnitude *= 1.0173
    }
    var generator = Xoshiro256StarStar(seed: 1)
    for _ in 0..<20_000 { values.append(Scalar.random(in: 0...limit, using: &generator)) }
    for _ in 0..<20_000 { values.append(Scalar.random(in: 0...3, using: &generator)) }
    return values + values.map { -$0 }
  }

  /// How many units in the last place of the expected value lie between two numbers; 0 for two NaN.
  static func ulps<Scalar: BLASScalar>(_ value: Scalar, _ expected: Scalar) -> Scalar {
    if value.isNaN && expected.isNaN || value == expected { return 0 }
    guard value.isFinite && expected.isFinite else { return .infinity }
    return abs(value - expected) / expected.ulp
  }

  static func expectClose<Scalar: BLASScalar>(
    _ kernel: (UnsafeMutablePointer<Scalar>, Int) -> Void,
    _ reference: (UnsafeMutablePointer<Scalar>, Int) -> Void, level: KernelLevel,
    within tolerance: Scalar = 2
  ) {
    let arguments = arguments(Scalar.self)
    var (values, expected) = (arguments, arguments)
    values.withUnsafeMutableBufferPointer { kernel($0.baseAddress!, $0.count) }
    expected.withUnsafeMutableBufferPointer { reference($0.baseAddress!, $0.count) }
    let worst = arguments.indices.max {
      ulps(values[$0], expected[$0]) < ulps(values[$1], expected[$1])
    }!
    #expect(
      ulps(values[worst], expected[worst]) <= tolerance,
      "\(level): f(\(arguments[worst])) = \(values[worst]), not \(expected[worst])")
  }

  @Test(arguments: KernelLevel.supported)
  func exponential(level: KernelLevel) {
    Self.expectClose(
      KernelTable<Double>(level: level).exponential, KernelTable<Double>.portable.exponential,
      level: level)
    Self.expectClose(
      KernelTable<Float>(level: level).exponential, KernelTable<Float>.portable.exponential,
      level: level)
  }

  @Test(arguments: KernelLevel.supported)
  func sigmoid(level: KernelLevel) {
    Self.expectClose(
      KernelTable<Double>(level: level).sigmoid, KernelTable<Double>.portable.sigmoid, level: level)
    Self.expectClose(
      KernelTable<Float>(level: level).sigmoid, KernelTable<Float>.portable.sigmoid, level: level)
  }

  @Test(arguments: KernelLevel.supported)
  func hyperbolicTangent(level: KernelLevel) {
    Self.expectClose(
      KernelTable<Double>(level: level).hyperbolicTangent,
      KernelTable<Double>.portable.hyperbolicTangent, level: level, within: 3)
    Self.expectClose(
      KernelTable<Float>(level: level).hyperbolicTangent,
      KernelTable<Float>.portable.hyperbolicTangent, level: level, within: 3)
  }

  @Test(arguments: KernelLevel.supported)
  func endsOfRowsAreNoDifferent(level: KernelLevel) {
    let kernels = KernelTable<Double>(level: level)
    let row = (0..<40).map { Double($0) / 8 - 2 }
    var whole = row
    whole.withUnsafeMutableBufferPointer { kernels.sigmoid($0.baseAddress!, $0.count) }
    for count in row.indices {
      var part = row
      part.withUnsafeMutableBufferPointer { kernels.sigmoid($0.baseAddress!, count) }
      #expect(part == Array(whole[..<count] + row[count...]))
    }
  }
}
