import Machine
import Synchronization
import Testing

@Suite("Fork and join")
struct ParallelTests {
  @Test("Every piece runs once, on a worker that has no other", arguments: [1, 2, 3, 8])
  func pieces(threads: Int) {
    let runs = Mutex([Int](repeating: 0, count: 100))
    let busy = Mutex(Set<Int>())
    let collisions = Atomic(0)
    Parallel.forEach(100, threads: threads) { piece, worker in
      if !busy.withLock({ $0.insert(worker).inserted }) || worker >= threads {
        collisions.add(1, ordering: .relaxed)
      }
      runs.withLock { $0[piece] += 1 }
      busy.withLock { _ = $0.remove(worker) }
    }
    #expect(runs.withLock { $0 } == [Int](repeating: 1, count: 100))
    #expect(collisions.load(ordering: .relaxed) == 0)
  }

  @Test("Results come in the order of the pieces", arguments: [0, 1, 7, 1000])
  func results(count: Int) {
    #expect(
      Parallel.map(count, threads: 4) { piece, _ in piece * piece } == (0..<count).map { $0 * $0 })
  }

  @Test("The machine runs a thread at least")
  func processors() {
    #expect(Parallel.processorCount >= 1)
  }
}
