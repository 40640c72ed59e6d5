internal import Random

extension Dataset {
  /// Two stratified parts without a common example, drawn from a random seed.
  ///
  ///     let (training, test) = digits.split(holdingOut: 0.2, seed: 1)
  ///
  /// - Parameters:
  ///   - fraction: the part to hold out, in 0…1; see ``split(holdingOut:using:)``.
  ///   - seed: the random seed; the same seed gives the same parts, those of
  ///     `fullbatch train --validation-fraction`.
  /// - Returns: the other examples and those held out, both in the order of the file.
  public func split(
    holdingOut fraction: Double, seed: UInt64
  ) -> (kept: Dataset, apart: Dataset) {
    var generator = Xoshiro256StarStar(seed: seed)
    return split(holdingOut: fraction, using: &generator)
  }
}
