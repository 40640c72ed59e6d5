internal import NeuralNetwork
internal import Optimization

extension Trainer {
  /// The network that a run keeps as a model, with the metadata of the data set and its provenance.
  public func model(with result: TrainingResult) -> Model {
    var outcome: [Model.Note] = []
    let isFullBatch = !configuration.minimizer.usesMiniBatches
    if !isFullBatch {
      let settings = configuration.miniBatches
      outcome = [
        .init("batchSize", .number(Double(settings.batchSize))),
        .init("learningRate", .number(settings.learningRate)),
        .init("schedule", .text(settings.schedule.description)),
        .init("update", .text(settings.update.description)),
      ]
      outcome += settings.clipNorm.map { [.init("clipNorm", .number($0))] } ?? []
    }
    outcome += [
      .init("cost", .number(result.keptCost)),
      .init(isFullBatch ? "iterations" : "epochs", .number(Double(result.iterations))),
      .init("stopReason", .text(result.stopReason.rawValue)),
    ]
    if configuration.keep.needsValidation, let best = result.validation?.best {
      outcome += [
        .init("keep", .text(configuration.keep.rawValue)),
        .init("keptIteration", .number(Double(best.iteration))),
        .init("validationCost", .number(best.scores.cost)),
      ]
      outcome += best.scores.accuracy.map { [.init("validationAccuracy", .number($0))] } ?? []
    }
    return configuration.model(
      of: topology, parameters: result.keptParameters, trainedOn: metadata, in: Scalar.self,
      outcome: outcome)
  }
}
