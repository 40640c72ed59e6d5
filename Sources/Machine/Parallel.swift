internal import Dispatch
internal import FoundationEssentials
internal import Synchronization

/// Fork-join parallelism over numbered pieces of work.
public enum Parallel {
  /// The number of active processors, determined once, because the system reads it from files.
  public static let processorCount = ProcessInfo.processInfo.activeProcessorCount

  /// Runs `body` once for each piece, on up to `threads` threads, and returns when all are done.
  ///
  /// Pieces are scheduled dynamically: a thread takes the next piece when it is free. A result that
  /// must not depend on the number of threads is combined from the pieces afterwards, in their
  /// order.
  ///
  /// - Parameters:
  ///   - pieces: The number of pieces, each run exactly once.
  ///   - threads: The maximum number of threads, at least 1; 1 runs the pieces in order on the
  ///     calling thread.
  ///   - body: The work, called with the index of the piece and the index of the worker in
  ///     0..<threads. A worker runs one piece at a time and so can own a buffer.
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

  /// Runs `body` once for each piece, as ``forEach(_:threads:_:)`` does, and returns the results in
  /// the order of the pieces.
  public static func map<Result: Sendable>(
    _ pieces: Int, threads: Int, _ body: @Sendable (_ piece: Int, _ worker: Int) -> Result
  ) -> [Result] {
    [Result](unsafeUninitializedCapacity: pieces) { results, count in
      // Each piece writes to its own element.
      nonisolated(unsafe) let results = results
      forEach(pieces, threads: threads) { piece, worker in
        results.initializeElement(at: piece, to: body(piece, worker))
      }
      count = pieces
    }
  }
}
