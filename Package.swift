// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target; there is no second list.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The modules in the order of the design: each may import only what its line names.
let modules: [(name: String, imports: [Target.Dependency])] = [
  ("Machine", []),
  ("LinearAlgebra", ["Machine", "COpenBLAS", "CKernels"]),
  ("Optimization", ["LinearAlgebra"]),
  ("OptimizationProblems", ["Optimization", "LinearAlgebra"]),
  ("Compression", ["Machine", "CZlib", "CDeflate"]),
  ("StoredNumbers", ["Machine"]),
  ("MATFile", ["Machine", "StoredNumbers", "Compression"]),
  ("Datasets", ["Machine", "StoredNumbers", "LinearAlgebra", "Compression", "MATFile", "CZip"]),
  ("NeuralNetwork", ["Machine", "LinearAlgebra", "Optimization"]),
  (
    "Training",
    ["NeuralNetwork", "Optimization", "LinearAlgebra", "Datasets", "MATFile", "Machine"]
  ),
  (
    "Reporting", ["Training", "NeuralNetwork", "Optimization", "LinearAlgebra", "Datasets", "CPNG"]
  ),
]

let package = Package(
  name: "FullBatch",
  products: [
    .library(name: "MATFile", targets: ["MATFile", "StoredNumbers", "Machine"]),
    .library(name: "Optimization", targets: ["Optimization"]),
    .library(name: "OptimizationProblems", targets: ["OptimizationProblems"]),
    .library(
      name: "FullBatch",
      targets: [
        "LinearAlgebra", "Optimization", "Datasets", "NeuralNetwork", "Training", "Reporting",
      ]
    ),
    .executable(name: "fullbatch", targets: ["fullbatch"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapack-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .target(name: "CKernels"),
  ]
    + modules.map { .target(name: $0.name, dependencies: $0.imports, swiftSettings: settings) }
    + [
      .executableTarget(
        name: "fullbatch",
        dependencies: [
          "Reporting", "Training", "NeuralNetwork", "Optimization", "LinearAlgebra", "Datasets",
          "MATFile", "Machine",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: settings),
      .testTarget(name: "MachineTests", dependencies: ["Machine"], swiftSettings: settings),
      .testTarget(
        name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"], swiftSettings: settings),
      .testTarget(
        name: "OptimizationTests",
        dependencies: ["Optimization", "OptimizationProblems", "LinearAlgebra"],
        swiftSettings: settings),
      .testTarget(
        name: "OptimizationProblemsTests",
        dependencies: ["OptimizationProblems", "Optimization", "LinearAlgebra"],
        swiftSettings: settings),
      .testTarget(name: "CompressionTests", dependencies: ["Compression"], swiftSettings: settings),
      .testTarget(
        name: "StoredNumbersTests", dependencies: ["StoredNumbers", "Machine"],
        swiftSettings: settings),
      .testTarget(
        name: "MATFileTests", dependencies: ["MATFile", "StoredNumbers", "Machine", "Compression"],
        swiftSettings: settings),
      .testTarget(
        name: "DatasetsTests", dependencies: ["Datasets", "StoredNumbers"], swiftSettings: settings),
      .testTarget(
        name: "NeuralNetworkTests",
        dependencies: [
          "NeuralNetwork", "Optimization", "LinearAlgebra", "StoredNumbers", "MATFile",
        ],
        swiftSettings: settings),
      .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
      .testTarget(
        name: "TrainingTests",
        dependencies: [
          "Training", "NeuralNetwork", "LinearAlgebra", "Optimization", "Datasets", "MATFile",
          "CAllocationCount",
        ],
        swiftSettings: settings),
      .testTarget(
        name: "ReportingTests", dependencies: ["Reporting", "CPNG"], swiftSettings: settings),
      .testTarget(
        name: "fullbatchTests", dependencies: ["fullbatch", "MATFile"], swiftSettings: settings),
    ]
)
