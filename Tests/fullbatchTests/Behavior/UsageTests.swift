import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// What users type: help, mistakes, colors.
  @Suite struct UsageTests {
    /// All that the tool is to do.
    static let commands = [
      "ex4", "cost", "check-gradient", "train", "evaluate", "predict", "show", "inspect",
      "doctor",
    ]

    /// The options that scripts may use, by command.
    static let options = [
      "ex4": ["data", "weights", "output", "json", "seed", "max-iterations", "threads"],
      "cost": ["data", "weights", "lambda", "layers", "features", "labels", "json"],
      "check-gradient": ["data", "weights", "json"],
      "train": [
        "data", "features", "labels", "validation", "validation-fraction", "hidden", "activation",
        "loss", "lambda", "minimizer", "max-iterations", "max-evaluations", "gradient-tolerance",
        "target-cost", "time-limit", "init", "keep", "seed", "precision", "threads", "model",
        "trace",
        "report", "json", "quiet", "no-color",
      ],
      "evaluate": ["data", "model", "json"],
      "predict": ["data", "model", "json"],
      "show": ["data", "model", "json"],
      "inspect": ["json"],
      "doctor": ["json"],
    ]

    let folder = TemporaryFolder()

    @Test(arguments: commands)
    func describesEveryCommand(_ command: String) throws {
      let overview = try Tool.run(["--help"], in: folder)
      #expect(overview.status == 0)
      #expect(
        overview.output.contains(try Regex("(?m)^  \(command) +\\S.*$")), "a line about \(command)")
      let help = try Tool.run([command, "--help"], in: folder)
      #expect(help.status == 0)
      #expect(help.output.hasPrefix("OVERVIEW: "))
      #expect(help.output.contains("USAGE: fullbatch \(command)"))
      #expect(help.errors.isEmpty)
    }

    @Test(arguments: options.sorted { $0.key < $1.key })
    func hasTheOptions(of command: String, _ options: [String]) throws {
      try expect(command, has: options)
    }

    @Test func trainsInParts() throws {
      try expect("train", has: ["checkpoint", "resume"])
    }

    private func expect(_ command: String, has options: [String]) throws {
      let help = try Tool.run([command, "--help"], in: folder).output
      // Every option stands at the start of a line, with its explanation behind or below it.
      let missing = try options.filter {
        !help.contains(try Regex("(?m)^  (-\\w, )?--\($0)\\b(?!-)"))
      }
      #expect(missing.isEmpty, "\(command) lacks \(missing)")
    }

    @Test(arguments: [
      ["nonsense"],
      ["cost"],
      ["cost", "--data", TestFiles.digits],
      [
        "cost", "--data", TestFiles.digits, "--weights", TestFiles.scipyWeights, "--lambda", "much",
      ],
      ["cost", "--data", TestFiles.digits, "--weights", TestFiles.scipyWeights, "--lambda", "-1"],
      ["cost", "--data", TestFiles.digits, "--weights", TestFiles.scipyWeights, "--lambda", "nan"],
      ["cost", "--data", TestFiles.digits, "--weights", TestFiles.scipyWeights, "--threads", "0"],
      ["check-gradient", "--data", TestFiles.digits, "--points", "0"],
      ["train"],
      ["train", "--data", TestFiles.digits, "--minimizer", "magic"],
      ["train", "--data", TestFiles.digits, "--hidden", "25,"],
      ["train", "--data", TestFiles.digits, "--hidden", "-5"],
      ["train", "--data", TestFiles.digits, "--activation", "magic"],
      ["train", "--data", TestFiles.digits, "--loss", "magic"],
      ["train", "--data", TestFiles.digits, "--precision", "half"],
      ["train", "--data", TestFiles.digits, "--init", "nan"],
      ["train", "--data", TestFiles.digits, "--seed", "-1"],
      ["train", "--data", TestFiles.digits, "--threads", "0"],
      ["train", "--data", TestFiles.digits, "--max-iterations", "-1"],
      ["train", "--data", TestFiles.digits, "--max-evaluations", "few"],
      ["train", "--data", TestFiles.digits, "--gradient-tolerance", "-1"],
      ["train", "--data", TestFiles.digits, "--time-limit", "nan"],
      ["train", "--data", TestFiles.digits, "--time-limit=-inf"],
      ["train", "--data", TestFiles.digits, "--time-limit", "0"],
      ["train", "--data", TestFiles.digits, "--time-limit", "1e-300"],
      ["train", "--data", TestFiles.digits, "--max-evaluations", "0"],
      ["train", "--data", TestFiles.digits, "--minimizer", "sgd", "--max-evaluations", "0"],
      ["ex4", "--data", TestFiles.digits, "--max-evaluations", "0", "--output", "results"],
      ["train", "--data", TestFiles.digits, "--gradient-tolerance", "nan"],
      ["train", "--data", TestFiles.digits, "--target-cost", "nan"],
      ["train", "--data", TestFiles.digits, "--preset", "magic"],
      ["train", "--data", TestFiles.digits, "--sample-sizes", "0.5,0.2"],
      ["train", "--data", TestFiles.digits, "--sample-sizes", "0,1"],
      ["train", "--data", TestFiles.digits, "--sample-sizes", "half"],
      ["train", "--data", TestFiles.digits, "--sample-sizes", "0.5", "--minimizer", "sgd"],
      ["evaluate", "--data", TestFiles.digits],
      [
        "predict", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights, "--format",
        "magic",
      ],
      ["show", "magic", "--data", TestFiles.digits, "--output", "sheet.png"],
      ["show", "hidden", "--data", TestFiles.digits, "--output", "sheet.png"],
      ["train", "--data", TestFiles.digits, "--batch-size", "3"],
      ["ex4", "--data", TestFiles.digits, "--batch-size", "3", "--output", "results"],
      ["ex4", "--data", TestFiles.digits, "--beta1", "0.5", "--output", "results"],
      ["inspect"],
    ])
    func refusesMistakes(_ arguments: [String]) throws {
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == 64, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("fullbatch: "), "\(outcome.errors)")
      let command = Self.commands.contains(arguments[0]) ? " \(arguments[0])" : ""
      #expect(outcome.errors.hasSuffix(" (see fullbatch\(command) --help)\n"), "where to read on")
      #expect(folder.contents == [])
    }

    @Test func namesWhatIsPossibleInTheLine() throws {
      let outcome = try Tool.run(
        ["train", "--data", TestFiles.digits, "--minimizer", "magic"], in: folder)
      let names = "kronecker-lbfgs, lbfgs, cg, fmincg, tn, lm, sgd, adam, adamw"
      #expect(outcome.errors.contains(": \(names) (see "))
    }

    @Test func saysItsVersion() throws {
      let outcome = try Tool.run(["--version"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(/\d+\.\d+\.\d+/))
    }

    @Test(arguments: [
      ["cost", "--data", TestFiles.digits, "--weights", TestFiles.scipyWeights],
      ["evaluate", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights],
      ["train", "--data", TestFiles.digits, "--max-iterations", "2"],
      ["inspect", TestFiles.digits],
      ["doctor"],
      ["--help"],
    ])
    func printsNoEscapeSequencesWhereNobodyLooks(_ arguments: [String]) throws {
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == 0)
      #expect(!outcome.output.isEmpty)
      #expect(!(outcome.output + outcome.errors).contains("\u{1B}"))
    }

    /// On a terminal, which `script` plays; moving the cursor is not color.
    @Test(
      .requires(ExternalProgram("script")),
      arguments: [
        (options: [], environment: [:], isColored: true),
        (options: [], environment: ["NO_COLOR": ""], isColored: true),
        (options: ["--no-color"], environment: [:], isColored: false),
        (options: [], environment: ["NO_COLOR": "1"], isColored: false),
        (options: [], environment: ["TERM": "dumb"], isColored: false),
      ])
    func printsColorsOnATerminalOnly(
      options: [String], environment: [String: String], isColored: Bool
    ) throws {
      try folder.write(Sample.dataset(), to: "small.mat")
      let command = [
        try #require(Tool.path), "check-gradient", "--data", folder.path("small.mat"), "--hidden",
        "5",
      ]
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      let quoted = (command + options).map { "'\($0)'" }.joined(separator: " ")
      process.arguments = ["script", "-qec", quoted, folder.path("typescript")]
      var inherited = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
      inherited["NO_COLOR"] = nil
      process.environment = inherited.merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      let text = folder.text("typescript")
      #expect(text.contains("worst component"))
      #expect(text.contains("\u{1B}[32mpassed\u{1B}[0m: ") == isColored)
      #expect(text.contains(/\u{1B}\[[0-9;]*m/) == isColored)
    }

    /// An option that has a new name works by its former one, which only the help forgets.
    @Test(arguments: [
      (["--samples", "0.5"], ["--sample-sizes", "0.5"]),
      (["--minimizer", "sgd", "--batch", "2"], ["--minimizer", "sgd", "--batch-size", "2"]),
      (["--minimizer", "sgd", "--exact-cost"], ["--minimizer", "sgd", "--full-loss"]),
    ])
    func knowsFormerNamesOfOptions(_ former: [String], _ new: [String]) throws {
      try folder.write(Sample.dataset(), to: "small.mat")
      func train(_ options: [String]) throws -> Tool.Outcome {
        try Tool.run(
          [
            "train", "--data", "small.mat", "--max-iterations", "3", "--json", "--quiet", "--trace",
            "trace.jsonl",
          ] + options, in: folder)
      }
      let (outcome, expected) = try (train(former), train(new))
      #expect(outcome.status == 0 && expected.status == 0)
      let names = try (
        #require(former.last { $0.hasPrefix("--") }), #require(new.last { $0.hasPrefix("--") })
      )
      #expect(outcome.errors == "fullbatch: \(names.0) is now \(names.1)\n")
      #expect(expected.errors.isEmpty)
      #expect(
        try outcome.json(TrainingDocument.self).parametersSHA256
          == expected.json(TrainingDocument.self).parametersSHA256)
      let help = try Tool.run(["train", "--help"], in: folder).output
      #expect(!help.contains(try Regex("\(names.0)\\b(?!-)")) && help.contains(names.1))
    }

    @Test func isQuietWhenAsked() throws {
      let arguments = ["train", "--data", TestFiles.digits, "--max-iterations", "3"]
      #expect(try !Tool.run(arguments, in: folder).errors.isEmpty, "progress")
      #expect(try Tool.run(arguments + ["--quiet"], in: folder).errors.isEmpty)
      #expect(try Tool.run(arguments + ["--quiet", "--json"], in: folder).errors.isEmpty)
    }
  }
}
