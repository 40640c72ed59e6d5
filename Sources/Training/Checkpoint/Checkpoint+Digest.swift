internal import Machine
internal import Optimization

extension Checkpoint {
  /// The digest of everything that a checkpoint holds: a file that lost a bit has another.
  var digest: String {
    let vectors = state.minimizer.vectors.sorted { $0.key < $1.key }
    let counters = state.minimizer.counters.sorted { $0.key < $1.key }
    let counts = state.evaluations
    let numbers = [
      Double(state.iteration), state.firstGradientNorm, state.seconds, counts.values,
      counts.gradients, counts.hessianProducts, counts.preconditionerRefreshes,
      state.wasBestVisited ? 1 : 0, state.scale, state.size, Double(state.shortMoves),
    ]
    let parts =
      [fingerprint, state.minimizer.name, SHA256.hexDigest(ofBits: numbers)]
      + [state.iterate, state.best].flatMap(Self.digests)
      + settings.texts.map { "\($0.name) \($0.text)" }
      + vectors.flatMap { [$0.key, SHA256.hexDigest(ofBits: $0.value)] }
      + counters.map { "\($0.key) \($0.value)" }
    return SHA256.hexDigest(of: parts.joined(separator: "\n").utf8)
  }

  private static func digests(of iterate: Iterate) -> [String] {
    let sample = iterate.sample.map { [$0.fraction, $0.gradientVariance] } ?? []
    return [iterate.point, iterate.gradient, [iterate.value], sample].map {
      SHA256.hexDigest(ofBits: $0)
    }
  }
}
