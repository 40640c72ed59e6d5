import Datasets
import NeuralNetwork
import Optimization
import Reporting
import Training

/// The training curve of one algorithm.
struct TrainingCurve {
  let name: String
  /// Cost, passes over the examples, and seconds, with the test accuracy.
  let points: [TrainingCurvePoint]

  /// Trains with a configuration; time spent on measuring is not included.
  init(_ name: String, _ configuration: TrainingConfiguration, on sets: DatasetCollection<Double>)
    throws
  {
    self.name = name
    points =
      configuration.minimizer == .stochasticGradientDescent
      ? try Self.miniBatches(configuration, on: sets)
      : try Self.fullBatch(configuration, on: sets)
  }

  /// Each epoch with the full-batch training loss and the test accuracy.
  private static func miniBatches(
    _ configuration: TrainingConfiguration, on sets: DatasetCollection<Double>
  ) throws -> [TrainingCurvePoint] {
    var points: [TrainingCurvePoint] = []
    var trainer = Trainer(
      sets.training, test: sets.test, configuration: configuration, computesFullLoss: true,
      threads: 1)
    _ = try trainer.run { record, _ in
      if record.epoch != nil { points.append(TrainingCurvePoint(record)) }
      return .proceed
    }
    return points
  }

  /// Two bit-identical runs: one for the time, one for the accuracies.
  private static func fullBatch(
    _ configuration: TrainingConfiguration, on sets: DatasetCollection<Double>
  ) throws -> [TrainingCurvePoint] {
    var points: [TrainingCurvePoint] = []
    var trainer = Trainer(sets.training, configuration: configuration, threads: 1)
    _ = try trainer.run { record, _ in
      points.append(TrainingCurvePoint(record))
      return .proceed
    }
    let topology = trainer.topology
    _ = try trainer.run { record, run in
      let parameters = run.parameters
      points[record.iteration].testAccuracy = sets.test.map {
        accuracy(at: parameters, of: topology, on: $0)
      }
      return .proceed
    }
    return points
  }

  /// The fraction of examples that a network classifies correctly.
  static func accuracy(
    at parameters: [Double], of topology: NetworkTopology, on dataset: Dataset<Double>
  ) -> Double {
    let predicted = Predictor<Double>(topology: topology, parameters: parameters)
      .classIndices(for: dataset.features)
    let correct = zip(predicted, dataset.classIndices).count { $0 == $1 }
    return Double(correct) / Double(dataset.exampleCount)
  }
}
