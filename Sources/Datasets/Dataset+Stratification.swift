internal import Random

/// Stratified random splits.
extension Dataset {
  /// Returns a random order of all examples in which every prefix is a stratified sample.
  ///
  /// Each class is shuffled, and its examples are spread evenly: example r = 0, 1, … of a class
  /// with n_c examples has position (r + ½) / n_c. So the number of examples of a class among the
  /// first j of m examples differs from j · n_c / m by less than 1 for two classes, and by little
  /// more for many classes. Prefixes are nested: a growing sample keeps its examples.
  ///
  /// - Parameter generator: The random number generator; one draw per example.
  /// - Returns: The indices of all examples.
  /// - Complexity: O(m log m).
  public func stratifiedOrder(using generator: inout some RandomNumberGenerator) -> [Int] {
    var ranked: [(place: Double, index: Int)] = []
    ranked.reserveCapacity(exampleCount)
    for var members in membersByClass {
      generator.permute(&members)
      for (rank, index) in members.enumerated() {
        ranked.append(((Double(rank) + 0.5) / Double(members.count), index))
      }
    }
    // Ties are frequent (classes of one size): the example's own index decides, and the shuffle
    // has made that fair.
    return ranked.sorted { $0 < $1 }.map(\.index)
  }

  /// Splits the data set into two disjoint stratified samples.
  ///
  /// - Parameters:
  ///   - fraction: The fraction to hold out, in 0...1; rounded to a whole number of examples, but
  ///     neither part is empty if there are at least two examples and the fraction is not 0 or 1.
  ///   - generator: The random number generator; one draw per example.
  /// - Returns: The remaining examples and those held out, both in the order of the data set.
  public func split(
    holdingOut fraction: Double, using generator: inout some RandomNumberGenerator
  ) -> (kept: Dataset, apart: Dataset) {
    let order = stratifiedOrder(using: &generator)
    let count = sampleSize(fraction)
    return (selecting(order[count...].sorted()), selecting(order[..<count].sorted()))
  }

  /// The examples of each class in the order of the file.
  private var membersByClass: [[Int]] {
    var members = [[Int]](repeating: [], count: classCount)
    for (example, index) in classIndices.enumerated() { members[index].append(example) }
    return members
  }

  /// The number of examples in a fraction of the data set.
  private func sampleSize(_ fraction: Double) -> Int {
    precondition((0...1).contains(fraction), "the fraction must be in 0...1")
    let size = Int((fraction * Double(exampleCount)).rounded())
    guard exampleCount >= 2, fraction > 0, fraction < 1 else { return size }
    return min(max(size, 1), exampleCount - 1)
  }
}

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
