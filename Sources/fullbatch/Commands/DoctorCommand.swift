import ArgumentParser
import Foundation
import LinearAlgebra
import NetworkKernels

/// `fullbatch doctor`: the environment of the tool, and missing files and programs.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Show the environment: BLAS, processor, cores, data, optional programs.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    let report = Report()
    if output.json {
      try JSON.print(report)
      return
    }
    Terminal.print(report.version)
    Terminal.print("BLAS       \(report.blas)")
    Terminal.print("kernels    \(report.kernels)")
    Terminal.print("processor  \(report.processor), \(report.cores) cores")
    for item in report.found {
      Terminal.print(
        "\(item.present ? "found    " : "missing  ")  \(item.name): \(item.purpose)"
          + (item.present ? "" : " (\(item.remedy))"))
    }
  }

  /// The content of `doctor --json`.
  struct Report: Encodable {
    let version = Fullbatch.configuration.version
    let blas = BLAS.description
    let processor = BLAS.processor
    let kernels = KernelLevel.best.description
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let found: [Item] = Item.all
  }

  /// A file or a program that a command uses.
  struct Item: Encodable {
    let name: String
    let purpose: String
    let present: Bool
    /// How to get it.
    let remedy: String

    static var all: [Item] {
      [
        Item(
          name: "data/ex4data1.mat", purpose: "the exercise's digits",
          present: ExerciseFiles.data != nil, remedy: "run fullbatch in its checkout"),
        Item(
          name: "ex4weights.mat", purpose: "the exercise's reference weights",
          present: ExerciseFiles.referenceWeights != nil, remedy: ExerciseFiles.weightsRemedy),
        program("octave-cli", "used by tests of MAT-files", "apt-get install octave"),
        program("python3", "used by make bench-baselines", "apt-get install python3"),
      ]
    }

    private static func program(_ name: String, _ purpose: String, _ remedy: String) -> Item {
      let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      let present = folders.contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
      }
      return Item(name: name, purpose: purpose, present: present, remedy: remedy)
    }
  }
}
