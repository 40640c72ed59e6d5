// swift-tools-version: 6.2
import PackageDescription

/// The examples: programs as a user of the package writes them, each on one product alone.
let examples = [
  ("TrainAndPredict", "FullBatch"),
  ("MinimizeYourOwn", "Optimization"),
  ("StandardProblems", "OptimizationProblems"),
  ("ReadAndWriteMAT", "MATFile"),
]

let package = Package(
  name: "Examples",
  dependencies: [.package(name: "FullBatch", path: "..")],
  targets: examples.map { name, product in
    .executableTarget(
      name: name, dependencies: [.product(name: product, package: "FullBatch")], path: name)
  }
)
