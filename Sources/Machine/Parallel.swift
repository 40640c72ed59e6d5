internal import Dispatch
internal import FoundationEssentials
internal import Synchronization

/// Fork and join over numbered pieces of work.
public enum Parallel {
  /// How many threads the machine runs at a time, asked for once: the answer is in files.
  public static let processorCount = ProcessInfo.processInfo.activeProcessorCount

  /// Runs `body` once for each piece, on up to `threads` threads, and returns when all are done.
  ///
  /// Which thread takes which piece is not fixed (a thread takes the next one when it is free), so
  /// a result that must not depend on the number of threads is put together from the pieces in
  /// their order, afterwards.
  ///
  /// - Parameters:
  ///   - pieces: the number of pieces, each run exactly once.
  ///   - threads: at most so many at a time; 1 runs them in order on the calling thread.
  ///   - body: called with the piece's number and the worker's, 0..<threads: a worker never runs
  ///     two pieces at a time, so that buffers can be held one a worker.
  public static func forEach(
    _ pieces: Int, threads: Int, _ body: @Sendable (_ piece: Int, _ worker: Int) -> Void
  ) {
    precondition(threads >= 1, "work needs at least one thread")
    let workers = min(threads, pieces)
    guard workers > 1 else {
      for piece in 0..<pieces { body(piece, 0) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard piece < pieces else { return }
        body(piece, worker)
      }
    }
  }

  /// The results of pieces of work that run as those of ``forEach(_:threads:_:)`` do, in the order
  /// of the pieces.
  public static func map<Result: Sendable>(
    _ pieces: Int, threads: Int, _ body: @Sendable (_ piece: Int, _ worker: Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: pieces) { results, count in
      // Each piece writes to a place of its own.
      nonisolated(unsafe) let results = results
      forEach(pieces, threads: threads) { piece, worker in
        results.initializeElement(at: piece, to: body(piece, worker))
      }
      count = pieces
    }
  }
}
