internal import LinearAlgebra

extension FeatureScaling {
  /// Chooses the scaling for a training set.
  ///
  /// - Parameters:
  ///   - scale: How to scale; with `nil`, pixels are divided by their largest possible value, and
  ///     other features are not scaled.
  ///   - features: The features of the training set.
  ///   - imageShape: The image shape of an example, or `nil`.
  /// - Throws: ``DatasetError`` for sparse features that have no room for their zeros, and would need
  ///   it.
  /// - Complexity: At most two passes over the features; over those that are stored, unless the scale
  ///   is `standard`.
  init<Scalar: BLASScalar>(
    _ scale: DatasetOptions.Scale?, of features: Matrix<Scalar>, imageShape: ImageShape?
  ) throws(DatasetError) {
    switch scale {
    case nil:
      self =
        Self.pixelMaximum(of: features, imageShape: imageShape).map { .division(by: $0) } ?? .none
    case .none?: self = .none
    case .unit?:
      let largest =
        Self.pixelMaximum(of: features, imageShape: imageShape)
        ?? features.reduce(0.0) { max($0, abs(Double($1))) }
      self = .division(by: largest == 0 ? 1 : largest)
    case .standard?:
      try Self.checkRoom(forZerosOf: features)
      let (means, deviations) = features.columnMoments()
      self.init(.standard, offsets: means, divisors: deviations.map { $0 > 0 ? $0 : 1 })
    case .minmax?:
      let (smallest, largest) = features.columnRanges()
      self.init(
        .minmax, offsets: smallest,
        divisors: zip(smallest, largest).map { $1 > $0 ? $1 - $0 : 1 })
    }
  }

  /// The largest possible value of a pixel, if the features are pixels; otherwise `nil`.
  ///
  /// Pixels are whole numbers, not negative, that use the upper half of their range, 0…255 or
  /// 0…65535; there are as many as an image of one or three channels has, or each is stored as a byte.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  static func pixelMaximum<Scalar: BLASScalar>(
    of features: Matrix<Scalar>, imageShape: ImageShape?
  ) -> Double? {
    let isLikeImages =
      imageShape != nil || features.coded != nil
      || ImageShape.guessedColor(featureCount: features.columns) != nil
    guard isLikeImages else { return nil }
    var largest: Scalar = 0
    if let coded = features.coded {
      largest = coded.values[Int(coded.bytes.max() ?? 0)]
    } else {
      for row in 0..<features.rows {
        for value in features.storedElements(ofRow: row) {
          guard value >= 0, value <= 65535, value == value.rounded() else { return nil }
          largest = max(largest, value)
        }
      }
    }
    if largest > 255 { return largest > 32767 ? 65535 : nil }
    return largest > 127 ? 255 : nil
  }

  /// Scales features in place.
  ///
  /// - Throws: ``DatasetError`` if a scaled feature is not finite, or if sparse features have no room
  ///   for the zeros that become other numbers.
  func apply<Scalar: BLASScalar>(to features: inout Matrix<Scalar>) throws(DatasetError) {
    guard offsets != [0] || divisors != [1] else { return }
    if offsets.contains(where: { Scalar($0) != 0 }) {
      try Self.checkRoom(forZerosOf: features)
    }
    let isFinite = features.scale(
      subtracting: offsets.map { Scalar($0) }, dividingBy: divisors.map { Scalar($0) })
    guard isFinite else {
      throw DatasetError(
        .invalidValue, "a scaled feature is not a finite number",
        remedy: "choose another --scale, or --precision double")
    }
  }

  /// Checks that sparse features can be stored with their zeros.
  private static func checkRoom<Scalar: BLASScalar>(
    forZerosOf features: Matrix<Scalar>
  ) throws(DatasetError) {
    guard features.sparse != nil else { return }
    try SparseSize.check(
      exampleCount: features.rows, featureCount: features.columns,
      remedy: "train with --scale unit, which keeps zeros")
  }

  /// A warning about features that would be better scaled; `nil` if there is no need.
  ///
  /// Their largest magnitudes differ by more than a factor of 100, or exceed 100.
  static func warning<Scalar: BLASScalar>(about features: Matrix<Scalar>) -> String? {
    let (smallest, largest) = features.columnRanges()
    let magnitudes = zip(smallest, largest).map { max(abs($0), abs($1)) }.filter { $0 > 0 }
    guard let low = magnitudes.min(), let high = magnitudes.max() else { return nil }
    let ranges = zip(smallest, largest).map { $1 - $0 }.filter { $0 > 0 }
    let ratio = (ranges.max() ?? 1) / (ranges.min() ?? 1)
    if high > 100 {
      return "The features have magnitudes of up to \(shortText(high)) and are not scaled; "
        + "--scale standard usually helps"
    }
    guard ratio > 100, low < high else { return nil }
    return "The ranges of the features differ by a factor of \(shortText(ratio)), and they are not "
      + "scaled; --scale standard usually helps"
  }

  /// A number with two significant digits.
  private static func shortText(_ number: Double) -> String {
    guard number >= 1, number < 1e6 else { return "\(Float(number))" }
    return "\(Int(number.rounded()))"
  }
}

