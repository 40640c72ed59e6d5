// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that nobody who depends on the libraries builds the benchmarks.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "FullBatch", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmarks",
      dependencies: [.product(name: "FullBatch", package: "FullBatch")],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
