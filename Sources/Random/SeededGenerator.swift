/// A pseudorandom number generator with a seed, whose state can be saved and restored.
///
/// Every random number in the package comes from a generator that is passed in; there is no global
/// generator. The same seed gives the same bits on every machine, and a generator that is restored
/// from ``state`` continues the same sequence.
public protocol SeededGenerator: RandomNumberGenerator, Hashable, Codable, Sendable {
  /// The complete state of the generator, which a checkpoint stores.
  var state: [UInt64] { get }

  /// Creates a generator from a seed; every seed is valid.
  init(seed: UInt64)

  /// Restores a generator from its ``state``; `nil` when the numbers are not a valid state.
  init?(state: [UInt64])
}
