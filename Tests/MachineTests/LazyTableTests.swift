import Machine
import Synchronization
import Testing

@Suite("Values that are computed when they are first used")
struct LazyTableTests {
  final class Square: Sendable {
    let value: Int

    init(_ value: Int) { self.value = value }
  }

  @Test("Each value is computed once, in any order", arguments: [[0, 1, 2], [2, 0, 2, 1, 0]])
  func computedOnce(order: [Int]) {
    let table = LazyTable<Square>(count: 3)
    var computed: [Int] = []
    for index in order {
      #expect((table[index] != nil) == computed.contains(index))
      let square = table.value(at: index) {
        computed.append(index)
        return Square(index * index)
      }
      #expect(square.value == index * index)
      #expect(table[index] === square)
      #expect(table.isComplete == (Set(computed).count == 3))
    }
    #expect(computed.sorted() == [0, 1, 2])
  }

  @Test("All threads get the same object", arguments: [2, 8])
  func oneObject(threads: Int) {
    let table = LazyTable<Square>(count: 7)
    let found = Parallel.map(700, threads: threads) { piece, _ in
      table.value(at: piece % 7) { Square(piece % 7) }
    }
    for (piece, square) in found.enumerated() { #expect(square === table[piece % 7]) }
    #expect(table.isComplete)
  }

  @Test("A table of nothing is complete")
  func empty() {
    #expect(LazyTable<Square>(count: 0).isComplete)
  }
}
