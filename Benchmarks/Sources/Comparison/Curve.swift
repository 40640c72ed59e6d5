import Datasets
import NeuralNetwork
import Optimization
import Reporting
import Training

/// How one algorithm comes down.
struct Curve {
  let name: String
  /// Cost, passes over the examples, and seconds, with the accuracy on the test set.
  let points: [TrainingCurvePoint]

  /// Trains by a configuration; what is only measured does not count as time.
  init(_ name: String, _ configuration: TrainingConfiguration, on sets: DatasetCollection<Double>)
    throws
  {
    self.name = name
    points =
      configuration.minimizer == .stochasticGradientDescent
      ? Self.miniBatches(configuration, on: sets) : try Self.fullBatch(configuration, on: sets)
  }

  /// Each epoch with the exact cost and the correct test examples.
  private static func miniBatches(
    _ configuration: TrainingConfiguration, on sets: DatasetCollection<Double>
  ) -> [TrainingCurvePoint] {
    var points: [TrainingCurvePoint] = []
    var trainer = MiniBatchTrainer(
      sets.training, heldOut: sets.test, configuration: configuration, measuresExactCost: true,
      threads: 1)
    _ = trainer.run { record, _ in
      points.append(TrainingCurvePoint(record))
      return .proceed
    }
    return points
  }

  /// Two runs, which are alike to the last bit: one for the clock, one for the accuracies.
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
    _ = try trainer.run { record, state in
      points[record.iteration].validationAccuracy = sets.test.map {
        accuracy(at: state().iterate.point, of: topology, on: $0)
      }
      return .proceed
    }
    return points
  }

  /// The share of examples that a network classifies correctly.
  static func accuracy(
    at parameters: [Double], of topology: NetworkTopology, on dataset: Dataset<Double>
  ) -> Double {
    let predicted = Predictor<Double>(topology: topology, parameters: parameters)
      .classIndices(for: dataset.features)
    let correct = zip(predicted, dataset.classIndices).count { $0 == $1 }
    return Double(correct) / Double(dataset.exampleCount)
  }
}
