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
    @Test(arguments: Algorithm.allCases)
    func anIterationTakesNoMemory(_ algorithm: Algorithm) {
      mapVectorsSeparately()
      let n = 40_000
      let pagesInAVector = n * 8 / 4096
      var objective = Quadratic(parameterCount: n)
      var faults: [Int] = []
      faults.reserveCapacity(64)
      let start = [Double](repeating: 3, count: n)
      _ = algorithm.run(
        &objective, from: start,
        stoppingWhen: .init(gradientTolerance: 1e-9, maxIterations: 30)
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

    /// What is measured above does show a vector that is made.
    @Test func aVectorThatIsMadeIsSeen() {
      mapVectorsSeparately()
      let before = minorFaults()
      let vector = makeVector()
      let after = minorFaults()
      #expect(vector.last == 1)
      #expect(after - before >= 40_000 * 8 / 4096)
    }

    /// Apart, so that the optimizer does not do without the vector.
    @inline(never)
    private func makeVector() -> [Double] {
      [Double](repeating: 1, count: Int.random(in: 40_000...40_001))
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
