#if canImport(Glibc)
  import TestSupport
  import LinearAlgebra
  import NeuralNetwork
  import Testing
  import Training

  #if DEBUG
    private let isOptimized = false
  #else
    private let isOptimized = true
  #endif

  /// An epoch does not allocate: every call of the allocator is counted.
  @Suite(
    .enabled(if: isOptimized, "code that is not optimized allocates memory for its temporaries"))
  struct EpochAllocationTests {
    /// The calls of the allocator that a second epoch makes; the first one may find its caches.
    static func allocations<Scalar: BLASScalar>(
      _: Scalar.Type, _ change: (inout SGDConfiguration) -> Void
    ) -> Int {
      var descent = StochasticGradientDescentTests.descent(Scalar.self, change)
      _ = descent.runEpoch()
      let before = Allocations.count
      _ = descent.runEpoch()
      return Allocations.count - before
    }

    static let updates =
      (StochasticGradientDescentTests.updates + StochasticGradientDescentTests.adamUpdates).map(\.1)

    @Test(arguments: [1, 5, 23], updates)
    func anEpochAllocatesNothing(batchSize: Int, update: MiniBatchUpdate) {
      for shuffles in [true, false] {
        let change: (inout SGDConfiguration) -> Void = {
          ($0.batchSize, $0.update, $0.shufflesExamples) = (batchSize, update, shuffles)
          ($0.clipNorm, $0.schedule) = shuffles ? (0.1, .plateau()) : (nil, .constant)
        }
        #expect(Self.allocations(Double.self, change) == 0)
        #expect(Self.allocations(Float.self, change) == 0)
      }
    }

    /// The counter sees the allocation of an array.
    @Test func anAllocatedArrayIsSeen() {
      let before = Allocations.count
      let array = [Double](repeating: 1, count: Int.random(in: 2...3))
      #expect(array.count > 1)
      #expect(Allocations.count > before)
    }
  }
#endif
