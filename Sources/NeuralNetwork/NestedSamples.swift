/// Parts of the examples that stand for all of them while a run begins, each inside the next.
public struct NestedSamples: Hashable, Sendable {
  /// All examples, in an order of which every beginning is a fair sample.
  public let order: [Int]
  /// What share of the examples each sample takes, rising; all of them follow after the last.
  public let shares: [Double]

  /// Puts samples together.
  ///
  /// - Precondition: the order holds each index once; the shares rise and lie inside (0, 1).
  public init(order: [Int], shares: [Double]) {
    precondition(shares.allSatisfy { 0 < $0 && $0 < 1 }, "a sample is a part of the examples")
    precondition(zip(shares, shares.dropFirst()).allSatisfy(<), "samples grow")
    self.order = order
    self.shares = shares
  }
}
