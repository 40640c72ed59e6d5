internal import Random

extension Dataset {
  /// Splits the data set into two disjoint stratified samples, with a random seed.
  ///
  ///     let (training, test) = digits.split(holdingOut: 0.2, seed: 1)
  ///
  /// - Parameters:
  ///   - fraction: the fraction to hold out, in 0…1; see ``split(holdingOut:using:)``.
  ///   - seed: the random seed; the same seed gives the same samples, which are those of `fullbatch
  ///     train --validation-fraction`.
  /// - Returns: the remaining examples and those held out, both in the order of the data set.
  public func split(
    holdingOut fraction: Double, seed: UInt64
  ) -> (kept: Dataset, apart: Dataset) {
    var generator = Xoshiro256StarStar(seed: seed)
    return split(holdingOut: fraction, using: &generator)
  }
}
