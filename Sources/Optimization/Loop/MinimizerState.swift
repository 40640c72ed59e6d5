/// What a minimizer remembers from one iteration to the next, as plain named numbers.
public struct MinimizerState: Hashable, Codable, Sendable {
  /// The minimizer it belongs to, such as "L-BFGS".
  public var name: String
  /// Lists of numbers by name.
  public var vectors: [String: [Double]]
  /// Whole numbers by name.
  public var counters: [String: Int]

  /// Puts a state together.
  public init(name: String, vectors: [String: [Double]] = [:], counters: [String: Int] = [:]) {
    self.name = name
    self.vectors = vectors
    self.counters = counters
  }
}

extension MinimizerState {
  /// Takes in the state of a part, its names put behind "`part`.".
  public mutating func insert(_ state: MinimizerState, under part: String) {
    for (key, vector) in state.vectors { vectors["\(part).\(key)"] = vector }
    for (key, counter) in state.counters { counters["\(part).\(key)"] = counter }
  }

  /// The state of a part.
  public func part(_ part: String) -> MinimizerState {
    let prefix = "\(part)."
    func own<Value>(_ entries: [String: Value]) -> [String: Value] {
      var own: [String: Value] = [:]
      for (key, value) in entries where key.hasPrefix(prefix) {
        own[String(key.dropFirst(prefix.count))] = value
      }
      return own
    }
    return MinimizerState(name: part, vectors: own(vectors), counters: own(counters))
  }

  /// Throws unless the state is of this minimizer.
  public func expect(_ minimizer: String) throws(OptimizationError) {
    guard name == minimizer else {
      throw .unsuitableState(minimizer: minimizer, reason: "it is of \(name)")
    }
  }

  /// The numbers of a name, of a known count where one is given.
  public func vector(_ key: String, count: Int? = nil) throws(OptimizationError) -> [Double] {
    guard let vector = vectors[key] else {
      throw .unsuitableState(minimizer: name, reason: "'\(key)' is missing")
    }
    guard count == nil || vector.count == count else {
      throw .unsuitableState(minimizer: name, reason: "'\(key)' has \(vector.count) numbers")
    }
    return vector
  }

  /// The whole number of a name.
  public func counter(_ key: String) throws(OptimizationError) -> Int {
    guard let counter = counters[key] else {
      throw .unsuitableState(minimizer: name, reason: "'\(key)' is missing")
    }
    return counter
  }
}
