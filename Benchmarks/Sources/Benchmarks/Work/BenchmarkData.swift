import Datasets
import Foundation
import LinearAlgebra

/// The data sets of the benchmarks.
enum BenchmarkData {
  /// The exercise's 5000 digits of 20 × 20.
  static let ex4Path = root + "/data/ex4data1.mat"
  /// 5000 digits of MNIST, 28 × 28.
  static let mnistPath = root + "/data/mnist5k-images-idx3-ubyte.gz"
  /// Where Debian's package `dataset-fashion-mnist` puts its 60 000 images of clothes, 28 × 28.
  static let fashionPath = "/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz"

  /// Whether Fashion-MNIST is installed.
  static var hasFashion: Bool { FileManager.default.fileExists(atPath: fashionPath) }

  /// The training set at a path.
  static func read<Scalar: BLASScalar>(
    _ path: String, as _: Scalar.Type
  ) throws(DatasetError) -> Dataset<Scalar> {
    try DatasetFile.read(path: path, as: Scalar.self).training
  }

  /// The checkout that this file is in.
  private static let root: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { url.deleteLastPathComponent() }
    return url.path
  }()
}

extension Dataset {
  /// The examples repeated the given number of times.
  func repeated(_ times: Int) -> Dataset {
    selecting((0..<times).flatMap { _ in 0..<exampleCount })
  }
}
