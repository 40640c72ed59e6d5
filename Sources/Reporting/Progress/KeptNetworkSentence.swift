internal import NeuralNetwork
public import Training

/// The sentence on the network that a run keeps.
public enum KeptNetworkSentence {
  /// The sentence for a run that keeps another network than the last one.
  ///
  ///     The network of iteration 37 is kept: validation accuracy 93.20 %; the last one has 92.60 %
  ///
  /// It has no period. Costs are given for a network that was chosen by its validation cost.
  ///
  /// - Parameters:
  ///   - result: the result of the run.
  ///   - unit: the name of an iteration: "iteration" or "epoch".
  /// - Returns: the sentence; `nil` for a run that keeps its last network.
  public static func text(_ result: TrainingResult, unit: String) -> String? {
    guard result.keepsEarlierPoint, let validation = result.validation, let best = validation.best
    else { return nil }
    func value(_ scores: ExampleScores) -> String {
      validation.keep == .bestCost
        ? NumberStyle.fixed(decimals: 6).text(scores.cost)
        : NumberStyle.percent(decimals: 2).text(scores.accuracy ?? .nan)
    }
    let kept = value(best.scores)
    let quantity = validation.keep == .bestCost ? "cost" : "accuracy"
    let last = validation.final.map(value).map {
      $0 == kept ? "; the last one has the same" : "; the last one has \($0)"
    }
    return "The network of \(unit) \(best.iteration) is kept: "
      + "validation \(quantity) \(kept)\(last ?? "")"
  }
}
