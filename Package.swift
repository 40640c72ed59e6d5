// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target; there is no second list.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The modules in the order of the design, floor by floor: each may import only what its line names.
let modules: [(name: String, imports: [Target.Dependency])] = [
  // Ground. CKernels, which is C, stands beside these two.
  ("Machine", []),
  ("Random", []),
  // Numbers.
  ("Optimization", ["CKernels", "Random"]),
  ("LinearAlgebra", ["Machine", "COpenBLAS"]),
  ("NetworkKernels", ["LinearAlgebra", "CKernels", "Machine"]),
  ("NeuralNetwork", ["NetworkKernels", "Optimization", "Random", "LinearAlgebra", "Machine"]),
  ("OptimizationProblems", ["Optimization"]),
  // Files.
  ("Compression", ["Machine", "CZlib", "CDeflate"]),
  ("StoredNumbers", ["Machine"]),
  ("MATFile", ["StoredNumbers", "Compression", "Machine"]),
  (
    "Datasets",
    [
      "MATFile", "StoredNumbers", "Compression", "LinearAlgebra", "Random", "Machine", "CZip",
      "CArchive", "CPNG", "CJPEG",
    ]
  ),
  // Meeting.
  (
    "Training",
    [
      "NeuralNetwork", "Optimization", "LinearAlgebra", "Datasets", "MATFile", "Random", "Machine",
    ]
  ),
  (
    "Reporting", ["Training", "NeuralNetwork", "Optimization", "LinearAlgebra", "Datasets", "CPNG"]
  ),
  // Roof. The tool stands beside it.
  (
    "FullBatch",
    [
      "Training", "NeuralNetwork", "Optimization", "LinearAlgebra", "Datasets", "MATFile",
      "Machine",
    ]
  ),
]

/// The tests of each module, and what they import beside it and `TestSupport`.
let tests: [(module: String, imports: [Target.Dependency])] = [
  ("Machine", []),
  ("Random", []),
  ("Optimization", ["OptimizationProblems", "Random", "CKernels"]),
  ("LinearAlgebra", ["Random"]),
  ("NetworkKernels", ["LinearAlgebra", "Random"]),
  ("NeuralNetwork", ["NetworkKernels", "Optimization", "LinearAlgebra", "Random", "MATFile"]),
  ("OptimizationProblems", ["Optimization", "Random"]),
  ("Compression", []),
  ("StoredNumbers", ["Machine"]),
  ("MATFile", ["StoredNumbers", "Machine", "Compression"]),
  (
    "Datasets",
    ["StoredNumbers", "Machine", "LinearAlgebra", "Random", "MATFile", "Compression"]
  ),
  (
    "Training",
    [
      "NeuralNetwork", "LinearAlgebra", "Optimization", "Datasets", "MATFile", "Random", "Machine",
    ]
  ),
  ("Reporting", ["Training", "Datasets", "Optimization", "LinearAlgebra", "CPNG"]),
  (
    "FullBatch",
    [
      "Training", "Optimization", "OptimizationProblems", "LinearAlgebra", "Datasets", "MATFile",
      "Random",
    ]
  ),
  ("fullbatch", ["MATFile"]),
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
        "FullBatch", "Random", "Optimization", "LinearAlgebra", "NetworkKernels", "NeuralNetwork",
        "Datasets",
        "Training", "Reporting",
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
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    // libjpeg, with functions of our own around it: Debian's package is libjpeg-dev.
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
    .target(name: "CKernels"),
  ]
    + modules.map { .target(name: $0.name, dependencies: $0.imports, swiftSettings: settings) }
    + [
      .executableTarget(
        name: "fullbatch",
        dependencies: [
          "Reporting", "Training", "NeuralNetwork", "NetworkKernels", "Optimization",
          "LinearAlgebra", "Datasets", "MATFile", "Random", "Machine",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: settings),
      .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
      .target(
        name: "TestSupport", dependencies: ["CAllocationCount"], path: "Tests/TestSupport",
        swiftSettings: settings),
    ]
    + tests.map {
      .testTarget(
        name: "\($0.module)Tests",
        dependencies: [.byName(name: $0.module), "TestSupport"] + $0.imports,
        swiftSettings: settings)
    }
)
