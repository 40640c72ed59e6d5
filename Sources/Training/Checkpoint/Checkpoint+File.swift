public import MATFile
internal import Machine

/// Checkpoints as MAT-files (v6, not compressed, because they are written often): a struct
/// `checkpoint` with the settings of the run, and a struct `state`.
extension Checkpoint {
  private static let version = 4.0
  /// A thousand years, in seconds, which any clock can represent.
  private static let longestRun = 3e10

  /// Writes the checkpoint.
  ///
  /// The file is written atomically: a run that is killed leaves the previous checkpoint.
  ///
  /// - Throws: `MATFileError` when the file can't be written.
  public func write(to path: String) throws(MATFileError) {
    let encoded = try encodedState()
    let header = MATArray(structure: [
      ("version", MATArray(scalar: Self.version)),
      ("fingerprint", MATArray(fingerprint)),
      ("digest", MATArray(try digest(of: encoded))),
      ("minimizer", MATArray(state.minimizer.rawValue)),
      ("settingNames", MATArray(cell: settings.texts.map { MATArray($0.name) })),
      ("settings", MATArray(cell: settings.texts.map { MATArray($0.text) })),
    ])
    try MATFile.write([("checkpoint", header), ("state", encoded)], to: path, version: .v6)
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
    guard let fingerprint = header["fingerprint"]?.string,
      let minimizer = header["minimizer"]?.string.flatMap(MinimizerKind.init(rawValue:))
    else { throw Self.damaged("checkpoint") }
    self.init(
      fingerprint: fingerprint, settings: try Self.settings(header),
      state: try Self.state(of: minimizer, try file.array(named: "state")))
    guard state.iteration >= 0, (0...Self.longestRun).contains(state.seconds) else {
      throw Self.damaged("state")
    }
    guard header["digest"]?.string == (try digest(of: encodedState())) else {
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
  private func digest(of state: MATArray) throws(MATFileError) -> String {
    let parts =
      [fingerprint, self.state.minimizer.rawValue]
      + settings.texts.map { "\($0.name) \($0.text)" }
      + [SHA256.hexDigest(of: try MATFile.encode([("state", state)], version: .v6))]
    return SHA256.hexDigest(of: parts.joined(separator: "\n").utf8)
  }

  private func encodedState() throws(MATFileError) -> MATArray {
    let encoder = MATEncoder()
    do {
      return switch state {
      case .kroneckerLBFGS(let state), .truncatedNewton(let state): try encoder.encode(state)
      case .lbfgs(let state): try encoder.encode(state)
      case .conjugateGradient(let state): try encoder.encode(state)
      case .fmincg(let state): try encoder.encode(state)
      case .levenbergMarquardt(let state): try encoder.encode(state)
      case .stochasticGradientDescent(let state), .adam(let state), .adamW(let state):
        try encoder.encode(state)
      }
    } catch {
      throw MATFileError(.unwritable, variable: "state", "\(error)")
    }
  }

  private static func state(
    of minimizer: MinimizerKind, _ array: MATArray
  ) throws(MATFileError) -> TrainingState {
    func decode<State: Decodable>() throws -> State {
      try MATDecoder().decode(State.self, from: array)
    }
    do {
      return switch minimizer {
      case .kroneckerLBFGS: .kroneckerLBFGS(try decode())
      case .lbfgs: .lbfgs(try decode())
      case .conjugateGradient: .conjugateGradient(try decode())
      case .fmincg: .fmincg(try decode())
      case .truncatedNewton: .truncatedNewton(try decode())
      case .levenbergMarquardt: .levenbergMarquardt(try decode())
      case .stochasticGradientDescent: .stochasticGradientDescent(try decode())
      case .adam: .adam(try decode())
      case .adamW: .adamW(try decode())
      }
    } catch {
      throw damaged("state")
    }
  }

  private static func damaged(_ variable: String) -> MATFileError {
    MATFileError(
      .corrupt, variable: variable, "does not belong to a checkpoint",
      remedy: "give a file written by --checkpoint")
  }
}
