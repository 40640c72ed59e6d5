internal import Random

/// Random parts of a data set in which every class has its share.
extension Dataset {
  /// All examples in a random order of which every beginning is a fair sample.
  ///
  /// Each class is shuffled, and its examples are spread evenly: the r-th of a class with n_c
  /// examples (r = 0, 1, …) comes at (r + ½) / n_c of the way. So the first j of m examples hold a
  /// class j · n_c / m times, give or take less than one for two classes and little more for many.
  /// Beginnings are nested by nature: a sample that grows keeps what it has.
  ///
  /// - Parameter generator: where the randomness comes from; one draw an example.
  /// - Returns: the indices of all examples, each once.
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

  /// Two parts without a common example, each with its share of every class.
  ///
  /// - Parameters:
  ///   - fraction: the part to set apart, in 0...1; rounded to a whole number of examples, but
  ///     neither part is left empty where there are two examples and the fraction is inside 0...1.
  ///   - generator: where the randomness comes from.
  /// - Returns: the larger part's examples and those set apart, both in the order of the file.
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

  /// The number of examples in a part of the set.
  private func sampleSize(_ fraction: Double) -> Int {
    precondition((0...1).contains(fraction), "a part is between nothing and all")
    let size = Int((fraction * Double(exampleCount)).rounded())
    guard exampleCount >= 2, fraction > 0, fraction < 1 else { return size }
    return min(max(size, 1), exampleCount - 1)
  }
}
