/// A few numbers by which one recognises an array.
public struct ArrayStatistics: Equatable, Sendable {
  /// The number of elements.
  public private(set) var count = 0
  /// The sum of all elements, NaN or infinite when an element is.
  public private(set) var sum = 0.0
  /// Up to four elements from the beginning.
  public private(set) var first: [Double] = []
  /// Up to four elements from the end, in the array's order.
  public private(set) var last: [Double] = []

  /// The numbers of an array whose elements are given in order.
  public init(_ elements: some Collection<Double>) {
    append(elements)
  }

  /// Takes further elements of the same array.
  mutating func append(_ elements: some Collection<Double>) {
    count += elements.count
    sum += elements.reduce(0, +)
    first += elements.prefix(4 - first.count)
    last = Array((last + elements.suffix(4)).suffix(4))
  }
}
