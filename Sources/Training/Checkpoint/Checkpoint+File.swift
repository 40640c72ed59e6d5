public import MATFile
internal import Optimization

/// Checkpoints as MAT-files (v6, not compressed: they are written often): a struct `checkpoint`
/// with the numbers of a run, its vectors as variables of their own.
extension Checkpoint {
  private static let version = 3.0
  /// A thousand years, in seconds: a clock bears it.
  private static let longestRun = 3e10

  /// Writes the checkpoint; the file appears whole or not at all, so that a run that is killed
  /// leaves the checkpoint before.
  public func write(to path: String) throws(MATFileError) {
    let minimizer = state.minimizer
    let counts = state.evaluations
    let vectorNames = minimizer.vectors.keys.sorted()
    let counterNames = minimizer.counters.keys.sorted()
    let header = MATArray(structure: [
      ("version", MATArray(scalar: Self.version)),
      ("fingerprint", MATArray(fingerprint)),
      ("digest", MATArray(digest)),
      ("settingNames", MATArray(cell: settings.texts.map { MATArray($0.name) })),
      ("settings", MATArray(cell: settings.texts.map { MATArray($0.text) })),
      ("iteration", MATArray(scalar: Double(state.iteration))),
      ("seconds", MATArray(scalar: state.seconds)),
      ("firstGradientNorm", MATArray(scalar: state.firstGradientNorm)),
      ("value", MATArray(scalar: state.iterate.value)),
      ("bestValue", MATArray(scalar: state.best.value)),
      ("wasBestVisited", MATArray(scalar: state.wasBestVisited ? 1 : 0)),
      ("scale", MATArray(scalar: state.scale)),
      ("size", MATArray(scalar: state.size)),
      ("shortMoves", MATArray(scalar: Double(state.shortMoves))),
      (
        "evaluations",
        MATArray(
          [
            counts.values, counts.gradients, counts.hessianProducts,
            counts.preconditionerRefreshes,
          ])
      ),
      ("sample", Self.array(of: state.iterate.sample)),
      ("bestSample", Self.array(of: state.best.sample)),
      ("minimizer", MATArray(minimizer.name)),
      ("counterNames", MATArray(cell: counterNames.map { MATArray($0) })),
      ("counters", MATArray(counterNames.map { Double(minimizer.counters[$0]!) })),
      ("vectorNames", MATArray(cell: vectorNames.map { MATArray($0) })),
    ])
    var variables: [(name: String, array: MATArray)] = [
      ("checkpoint", header),
      ("point", MATArray(state.iterate.point)), ("gradient", MATArray(state.iterate.gradient)),
      ("bestPoint", MATArray(state.best.point)), ("bestGradient", MATArray(state.best.gradient)),
    ]
    for (index, name) in vectorNames.enumerated() {
      variables.append((Self.name(ofVector: index), MATArray(minimizer.vectors[name]!)))
    }
    try MATFile.write(variables, to: path, version: .v6)
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: `MATFileError` when the file is none.
  public init(path: String) throws(MATFileError) {
    let file = try MATFile(path: path)
    guard let header = try file.array(named: "checkpoint").structure else {
      throw Self.damaged("checkpoint")
    }
    guard try Self.number(header, "version") == Self.version else {
      throw MATFileError(
        .unsupported, variable: "checkpoint.version", "is not \(Self.version)",
        remedy: "resume with the version that wrote it")
    }
    let counts = try Self.vector(header, "evaluations")
    let seconds = try Self.number(header, "seconds")
    guard counts.count == 4, let fingerprint = header["fingerprint"]?.string,
      let minimizerName = header["minimizer"]?.string,
      let iteration = Int(exactly: try Self.number(header, "iteration")), iteration >= 0,
      (0...Self.longestRun).contains(seconds)
    else { throw Self.damaged("checkpoint") }
    let evaluations = EvaluationCounts(
      values: counts[0], gradients: counts[1], hessianProducts: counts[2],
      preconditionerRefreshes: counts[3])
    self.init(
      fingerprint: fingerprint, settings: try Self.settings(header),
      state: MinimizationState(
        iteration: iteration,
        iterate: Iterate(
          point: try file.array(named: "point").doubles, value: try Self.number(header, "value"),
          gradient: try file.array(named: "gradient").doubles,
          sample: try Self.sample(header, "sample")),
        best: Iterate(
          point: try file.array(named: "bestPoint").doubles,
          value: try Self.number(header, "bestValue"),
          gradient: try file.array(named: "bestGradient").doubles,
          sample: try Self.sample(header, "bestSample")),
        firstGradientNorm: try Self.number(header, "firstGradientNorm"),
        evaluations: evaluations, seconds: seconds,
        minimizer: try Self.minimizer(header, named: minimizerName, in: file),
        wasBestVisited: try Self.number(header, "wasBestVisited") != 0,
        scale: try Self.number(header, "scale"), size: try Self.number(header, "size"),
        shortMoves: Int(exactly: try Self.number(header, "shortMoves")) ?? 0))
    guard header["digest"]?.string == digest else {
      throw MATFileError(
        .corrupt, variable: "checkpoint.digest", "is not that of the numbers in the file",
        remedy: "copy it again, or begin anew: the file has changed since --checkpoint wrote it")
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

  private static func minimizer(
    _ header: MATStructure, named name: String, in file: MATFile
  ) throws(MATFileError) -> MinimizerState {
    let counterNames = header["counterNames"]?.cells?.compactMap(\.string) ?? []
    let counters = try vector(header, "counters").compactMap(Int.init(exactly:))
    let vectorNames = header["vectorNames"]?.cells?.compactMap(\.string) ?? []
    guard counterNames.count == counters.count, Set(counterNames).count == counters.count,
      Set(vectorNames).count == vectorNames.count
    else { throw damaged("checkpoint.counters") }
    var state = MinimizerState(name: name)
    for (name, counter) in zip(counterNames, counters) { state.counters[name] = counter }
    for (index, name) in vectorNames.enumerated() {
      state.vectors[name] = try file.array(named: Self.name(ofVector: index)).doubles
    }
    return state
  }

  /// No numbers stand for all terms.
  private static func array(of sample: Subsample?) -> MATArray {
    MATArray(sample.map { [$0.fraction, $0.gradientVariance] } ?? [])
  }

  private static func sample(
    _ header: MATStructure, _ field: String
  ) throws(MATFileError) -> Subsample? {
    let numbers = try vector(header, field)
    if numbers.isEmpty { return nil }
    guard numbers.count == 2 else { throw damaged("checkpoint.\(field)") }
    return Subsample(fraction: numbers[0], gradientVariance: numbers[1])
  }

  private static func name(ofVector index: Int) -> String { "vector\(index + 1)" }

  private static func vector(
    _ header: MATStructure, _ field: String
  ) throws(MATFileError) -> [Double] {
    guard let array = header[field] else { throw damaged("checkpoint.\(field)") }
    return try array.doubles
  }

  private static func number(
    _ header: MATStructure, _ field: String
  ) throws(MATFileError) -> Double {
    let numbers = try vector(header, field)
    guard numbers.count == 1 else { throw damaged("checkpoint.\(field)") }
    return numbers[0]
  }

  private static func damaged(_ variable: String) -> MATFileError {
    MATFileError(
      .corrupt, variable: variable, "is not what a checkpoint holds",
      remedy: "give a file that --checkpoint wrote")
  }
}
