import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// Bad input ends with one line that names the file, the variable, the place and the remedy, with
  /// exit code 65, and nothing is written.
  @Suite struct BadInputTests {
    /// A file that is wrong in one way.
    struct Case: CustomTestStringConvertible, Sendable {
      let testDescription: String
      /// What the line has to name, as regular expressions.
      let mentions: [String]
      /// The bytes of the file.
      let bytes: @Sendable () throws -> [UInt8]

      init(_ name: String, _ mentions: String..., bytes: @escaping @Sendable () throws -> [UInt8]) {
        testDescription = name
        self.mentions = mentions
        self.bytes = bytes
      }
    }

    /// Data sets that no command can use.
    static let datasets = [
      Case("no format at all") {
        (0..<4096).map { UInt8(truncatingIfNeeded: 128 + $0 * 31 % 128) }
      },
      Case("empty") { [] },
      Case("cut short, compressed") { Array(try Sample.dataset().prefix(230)) },
      Case("cut short, not compressed") {
        Array(try Sample.dataset(version: .v6).prefix(250))
      },
      Case("cut short in the header") { Array(try Sample.dataset().prefix(100)) },
      Case("the digits, cut short") {
        let bytes = try Data(contentsOf: URL(filePath: TestFiles.digits))
        return Array(bytes.prefix(bytes.count / 2))
      },
      Case("a flipped bit in the compressed values") {
        var bytes = try Sample.dataset()
        bytes[150] ^= 0x10
        return bytes
      },
      Case("version 7.3 of a newer kind", "save -v7\\b") { version73 },
      Case("a name that is no text", "name", "int32") {
        // Behind the header, the tag, and the flags and dimensions of X, 16 bytes each.
        var bytes = try Sample.dataset(version: .v6)
        bytes[128 + 8 + 16 + 16] = 5
        return bytes
      },
      Case("no X", "\\bX\\b", "--features") { try Sample.dataset(X: nil) },
      Case("no y", "\\by\\b", "--labels") { try Sample.dataset(y: nil) },
      Case("fewer labels than examples", "\\by\\b", "\\b6\\b", "\\b5\\b") {
        try Sample.dataset(y: MATArray(Array(Sample.labels.prefix(5))))
      },
      Case("more labels than examples", "\\by\\b", "\\b6\\b", "\\b9\\b") {
        try Sample.dataset(y: MATArray([1, 2, 3, 1, 2, 3, 1, 2, 3.0]))
      },
      Case("labels as a matrix", "\\by\\b", "6\\D+2") {
        try Sample.dataset(y: MATArray(Sample.labels + Sample.labels, dimensions: [6, 2]))
      },
      Case("a label that is not whole", "\\by\\b", "\\b4\\b", "1\\.5") {
        try Sample.dataset(y: Sample.labels(row: 4, 1.5))
      },
      Case("a label that is no number", "\\by\\b", "\\b4\\b", "(?i)nan") {
        try Sample.dataset(y: Sample.labels(row: 4, .nan))
      },
      Case("an infinite label", "\\by\\b", "\\b4\\b", "(?i)inf") {
        try Sample.dataset(y: Sample.labels(row: 4, .infinity))
      },
      Case("a feature that is no number", "\\bX\\b", "3\\D+2\\b", "(?i)nan|not a number") {
        try Sample.dataset(X: Sample.features(row: 3, column: 2, .nan))
      },
      Case("an infinite feature", "\\bX\\b", "5\\D+4\\b", "(?i)inf") {
        try Sample.dataset(X: Sample.features(row: 5, column: 4, .infinity))
      },
      Case("a feature that is minus infinity", "\\bX\\b", "1\\D+1\\b", "(?i)-inf") {
        try Sample.dataset(X: Sample.features(row: 1, column: 1, -.infinity))
      },
      Case("text for features", "\\bX\\b", "text") { try Sample.dataset(X: MATArray("pixels")) },
      Case("complex features", "\\bX\\b", "complex") {
        try Sample.dataset(
          X: MATArray(real: Sample.features, imaginary: Sample.features, dimensions: [6, 4]))
      },
      Case("features of three dimensions", "\\bX\\b", "\\b2\\b", "\\b6\\b") {
        try Sample.dataset(X: MATArray(Sample.features, dimensions: [2, 3, 4]))
      },
      Case("no examples", "\\bX\\b") {
        try Sample.dataset(
          X: MATArray([] as [Double], dimensions: [0, 4]),
          y: MATArray([] as [Double], dimensions: [0, 1]))
      },
    ]

    /// Labels that the 4-5-3 network has no output for.
    static let labels = [
      Case("a label above the number of outputs", "example 6", "label", "\\b4\\b", "\\b3\\b") {
        try Sample.dataset(y: Sample.labels(row: 6, 4))
      },
      Case("a label of zero", "example 2", "label", "\\b0\\b") {
        try Sample.dataset(y: Sample.labels(row: 2, 0))
      },
      Case("a label below zero", "example 2", "label", "-1\\b") {
        try Sample.dataset(y: Sample.labels(row: 2, -1))
      },
      Case("five features where four are needed", "\\bX\\b|features", "\\b4\\b", "\\b5\\b") {
        try Sample.dataset(
          X: MATArray([Double](repeating: 0.5, count: 30), dimensions: [6, 5]))
      },
    ]

    /// Weights that don't fit the data set, or each other.
    static let weights = [
      Case("no format at all") {
        (0..<4096).map { UInt8(truncatingIfNeeded: 128 + $0 * 31 % 128) }
      },
      Case("cut short") { Array(try Sample.network().prefix(300)) },
      Case("version 7.3 of a newer kind", "save -v7\\b") { version73 },
      Case("no Theta1", "Theta1") { try Sample.network(Theta1: nil) },
      Case("neither Theta1 nor Theta2", "Theta1") { try Sample.dataset() },
      Case("weights for three features", "\\b4\\b", "\\b3\\b") {
        try Sample.network(Theta1: Sample.theta(5, 4))
      },
      Case("layers that don't meet", "Theta2", "3×7", "\\b5\\b") {
        try Sample.network(Theta2: Sample.theta(3, 7))
      },
      Case("a weight that is no number", "Theta1", "(?i)nan|not a number") {
        try Sample.network(
          Theta1: MATArray([Double](repeating: .nan, count: 25), dimensions: [5, 5]))
      },
      Case("text for weights", "Theta2", "char") {
        try Sample.network(Theta2: MATArray("weights"))
      },
    ]

    /// The header of `save -v7.3`, then an HDF5 file of a kind that MATLAB does not write, at byte
    /// 512.
    private static let version73: [UInt8] = {
      let text = "MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024"
      let header = Array((text + " HDF5 schema 1.00 .").utf8)
      let version: [UInt8] = [0x00, 0x02, 0x49, 0x4D]
      let padded = header + [UInt8](repeating: 0x20, count: 116 - header.count)
      let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
      return padded + [UInt8](repeating: 0, count: 8) + version
        + [UInt8](repeating: 0, count: 384) + signature + [2]
        + [UInt8](repeating: 0, count: 2039)
    }()

    let folder = TemporaryFolder()

    /// Expects that a command refuses a file and leaves the folder as it was.
    private func expectRefusal(
      of name: String, _ wrong: Case, by arguments: [String],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let before = folder.contents
      let outcome = try Tool.run(arguments, in: folder)
      let comment = Comment(rawValue: "\(arguments[0]): \(outcome.errors)")
      #expect(outcome.status == 65, comment, sourceLocation: sourceLocation)
      #expect(outcome.output.isEmpty, comment, sourceLocation: sourceLocation)
      #expect(outcome.errorLines.count == 1, comment, sourceLocation: sourceLocation)
      let line = outcome.errors
      #expect(line.hasPrefix("fullbatch: \(name): "), comment, sourceLocation: sourceLocation)
      #expect(
        line.contains(" (") && line.hasSuffix(")\n"), "\(comment): no remedy in parentheses",
        sourceLocation: sourceLocation)
      let reason = line.dropFirst("fullbatch: \(name): ".count)
      for mention in wrong.mentions {
        #expect(
          reason.contains(try Regex(mention)), "\(comment): no \(mention)",
          sourceLocation: sourceLocation)
      }
      #expect(folder.contents == before, comment, sourceLocation: sourceLocation)
    }

    /// What the cases change one thing of is accepted, so that it is this thing that is refused.
    @Test func acceptsTheSoundFiles() throws {
      try folder.write(Sample.dataset(), to: "sound.mat")
      try folder.write(Sample.dataset(version: .v6), to: "sound6.mat")
      try folder.write(Sample.network(), to: "network.mat")
      for arguments in [
        ["train", "--data", "sound.mat", "--hidden", "5", "--max-iterations", "2"],
        ["train", "--data", "sound6.mat", "--hidden", "5", "--max-iterations", "2"],
        ["cost", "--data", "sound.mat", "--weights", "network.mat"],
        ["evaluate", "--data", "sound.mat", "--model", "network.mat"],
        ["check-gradient", "--data", "sound.mat", "--weights", "network.mat"],
      ] {
        let outcome = try Tool.run(arguments, in: folder)
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
      }
    }

    @Test(arguments: datasets)
    func refusesDataSets(_ wrong: Case) throws {
      try folder.write(wrong.bytes(), to: "bad.mat")
      try folder.write(Sample.network(), to: "network.mat")
      try expectRefusal(
        of: "bad.mat", wrong,
        by: [
          "train", "--data", "bad.mat", "--hidden", "5", "--max-iterations", "2", "--json",
          "--model", "model.mat", "--trace", "trace.jsonl",
        ])
      try expectRefusal(
        of: "bad.mat", wrong,
        by: ["cost", "--data", "bad.mat", "--weights", "network.mat", "--json"])
    }

    @Test(arguments: labels)
    func refusesLabelsThatTheWeightsHaveNoOutputFor(_ wrong: Case) throws {
      try folder.write(wrong.bytes(), to: "bad.mat")
      try folder.write(Sample.network(), to: "network.mat")
      for arguments in [
        ["cost", "--data", "bad.mat", "--weights", "network.mat"],
        ["evaluate", "--data", "bad.mat", "--model", "network.mat"],
        ["check-gradient", "--data", "bad.mat", "--weights", "network.mat"],
      ] {
        let outcome = try Tool.run(arguments + ["--json"], in: folder)
        // Data and weights don't fit: either of them may be named.
        let name = outcome.errors.hasPrefix("fullbatch: network.mat") ? "network.mat" : "bad.mat"
        try expectRefusal(of: name, wrong, by: arguments + ["--json"])
      }
    }

    @Test(arguments: weights)
    func refusesWeights(_ wrong: Case) throws {
      try folder.write(wrong.bytes(), to: "bad.mat")
      try folder.write(Sample.dataset(), to: "sound.mat")
      for arguments in [
        ["cost", "--data", "sound.mat", "--weights", "bad.mat", "--json"],
        ["evaluate", "--data", "sound.mat", "--model", "bad.mat", "--json"],
      ] {
        let outcome = try Tool.run(arguments, in: folder)
        // Weights that are sound, but for other data: either of the two may be named.
        let isForOtherData = wrong.testDescription == "weights for three features"
        let name =
          isForOtherData && outcome.errors.hasPrefix("fullbatch: sound.mat")
          ? "sound.mat" : "bad.mat"
        try expectRefusal(of: name, wrong, by: arguments)
      }
    }

    @Test func leavesAnOlderModelAsItWas() throws {
      try folder.write(Sample.dataset(X: nil), to: "bad.mat")
      try folder.write(Sample.network(), to: "model.mat")
      try folder.write(Array("a trace".utf8), to: "trace.jsonl")
      let outcome = try Tool.run(
        ["train", "--data", "bad.mat", "--model", "model.mat", "--trace", "trace.jsonl"],
        in: folder)
      #expect(outcome.status == 65)
      #expect(try folder.bytes("model.mat") == Sample.network())
      #expect(folder.text("trace.jsonl") == "a trace")
      #expect(folder.contents == ["bad.mat", "model.mat", "trace.jsonl"])
    }

    /// Before the matrix is allocated.
    @Test func refusesAMatrixThatIsTooLarge() throws {
      try folder.write(Sample.dataset(), to: "sound.mat")
      let outcome = try Tool.run(
        [
          "train", "--data", "sound.mat", "--minimizer", "lm", "--hidden", "6000", "--model",
          "model.mat",
        ], in: folder)
      #expect(outcome.status == 65)
      #expect(outcome.errorLines.count == 1)
      #expect(outcome.errors.contains("GiB") && outcome.errors.contains("lbfgs"))
      #expect(folder.contents == ["sound.mat"])
    }

    @Test func refusesAValidationSetOfAnotherWidth() throws {
      try folder.write(Sample.dataset(), to: "sound.mat")
      let outcome = try Tool.run(
        [
          "train", "--data", TestFiles.digits, "--validation", "sound.mat", "--model", "model.mat",
          "--max-iterations", "1", "--quiet",
        ], in: folder)
      #expect(outcome.status == 65)
      #expect(outcome.errors.hasPrefix("fullbatch: sound.mat: "))
      #expect(outcome.errorLines.count == 1)
      #expect(folder.contents == ["sound.mat"])
    }
  }
}
