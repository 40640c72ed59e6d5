internal import Synchronization

/// A table of values, each computed when it is first used, by any thread.
///
/// Two threads that use a value for the first time at the same moment both compute it, and get the
/// same object.
public final class LazyTable<Value: AnyObject & Sendable>: Sendable {
  private let cells: [Cell]
  private let missing: Atomic<Int>

  private final class Cell: Sendable {
    let value = AtomicLazyReference<Value>()
  }

  /// Creates a table of `count` values that are not computed yet.
  public init(count: Int) {
    cells = (0..<count).map { _ in Cell() }
    missing = Atomic(count)
  }

  /// The number of values.
  public var count: Int { cells.count }

  /// Whether all values have been computed.
  public var isComplete: Bool { missing.load(ordering: .acquiring) == 0 }

  /// Returns a value if it has been computed.
  public subscript(_ index: Int) -> Value? { cells[index].value.load() }

  /// Returns a value, computed by `make` if it is used for the first time.
  public func value(at index: Int, _ make: () -> Value) -> Value {
    if let value = self[index] { return value }
    let made = make()
    let value = cells[index].value.storeIfNil(made)
    if value === made { missing.wrappingSubtract(1, ordering: .acquiringAndReleasing) }
    return value
  }
}
