import Datasets
import LinearAlgebra

/// From the path of a file to the data set in memory.
enum LoadingSuite {
  static func run(into report: inout Report) {
    measure("ex4data1.mat", BenchmarkData.ex4Path, Double.self, into: &report)
    measure("ex4data1.mat", BenchmarkData.ex4Path, Float.self, into: &report)
    guard BenchmarkData.hasFashion else { return }
    let name = "Fashion-MNIST, 60 000 images and labels, gz"
    measure(name, BenchmarkData.fashionPath, Double.self, into: &report)
    measure(name, BenchmarkData.fashionPath, Float.self, into: &report)
  }

  private static func measure<Scalar: BLASScalar>(
    _ work: String, _ path: String, _: Scalar.Type, into report: inout Report
  ) {
    report.add(
      "loading",
      Measurement(work, sample(path, Scalar.self), precision: Precision(of: Scalar.self)))
  }

  /// Times the reading of a file that the system has in memory.
  static func sample<Scalar: BLASScalar>(_ path: String, _: Scalar.Type) -> Samples {
    Sampler().sample { _ = try? BenchmarkData.read(path, as: Scalar.self) }
  }
}
