/// A stream of random bits that starts from a seed and whose whole state can be saved.
///
/// Every draw of the package comes from a generator that is passed in; there is no hidden one. The
/// same seed gives the same bits on every machine, and a run that is resumed from ``state``
/// goes on with the very next number.
public protocol SeededGenerator: RandomNumberGenerator, Hashable, Codable, Sendable {
  /// The generator's memory, all of it: what a checkpoint keeps.
  var state: [UInt64] { get }

  /// Starts the stream that belongs to a seed.
  init(seed: UInt64)

  /// Goes on where the generator with this ``state`` was; `nil` when the numbers are no such state.
  init?(state: [UInt64])
}
