public import MATFile
internal import Machine

/// Checkpoints as MAT-files (v6, not compressed, because they are written often): a struct
/// `checkpoint` with the settings of the run, and a struct `state`.
extension Checkpoint {
  private static let version = 5.0
  /// A thousand years, in seconds, which any clock can represent.
  private static let longestRun = 3e10

  /// Writes the checkpoint.
  ///
  /// The file is written atomically: a run that is killed leaves the previous checkpoint.
  ///
  /// - Throws: `MATFileError` when the file can't be written.
  public func write(to path: String) throws(MATFileError) {
    let array: MATArray
    do {
      array = try MATEncoder().encode(state)
    } catch {
      throw MATFileError(.unwritable, variable: "state", "\(error)")
    }
    let state = try MATFile.elements([("state", array)], version: .v6)
    let header = MATArray(structure: [
      ("version", MATArray(scalar: Self.version)),
      ("fingerprint", MATArray(fingerprint)),
      ("digest", MATArray(digest(with: state))),
      ("settingNames", MATArray(cell: settings.texts.map { MATArray($0.name) })),
      ("settings", MATArray(cell: settings.texts.map { MATArray($0.text) })),
    ])
    try MATFile.write(MATFile.encode([("checkpoint", header)], version: .v6) + state, to: path)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: `MATFileError` if the file is not a checkpoint, is damaged, or was written in
  ///   another version of the format.
  public init(path: String) throws(MATFileError) {
    let file = try MATFile(path: path)
    guard let header = try file.array(named: "checkpoint").structure else {
      throw Self.damaged("checkpoint")
    }
    guard let version = header["version"], try version.doubles == [Self.version] else {
      throw MATFileError(
        .unsupported, variable: "checkpoint.version", "is not \(Int(Self.version))",
        remedy: "resume with the version of the program that wrote it")
    }
    guard let fingerprint = header["fingerprint"]?.string else { throw Self.damaged("checkpoint") }
    let array = try file.array(named: "state")
    let state: TrainingState
    do {
      state = try MATDecoder().decode(TrainingState.self, from: array)
    } catch {
      throw Self.damaged("state")
    }
    self.init(fingerprint: fingerprint, settings: try Self.settings(header), state: state)
    guard state.iteration >= 0, (0...Self.longestRun).contains(state.seconds) else {
      throw Self.damaged("state")
    }
    guard
      header["digest"]?.string
        == digest(with: try MATFile.elements([("state", array)], version: .v6))
    else {
      throw MATFileError(
        .corrupt, variable: "checkpoint.digest", "does not match the content of the file",
        remedy: "copy it again, or start over: the file has changed since it was written")
    }
  }

  private static func settings(_ header: MATStructure) throws(MATFileError) -> Settings {
    let names = header["settingNames"]?.cells?.compactMap(\.string) ?? []
    let texts = header["settings"]?.cells?.compactMap(\.string) ?? []
    let pairs = Dictionary(zip(names, texts)) { first, _ in first }
    guard names.count == texts.count, let settings = Settings(texts: pairs) else {
      throw damaged("checkpoint.settings")
    }
    return settings
  }

  /// The digest of all content of the checkpoint, which changes with every bit of it.
  private func digest(with state: [UInt8]) -> String {
    let parts =
      [fingerprint] + settings.texts.map { "\($0.name) \($0.text)" } + [SHA256.hexDigest(of: state)]
    return SHA256.hexDigest(of: parts.joined(separator: "\n").utf8)
  }

  private static func damaged(_ variable: String) -> MATFileError {
    MATFileError(
      .corrupt, variable: variable, "does not belong to a checkpoint",
      remedy: "give a file written by --checkpoint")
  }
}
