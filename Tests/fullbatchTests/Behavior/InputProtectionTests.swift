import Foundation
import MATFile
import TestSupport
import Testing

extension ToolTests {
  /// No output replaces an input (73), whatever the path to it looks like.
  @Suite struct InputProtectionTests {
    let folder = TemporaryFolder()

    /// Inputs of all kinds; most commands are refused before they find out what is in them.
    init() throws {
      try folder.write(Sample.dataset(), to: "d.mat")
      try folder.write(Sample.dataset(), to: "v.mat")
      try folder.write(Sample.network(), to: "w.mat")
      try folder.write(Sample.dataset(), to: "c.mat")
      let files = FileManager.default
      for name in ["sub", "idx", "digits", "digits/trainingDigits"] {
        try files.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
      }
      try files.createSymbolicLink(atPath: folder.path("link.mat"), withDestinationPath: "d.mat")
      try files.createSymbolicLink(atPath: folder.path("alias"), withDestinationPath: "sub")
      try files.createSymbolicLink(atPath: folder.path("later"), withDestinationPath: "new.mat")
      try files.linkItem(atPath: folder.path("d.mat"), toPath: folder.path("hard.mat"))
      let idxHeader: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1]
      for name in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"] {
        try folder.write(idxHeader, to: "idx/\(name)")
      }
      try folder.write(Array("0101".utf8), to: "digits/trainingDigits/0_1.txt")
      for name in ["X.npy", "y.npy"] { try folder.write([0x93] + Array("NUMPY".utf8), to: name) }
      // ex4's own outputs as the inputs of another run.
      for name in ["model.mat", "examples.png"] { try folder.write(Sample.network(), to: name) }
    }

    /// A refused command: its arguments, and the output that would replace an input.
    typealias Conflict = (arguments: [String], output: String)

    /// Every output of a training run over every kind of input.
    static let trainingConflicts: [Conflict] = {
      let options = ["--model", "--trace", "--report", "--plot", "--checkpoint"]
      let runs: [Conflict] = [
        (["train", "--data", "d.mat"], "d.mat"),
        (["train", "--data", "d.mat", "--validation", "v.mat"], "v.mat"),
        (["ex4", "--data", "d.mat", "--weights", "w.mat"], "w.mat"),
      ]
      return options.flatMap { option in
        runs.map { Conflict($0.arguments + [option, $0.output], $0.output) }
      }
    }()

    /// Other paths to one file.
    static let pathConflicts: [Conflict] = {
      let paths = ["./d.mat", "sub/../d.mat", "link.mat", "hard.mat", "alias/../d.mat"]
      return paths.flatMap { path -> [Conflict] in
        [
          (["train", "--data", "d.mat", "--model", path], path),
          (["train", "--data", path, "--model", "d.mat"], "d.mat"),
          (["show", "examples", "--data", "d.mat", "--output", path], path),
          (["ex4", "--data", path, "--weights", "w.mat", "--checkpoint", "d.mat"], "d.mat"),
        ]
      }
    }()

    /// Files that an option does not name itself, and options of other commands.
    static let otherConflicts: [Conflict] = [
      (["train", "--data", "d.mat", "--resume", "c.mat", "--model", "c.mat"], "c.mat"),
      (["train", "--data", "c.mat", "--resume", "c.mat", "--checkpoint", "c.mat"], "c.mat"),
      (["show", "hidden", "--data", "d.mat", "--model", "w.mat", "-o", "w.mat"], "w.mat"),
      (["ex4", "--data", "d.mat", "--weights", "model.mat", "--output", "."], "./model.mat"),
      (
        ["ex4", "--data", "examples.png", "--weights", "w.mat", "--output", "sub/.."],
        "sub/../examples.png"
      ),
      (
        ["train", "--data", "idx", "--model", "idx/train-images-idx3-ubyte"],
        "idx/train-images-idx3-ubyte"
      ),
      (
        ["train", "--data", "idx", "--model", "sub/../idx/train-labels-idx1-ubyte"],
        "sub/../idx/train-labels-idx1-ubyte"
      ),
      (
        ["train", "--data", "idx", "--trace", "idx/t10k-images-idx3-ubyte"],
        "idx/t10k-images-idx3-ubyte"
      ),
      (
        [
          "train", "--data", "idx/train-images-idx3-ubyte", "--plot", "idx/train-labels-idx1-ubyte",
        ],
        "idx/train-labels-idx1-ubyte"
      ),
      (
        [
          "train", "--data", "idx/train-labels-idx1-ubyte", "--plot", "idx/train-images-idx3-ubyte",
        ],
        "idx/train-images-idx3-ubyte"
      ),
      (
        ["train", "--data", "digits", "--report", "digits/trainingDigits/0_1.txt"],
        "digits/trainingDigits/0_1.txt"
      ),
      (["train", "--data", "X.npy", "--model", "y.npy"], "y.npy"),
      (["train", "--data", "d.mat", "--validation", "X.npy", "--model", "y.npy"], "y.npy"),
    ]

    @Test(arguments: trainingConflicts + pathConflicts + otherConflicts)
    func anOutputThatIsAnInputIsRefused(_ arguments: [String], _ output: String) throws {
      let files = folder.contents
      let before = try folder.bytes("d.mat")
      let outcome = try Tool.run(arguments, in: folder)
      #expect(outcome.status == 73, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
      #expect(
        outcome.errors.hasPrefix("fullbatch: \(output): is an input, read by --"),
        "\(outcome.errors)")
      #expect(outcome.errors.hasSuffix(" another path)\n"), "\(outcome.errors)")
      #expect(folder.contents == files)
      #expect(try folder.bytes("d.mat") == before)
    }

    /// A result that is appended to an input would change it while it is read.
    @Test(arguments: [
      "predict --data d.mat --model w.mat >> d.mat", "evaluate --data d.mat --model w.mat >> w.mat",
      "inspect d.mat >> d.mat", "cost --data d.mat --weights w.mat >> w.mat",
      "check-gradient --data d.mat >> hard.mat",
    ])
    func aResultIsNotAppendedToAnInput(_ command: String) throws {
      let inputs = try (folder.bytes("d.mat"), folder.bytes("w.mat"))
      let outcome = try Tool.run(
        ["-c", "'\(try #require(Tool.path))' \(command)"], in: folder, program: "/bin/sh")
      #expect(outcome.status == 73, "\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("fullbatch: standard output: is an input, read by "))
      #expect(try (folder.bytes("d.mat"), folder.bytes("w.mat")) == inputs)
    }

    /// Also where the folder is made by the run, or the file by a link that leads nowhere yet.
    @Test(arguments: [
      ["train", "--model", "later", "--trace", "new.mat"],
      ["train", "--model", "alias/new", "--trace", "sub/new"],
      ["ex4", "--weights", "w.mat", "--output", "results", "--checkpoint", "results/model.mat"],
      ["ex4", "--weights", "w.mat", "--output", "results", "--plot", "results/mistakes.png"],
    ])
    func outputsThatWouldBecomeOneFileAreRefused(_ arguments: [String]) throws {
      let files = folder.contents
      let outcome = try Tool.run(arguments + ["--data", "d.mat", "--quiet"], in: folder)
      #expect(outcome.status == 64, "\(outcome.errors)")
      #expect(outcome.errors.hasSuffix(": is given for two outputs (give each its own path)\n"))
      #expect(folder.contents == files)
    }

    @Test func aRunMayContinueItsOwnCheckpoint() throws {
      let train = ["train", "--data", "d.mat", "--hidden", "3", "--quiet"]
      for options in [
        ["--max-iterations", "2"], ["--max-iterations", "4", "--resume", "own.mat"],
      ] {
        let outcome = try Tool.run(train + options + ["--checkpoint", "own.mat"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
    }

    /// A second run may replace what the first has written beside its data.
    @Test func anOutputInTheFolderOfTheDataMayBeReplaced() throws {
      for _ in 1...2 {
        let outcome = try Tool.run(
          ["train", "--data", "d.mat", "--hidden", "3", "--quiet", "--model", "sub/model.mat"],
          in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
    }
  }
}
