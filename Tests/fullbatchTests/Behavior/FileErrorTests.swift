import Foundation
import TestSupport
import Testing

extension ToolTests {
  /// Files that are not there (66), and outputs that can't be created (73).
  @Suite struct FileErrorTests {
    let folder = TemporaryFolder()

    /// Expects one line that names the file, and nothing else.
    private func expectFailure(
      _ arguments: [String], status: Int32, naming name: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let before = folder.contents
      let outcome = try Tool.run(arguments, in: folder)
      let comment = Comment(rawValue: "\(arguments.joined(separator: " ")): \(outcome.errors)")
      #expect(outcome.status == status, comment, sourceLocation: sourceLocation)
      #expect(outcome.output.isEmpty, comment, sourceLocation: sourceLocation)
      #expect(outcome.errorLines.count == 1, comment, sourceLocation: sourceLocation)
      #expect(
        outcome.errors.hasPrefix("fullbatch: \(name)"), comment, sourceLocation: sourceLocation)
      #expect(outcome.errors.hasSuffix(")\n"), comment, sourceLocation: sourceLocation)
      #expect(folder.contents == before, comment, sourceLocation: sourceLocation)
    }

    @Test(arguments: [
      ["cost", "--data", "absent.mat", "--weights", TestFiles.scipyWeights],
      ["cost", "--data", TestFiles.digits, "--weights", "absent.mat"],
      ["check-gradient", "--data", "absent.mat"],
      ["check-gradient", "--data", TestFiles.digits, "--weights", "absent.mat"],
      ["train", "--data", "absent.mat", "--model", "model.mat", "--trace", "trace.jsonl"],
      ["train", "--data", TestFiles.digits, "--validation", "absent.mat", "--model", "model.mat"],
      ["evaluate", "--data", "absent.mat", "--model", TestFiles.scipyWeights],
      ["evaluate", "--data", TestFiles.digits, "--model", "absent.mat"],
      ["predict", "--data", "absent.mat", "--model", TestFiles.scipyWeights],
      ["predict", "--data", TestFiles.digits, "--model", "absent.mat"],
      ["show", "examples", "--data", "absent.mat", "--output", "sheet.png"],
      ["inspect", "absent.mat"],
      ["ex4", "--data", "absent.mat", "--output", "results"],
      ["ex4", "--data", TestFiles.digits, "--weights", "absent.mat", "--output", "results"],
      ["ex4", "--data", TestFiles.digits, "--validation", "absent.mat", "--output", "results"],
      ["ex4", "--data", TestFiles.digits, "--resume", "absent.mat", "--output", "results"],
    ])
    func saysThatAnInputIsNotThere(_ arguments: [String]) throws {
      try expectFailure(arguments, status: 66, naming: "absent.mat: ")
    }

    /// A training that takes minutes must not find out at its end that it can't keep the result.
    @Test(arguments: ["--model", "--trace"])
    func findsOutBeforeTrainingThatAnOutputCannotBeCreated(_ option: String) throws {
      try expectFailure(
        [
          "train", "--data", TestFiles.digits, "--max-iterations", "100000", option,
          "no/such/folder",
        ],
        status: 73, naming: "no/such/folder: ")
    }

    @Test func findsOutBeforeTrainingThatAPathLeadsNowhere() throws {
      try expectFailure(
        [
          "train", "--data", TestFiles.digits, "--max-iterations", "100000", "--model",
          "absent/../model.mat",
        ], status: 73, naming: "absent/../model.mat: ")
    }

    @Test(arguments: ["--model", "--trace"])
    func doesNotReplaceAFolder(_ option: String) throws {
      try folder.write([], to: "file")
      try expectFailure(
        ["train", "--data", TestFiles.digits, "--max-iterations", "1", "--quiet", option, "."],
        status: 73, naming: ".: ")
    }

    @Test func writesNoneOfTwoOutputsWhenOneCannotBeCreated() throws {
      try expectFailure(
        [
          "train", "--data", TestFiles.digits, "--max-iterations", "1", "--quiet",
          "--model", "model.mat", "--trace", "no/such/folder",
        ], status: 73, naming: "no/such/folder: ")
    }

