import Datasets
import Foundation

/// The files that a command reads and writes, with the options that name them.
///
/// Every command collects its files and checks them before it does any work: no output may replace
/// an input or another output.
struct CommandFiles {
  /// A file and the option that names it.
  private struct Use {
    let option: String
    let path: String
  }

  private var inputs: [Use] = []
  private var outputs: [Use] = []

  /// Adds a file that is read, if there is one.
  mutating func read(_ path: String?, by option: String) {
    if let path { inputs.append(Use(option: option, path: path)) }
  }

  /// Adds the files of a data set, if there is one.
  mutating func readDataset(_ path: String?, by option: String) {
    guard let path else { return }
    read(path, by: option)
    for file in DatasetFile.files(path: path) where file != path { read(file, by: option) }
  }

  /// Adds a file that is written, if there is one.
  mutating func write(_ path: String?, by option: String) {
    if let path { outputs.append(Use(option: option, path: path)) }
  }

  /// Throws an error when an input is missing, when an output would replace an input, or when two
  /// outputs are the same file.
  ///
  /// A run may update the checkpoint that it resumes: `--checkpoint` may name the file of
  /// `--resume`. Several outputs may go to the same device or pipe.
  func requireDistinct() throws {
    for input in inputs { try Loading.requireInput(input.path) }
    var readers: [FileIdentity: Use] = [:]
    for input in inputs {
      guard let identity = FileIdentity(path: input.path) else { continue }
      // If two options read the same file, the data set has priority: it must never be replaced.
      if readers[identity] == nil { readers[identity] = input }
    }
    var written: Set<FileIdentity> = []
    for output in outputs {
      guard let identity = FileIdentity(path: output.path) else { continue }
      let input = readers[identity]
      if let input, (output.option, input.option) != ("--checkpoint", "--resume") {
        throw Self.wouldReplace(input, output.path, remedy: "give \(output.option) another path")
      }
      guard written.insert(identity).inserted else {
        throw ToolError(
          exitCode: .usage, file: output.path,
          message: "is given for two outputs (give each its own path)")
      }
    }
    if let identity = FileIdentity(descriptor: STDOUT_FILENO), let input = readers[identity] {
      throw Self.wouldReplace(input, "standard output", remedy: "redirect it to another file")
    }
  }

  /// Throws an error when an output can't be created.
  func requireCreatable() throws {
    for output in outputs { try AtomicFile.requireCreatable(output.path) }
  }

  private static func wouldReplace(_ input: Use, _ path: String, remedy: String) -> ToolError {
    ToolError(
      exitCode: .cannotCreate, file: path,
      message: "is an input, read by \(input.option)"
        + (path == input.path ? "" : " from \(input.path)") + " (\(remedy))")
  }
}

extension CommandFiles {
  /// Adds the files of a training run.
  mutating func add(_ outputs: TrainingOutputs) {
    read(outputs.resume, by: "--resume")
    write(outputs.model, by: "--model")
    write(outputs.trace, by: "--trace")
    write(outputs.report, by: "--report")
    write(outputs.plot, by: "--plot")
    write(outputs.checkpoint, by: "--checkpoint")
  }
}
