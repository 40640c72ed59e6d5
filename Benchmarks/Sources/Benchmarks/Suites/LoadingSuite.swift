import Datasets
import LinearAlgebra
import MATFile

/// Reading a file into a data set, and reading only the variables of a MAT-file.
enum LoadingSuite {
  static func run(into report: inout Report) {
    report.add("loading", Measurement("ex4data1.mat, its variables", sampleVariables()))
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

  /// Times what `scipy.io.loadmat` and Octave's `load` do: every variable in memory, column-major.
  static func sampleVariables() -> Samples {
    Sampler().sample {
      guard let file = try? MATFile(path: BenchmarkData.ex4Path) else { return }
      for variable in file.variables { _ = try? file.array(of: variable) }
    }
  }

  /// Times the reading of a file that is in the page cache.
  static func sample<Scalar: BLASScalar>(_ path: String, _: Scalar.Type) -> Samples {
    Sampler().sample { _ = try? BenchmarkData.read(path, as: Scalar.self) }
  }
}
