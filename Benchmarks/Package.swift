// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "FullBatchBenchmarks",
  products: [
    .executable(name: "fullbatch-benchmarks", targets: ["Benchmarks"]),
    .executable(name: "sgd-vs-full-batch", targets: ["SGDvsFullBatch"]),
  ],
  dependencies: [
    .package(name: "FullBatch", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        .product(name: "FullBatch", package: "FullBatch"),
        .product(name: "MATFile", package: "FullBatch"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "SGDvsFullBatch", dependencies: [.product(name: "FullBatch", package: "FullBatch")],
      swiftSettings: settings),
  ]
)
