import Foundation

/// The published and recorded values that the exercise is checked against.
struct KnownValues {
  /// The file of the weights.
  let weights: String
  /// What people call them.
  let name: String
  /// J for each λ.
  let costs: [(lambda: Double, cost: Double)]
  /// How many of the 5000 digits the weights classify correctly.
  let correct: Int

  /// The relative difference that is allowed in Double.
  static let tolerance = 1e-12

  /// The course's own weights: costs 0.2876 and 0.3838, accuracy 97.52 %.
  private static func course(_ path: String) -> KnownValues {
    KnownValues(
      weights: path, name: "reference weights",
      costs: [(0, 0.287629165161319), (1, 0.383769859090924), (3, 0.576051246950133)],
      correct: 4876)
  }

  /// Weights for the same network by SciPy's TNC: a second, independent set.
  private static func scipy(_ path: String) -> KnownValues {
    KnownValues(
      weights: path, name: "SciPy's weights",
      costs: [(0, 0.200113619257611), (1, 0.362693142448460), (3, 0.687852188830157)],
      correct: 4917)
  }

  /// The best set that is there: the given file, else the course's, else SciPy's.
  static func find(given: String?) -> KnownValues? {
    given.map(course) ?? ExerciseFiles.referenceWeights.map(course)
      ?? ExerciseFiles.scipyWeights.map(scipy)
  }
}
