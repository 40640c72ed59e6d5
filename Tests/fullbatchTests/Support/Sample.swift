import Foundation
import MATFile

/// The files that the tool is tried on.
enum Sample {
  /// Six examples of four features in three classes, in column-major order.
  static let features = (0..<24).map { Double($0 * 7 % 24) / 24 }

  /// The classes of these examples.
  static let labels: [Double] = [1, 2, 3, 1, 2, 3]

  /// A data set of these examples, with some of it replaced.
  static func dataset(
    X: MATArray? = MATArray(features, dimensions: [6, 4]), y: MATArray? = MATArray(labels),
    version: MATFile.Version = .v7
  ) throws -> [UInt8] {
    try MATFile.encode(
      [("X", X), ("y", y)].compactMap { name, array in array.map { (name: name, array: $0) } },
      version: version)
  }

  /// The features with one value replaced; row and column count from 1.
  static func features(row: Int, column: Int, _ value: Double) -> MATArray {
    var values = features
    values[(column - 1) * 6 + row - 1] = value
    return MATArray(values, dimensions: [6, 4])
  }

  /// The labels with one value replaced; the row counts from 1.
  static func labels(row: Int, _ value: Double) -> MATArray {
    var values = labels
    values[row - 1] = value
    return MATArray(values)
  }

  /// A matrix of weights that are all different and small.
  static func theta(_ rows: Int, _ columns: Int) -> MATArray {
    MATArray((0..<rows * columns).map { sin(Double($0)) / 4 }, dimensions: [rows, columns])
  }

  /// The weights of a 4-5-3 network, which fit the data set.
  static func network(
    Theta1: MATArray? = theta(5, 5), Theta2: MATArray? = theta(3, 6)
  ) throws -> [UInt8] {
    try MATFile.encode(
      [("Theta1", Theta1), ("Theta2", Theta2)].compactMap { name, array in
        array.map { (name: name, array: $0) }
      })
  }
}
