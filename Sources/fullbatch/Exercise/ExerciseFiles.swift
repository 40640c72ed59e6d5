import Foundation

/// The paths of the files of the exercise and of the presets; `nil` if they are not found.
enum ExerciseFiles {
  /// The exercise's digits: in `data/` of the current folder or of the tool's checkout.
  static var data: String? { find("ex4data1.mat", in: ["data"]) }

  /// 5000 digits of MNIST in the layout of `mnist.pkl.gz`.
  static var mnist: String? { find("mnist5k.pkl.gz", in: ["data"]) }

  /// UCI's digits as text, which can't be redistributed.
  static var textDigits: String? { find("digits32x32.zip", in: ["data", "../shared/data"]) }

  /// The reference weights, which can't be redistributed.
  static var referenceWeights: String? { find("ex4weights.mat", in: ["data", "../shared/data"]) }

  /// Weights of the same network by SciPy, with their own known values.
  static var scipyWeights: String? { find("scipy-weights-400-25-10.mat", in: ["Fixtures"]) }

  /// The SHA-256 of the file of the reference weights.
  static let weightsDigest = "7eb93f42e50219a15de2378c7f8e4ecdd71005fc19e0e519cd52d5ce4d74e1f5"

  /// How to get the reference weights.
  static let weightsRemedy =
    "it is part of programming exercise 4 of Coursera's Machine Learning course and of many public "
    + "solutions; put it in data/, SHA-256 \(weightsDigest)"

  /// The first such file in the current folder, or in the checkout that contains the executable
  /// (`.build/…/fullbatch`).
  private static func find(_ name: String, in folders: [String]) -> String? {
    let executable = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().path
    let checkout = executable.range(of: "/.build/").map { executable[..<$0.lowerBound] + "/" }
    return ["", checkout].compactMap(\.self)
      .flatMap { root in folders.map { "\(root)\($0)/\(name)" } }
      .first { FileManager.default.fileExists(atPath: $0) }
  }
}