    /// A model in the place of the checkpoint would leave nothing to go on from.
    @Test(arguments: [
      ["train", "--model", "one.mat", "--checkpoint", "./one.mat"],
      ["train", "--trace", "one.mat", "--plot", "two/../one.mat"],
      ["ex4", "--output", ".", "--checkpoint", "model.mat"],
    ])
    func writesNoTwoOutputsToOneFile(_ arguments: [String]) throws {
      let outcome = try Tool.run(
        arguments + ["--data", TestFiles.digits, "--max-iterations", "1", "--quiet"], in: folder)
      #expect(outcome.status == 64)
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasSuffix(": is given for two outputs (give each its own path)\n"))
      #expect(folder.contents == [])
    }

    @Test func writesTwoOutputsToOneDevice() throws {
      let outcome = try Tool.run(
        [
          "train", "--data", TestFiles.digits, "--max-iterations", "1", "--quiet",
          "--trace", "/dev/null", "--plot", "/dev/null",
        ], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func drawsNoSheetIntoAFolderThatIsNotThere() throws {
      try expectFailure(
        ["show", "examples", "--data", TestFiles.digits, "--output", "no/such.png"],
        status: 73, naming: "no/such.png: ")
    }

    @Test func findsOutBeforeTheExerciseThatItsFolderCannotBeMade() throws {
      try folder.write([], to: "file")
      let outcome = try Tool.run(
        ["ex4", "--data", TestFiles.digits, "--max-iterations", "1", "--output", "file/results"],
        in: folder)
      #expect(outcome.status == 73)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.hasPrefix("fullbatch: file/results: "))
      #expect(outcome.errors.hasSuffix(")\n"))
      #expect(!outcome.output.contains(/cost|training/.ignoresCase()))
      #expect(folder.contents == ["file"])
    }

    /// Where the disk is full: no file may grow over 8 kilobytes (16 in shells that count so).
    private func runWithoutRoom(_ arguments: [String]) throws -> Tool.Outcome {
      let command = [try #require(Tool.path)] + arguments
      let quoted = command.map { "'\($0)'" }.joined(separator: " ")
      return try Tool.run(
        ["-c", "ulimit -f 16; trap '' XFSZ; exec \(quoted)"], in: folder, program: "/bin/sh")
    }

    @Test(arguments: [
      ["train", "--max-iterations", "1", "--quiet", "--model"],
      ["train", "--max-iterations", "1", "--quiet", "--checkpoint"],
      ["train", "--max-iterations", "1", "--quiet", "--report"],
      ["show", "examples", "--output"],
    ])
    func leavesNoPartOfAFileWhereThereIsNoRoom(_ arguments: [String]) throws {
      let outcome = try runWithoutRoom(arguments + ["target", "--data", TestFiles.digits])
      #expect(outcome.status == 74, "\(outcome.errors)")
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("fullbatch: target: "))
      #expect(outcome.errors.hasSuffix(")\n"))
      #expect(folder.contents == [])
    }

    @Test func endsInOneLineWhereThereIsNoRoomForTheResult() throws {
      let outcome = try runWithoutRoom(
        ["predict", "--data", TestFiles.digits, "--model", TestFiles.scipyWeights])
      #expect(outcome.status == 74, "\(outcome.errors)")
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("fullbatch: standard output: "))
    }

    /// A model of hours is not given up for a checkpoint that has no room.
    @Test func writesTheModelWhereThereIsNoRoomForTheCheckpoint() throws {
      let outcome = try runWithoutRoom([
        "train", "--data", TestFiles.digits, "--hidden", "1", "--max-iterations", "1", "--quiet",
        "--checkpoint", "checkpoint.mat", "--model", "model.mat",
      ])
      #expect(outcome.status == 74, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("fullbatch: checkpoint.mat: "))
      #expect(folder.contents == ["model.mat"])
    }

    /// `--trace /dev/stdout`, or a pipe that someone reads, must not become a file.
    @Test(arguments: ["--trace", "--model"])
    func writesIntoAPipe(_ option: String) throws {
      #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
      let reader = Process()
      reader.executableURL = URL(filePath: "/bin/sh")
      reader.arguments = ["-c", "cat pipe > copy"]
      reader.currentDirectoryURL = folder.url
      try reader.run()
      let outcome = try Tool.run(
        ["train", "--data", TestFiles.digits, "--max-iterations", "1", "--quiet", option, "pipe"],
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("pipe"))
      #expect(attributes[.type] as? FileAttributeType != .typeRegular)
      // A reader of a pipe that was replaced would wait for ever.
      if attributes[.type] as? FileAttributeType == .typeRegular { reader.terminate() }
      reader.waitUntilExit()
      #expect(try !folder.bytes("copy").isEmpty)
    }

    @Test(arguments: ["--trace", "--model"])
    func writesThroughALink(_ option: String) throws {
      try folder.write([], to: "target")
      try FileManager.default.createSymbolicLink(
        atPath: folder.path("link"), withDestinationPath: "target")
      let outcome = try Tool.run(
        ["train", "--data", TestFiles.digits, "--max-iterations", "1", "--quiet", option, "link"],
        in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "target")
      #expect(try !folder.bytes("target").isEmpty)
      #expect(folder.contents == ["link", "target"])
    }
  }
}
