#if canImport(Glibc)
  import Glibc
  import Optimization
  import Testing

  /// An iteration takes no memory of the size of a vector.
  ///
  /// With the threshold for separate mappings set below the size of a vector, glibc serves every
  /// such request with fresh pages; each page that is then written to is a minor page fault of the
  /// thread, which the system counts.
  @Suite(.serialized) struct AllocationTests {
    /// 1.6 MB: more than any free piece of the heap, less than a huge page.
    private static let vectorLength = 200_000

    @Test(arguments: Algorithm.allCases)
    func anIterationTakesNoMemory(_ algorithm: Algorithm) {
      mapVectorsSeparately()
      let n = Self.vectorLength
      let pagesInAVector = n * 8 / 4096
      var objective = Quadratic(parameterCount: n)
      var faults: [Int] = []
      faults.reserveCapacity(64)
      let start = [Double](repeating: 3, count: n)
      _ = algorithm.run(
        &objective, from: start,
        stoppingWhen: .init(gradientTolerance: 1e-9, maxIterations: 16)
      ) { _, _ in
        faults.append(minorFaults())
        return .proceed
      }
      // The first iterations touch the pages of the workspace for the first time; the pairs of
      // L-BFGS go on doing so until the memory is full.
      let isQuasiNewton = algorithm.rawValue.hasPrefix("lbfgs")
      let expected = isQuasiNewton && algorithm != .lbfgsShortMemory ? 2 * pagesInAVector + 8 : 8
      let settled = faults.dropFirst(8)
      #expect(settled.count > 3)
      for (earlier, later) in zip(settled, settled.dropFirst()) {
        #expect(later - earlier <= expected)
      }
    }

    /// What is measured above does show a vector that is made, once what other tests have left in
    /// the heap is used up.
    @Test func aVectorThatIsMadeIsSeen() {
      mapVectorsSeparately()
      var vectors: [[Double]] = []
      let isSeen = (0..<100).contains { _ in
        let before = minorFaults()
        vectors.append([Double](repeating: 1, count: Self.vectorLength))
        return minorFaults() - before >= Self.vectorLength * 8 / 4096
      }
      #expect(isSeen)
    }

    /// mallopt(M_MMAP_THRESHOLD, 65536), which the Swift overlay of glibc does not show.
    private func mapVectorsSeparately() {
      typealias Mallopt = @convention(c) (CInt, CInt) -> CInt
      let threshold: CInt = -3
      let mallopt = unsafeBitCast(dlsym(nil, "mallopt"), to: Mallopt.self)
      #expect(mallopt(threshold, 1 << 16) == 1)
    }

    /// getrusage(RUSAGE_THREAD), which the Swift overlay of glibc does not show.
    private func minorFaults() -> Int {
      typealias Getrusage = @convention(c) (CInt, UnsafeMutablePointer<rusage>) -> CInt
      let thread: CInt = 1
      let getrusage = unsafeBitCast(dlsym(nil, "getrusage"), to: Getrusage.self)
      var usage = rusage()
      #expect(getrusage(thread, &usage) == 0)
      return usage.ru_minflt
    }
  }
#endif
