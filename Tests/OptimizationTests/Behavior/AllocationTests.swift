#if canImport(Glibc)
  import Optimization
  import TestSupport
  import Testing

  /// An iteration allocates no memory of the size of a vector.
  @Suite struct AllocationTests {
    /// Enough for a vector to be far larger than what else an iteration may allocate.
    private static let vectorLength = 20_000

    /// The most bytes that an iteration of a run allocates beyond those that it began with.
    @Test(arguments: Algorithm.allCases)
    func anIterationAllocatesNoVector(_ algorithm: Algorithm) {
      let n = Self.vectorLength
      var objective = Quadratic(parameterCount: n)
      var allocations: [Int] = []
      allocations.reserveCapacity(64)
      let start = [Double](repeating: 3, count: n)
      var before = 0
      _ = algorithm.run(
        &objective, from: start,
        stoppingWhen: .init(gradientTolerance: 1e-9, maxIterations: 16)
      ) { _, _ in
        allocations.append(Allocations.peakBytes - before)
        Allocations.resetPeak()
        before = Allocations.bytes
        return .proceed
      }
      // The first iterations complete the workspace; a later one may meet a case that needs one
      // more vector, once.
      let settled = allocations.dropFirst(8)
      #expect(settled.count > 3)
      #expect(settled.reduce(0, +) < 2 * n * MemoryLayout<Double>.stride, "\(allocations)")
    }

    /// The counter sees the allocation of a vector.
    @Test func anAllocatedVectorIsSeen() {
      Allocations.resetPeak()
      let before = Allocations.bytes
      let vector = [Double](repeating: 1, count: Self.vectorLength)
      #expect(vector.count == Self.vectorLength)
      #expect(Allocations.peakBytes - before >= Self.vectorLength * MemoryLayout<Double>.stride)
    }
  }
#endif
