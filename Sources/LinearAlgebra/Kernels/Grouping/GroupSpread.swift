/// The order of groups of which every beginning is spread evenly over all of them.
///
/// Groups come from examples that were sorted, so that neighbours are alike. The i-th group taken
/// is the one at the place of iφ mod 1 among all of these numbers, φ the golden ratio: the first k
/// of them divide the unit interval about evenly, whatever k is (a Weyl sequence). A sample of the
/// first groups then holds every class, and every kind of example in a class, in its proportion.
///
/// Source: H. Weyl, "Über die Gleichverteilung von Zahlen mod. Eins", Mathematische Annalen 77
/// (1916); of all irrational numbers the golden ratio spreads the beginnings best.
enum GroupSpread {
  /// Puts whole groups of examples into that order; a last group that is not full stays the last.
  static func apply(to examples: [Int], groupSize: Int) -> [Int] {
    let whole = examples.count / groupSize
    let goldenRatio = 0.618_033_988_749_894_9
    let places = (0..<whole).map { index in
      let multiple = Double(index) * goldenRatio
      return multiple - multiple.rounded(.down)
    }
    var taken = [Int](repeating: 0, count: whole)
    for (place, index) in (0..<whole).sorted(by: { places[$0] < places[$1] }).enumerated() {
      taken[index] = place
    }
    return examples.indices.map { lane in
      let group = lane / groupSize
      return group < whole ? examples[taken[group] * groupSize + lane % groupSize] : examples[lane]
    }
  }
}
