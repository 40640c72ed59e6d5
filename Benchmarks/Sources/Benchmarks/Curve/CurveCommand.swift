import ArgumentParser
import Datasets
import Foundation
import LinearAlgebra

/// Trains once and prints the training curve by the clock, for `baselines/curves.py`.
struct CurveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "curve",
    abstract: "Trains and prints cost and score by the clock, a line of JSON per point.",
    discussion: """
      The clock starts with the examples in memory and stops while a point is copied. Cost (over \
      all training examples) and score (on the test set, otherwise on the training set) are \
      computed after the run. The score is the accuracy, or with --targets features the squared \
      error per example.
      """)

  @Option(help: ArgumentHelp("Training data, and a test set if it has one.", valueName: "path"))
  var data: String
  @Option(help: ArgumentHelp("Test set, instead of that of --data.", valueName: "path"))
  var test: String?
  @OptionGroup var options: CurveOptions
  @Option(help: "double or float.") var precision = Precision.double
  @Option(help: ArgumentHelp("Duration of the run.", valueName: "s"))
  var seconds = 16.0
  @Option(help: ArgumentHelp("Maximum number of points, at logarithmic times.", valueName: "n"))
  var points = 120
  @Option(help: ArgumentHelp("Number of threads.", valueName: "n"))
  var threads = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard seconds > CurveRecorder.firstTime, seconds.isFinite else {
      throw ValidationError("--seconds must be above \(CurveRecorder.firstTime)")
    }
    guard points >= 2 else { throw ValidationError("--points must be at least 2") }
    guard threads >= 1 else { throw ValidationError("--threads must be at least 1") }
  }

  func run() throws {
    switch precision {
    case .double: try run(Double.self)
    case .float: try run(Float.self)
    }
  }

  private func run<Scalar: BLASScalar>(_: Scalar.Type) throws {
    var sets = try DatasetFile.read(path: data, as: Scalar.self)
    if let test {
      sets.test = try BenchmarkData.read(test, as: Scalar.self).encoded(as: sets.training.encoding)
    }
    let curve = try ClockCurve(
      options.configuration, on: sets, seconds: seconds, maxPoints: points, threads: threads)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    for point in curve.points {
      print(String(decoding: try encoder.encode(point), as: UTF8.self))
    }
  }
}