extension FeatureScaling: CustomStringConvertible {
  /// The scaling in a few words, as in "divided by 255".
  public var description: String {
    switch scale {
    case .none: "not scaled"
    case .unit:
      "divided by \(Int(exactly: divisors[0]).map { "\($0)" } ?? "\(divisors[0])")"
    case .standard: "scaled to mean 0 and standard deviation 1"
    case .minmax: "scaled to 0…1"
    }
  }
}

extension Matrix {
  /// Whether all elements are in 0…1.
  var isWithinUnitInterval: Bool {
    (0..<rows).allSatisfy { storedElements(ofRow: $0).allSatisfy { $0 >= 0 && $0 <= 1 } }
  }

  /// The elements of a row, without the zeros that are not stored.
  fileprivate func storedElements(ofRow row: Int) -> ArraySlice<Scalar> {
    guard let sparse else { return self.row(row) }
    return sparse.values[sparse.places(ofRow: row)]
  }

  /// Combines all stored elements from left to right, row by row.
  fileprivate func reduce<Result>(
    _ initial: Result, _ combine: (Result, Scalar) -> Result
  ) -> Result {
    (0..<rows).reduce(initial) { storedElements(ofRow: $1).reduce($0, combine) }
  }

  /// The mean and the standard deviation (divided by the number of rows) of each column.
  ///
  /// - Complexity: Two passes over the elements, in Double.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  fileprivate func columnMoments() -> (means: [Double], deviations: [Double]) {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for (column, value) in self.row(row).enumerated() { sums[column] += Double(value) }
    }
    let means = sums.map { $0 / Double(rows) }
    var squares = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for (column, value) in self.row(row).enumerated() {
        let difference = Double(value) - means[column]
        squares[column] += difference * difference
      }
    }
    return (means, squares.map { ($0 / Double(rows)).squareRoot() })
  }

  /// The smallest and the largest element of each column.
  ///
  /// - Complexity: One pass over the columns and the stored elements.
  @specialized(where Scalar == Double)
  @specialized(where Scalar == Float)
  fileprivate func columnRanges() -> (smallest: [Double], largest: [Double]) {
    var smallest = [Double](repeating: .infinity, count: columns)
    var largest = [Double](repeating: -.infinity, count: columns)
    if let sparse {
      var counts = [Int](repeating: 0, count: columns)
      for (index, value) in zip(sparse.indices, sparse.values) {
        let column = Int(index)
        smallest[column] = min(smallest[column], Double(value))
        largest[column] = max(largest[column], Double(value))
        counts[column] += 1
      }
      for column in counts.indices where counts[column] < rows {
        smallest[column] = min(smallest[column], 0)
        largest[column] = max(largest[column], 0)
      }
      return (smallest, largest)
    }
    for row in 0..<rows {
      for (column, value) in self.row(row).enumerated() {
        smallest[column] = min(smallest[column], Double(value))
        largest[column] = max(largest[column], Double(value))
      }
    }
    return (smallest, largest)
  }
}
