import Datasets
import NeuralNetwork
import Optimization
import Training

/// The text digits' network with several initializations and two learning rates.
struct Initializations {
  /// The result of one initialization.
  struct Row {
    let start: String
    let learningRate: Double
    let epochs: [EpochStatistics]
    /// The scores on the test examples after the last epoch.
    let test: ExampleScores?
  }

  /// The results.
  struct Findings {
    let rows: [Row]
    let sets: DatasetCollection<Double>
  }

  /// The epochs that the page shows.
  static let shownEpochs = [1, 16, 139]

  /// The learning rates of each initialization.
  static let learningRates = [0.01, 0.1]

  private static let starts: [(name: String, initializer: WeightInitializer)] = [
    ("standard normal", .standardNormal), ("uniform in [0, 1)", .uniformUnit),
    ("all equal to 1", .constant(1)), ("all equal to 0.01", .constant(0.01)),
  ]

  private let sets: DatasetCollection<Double>

  init(_ sets: DatasetCollection<Double>) { self.sets = sets }

  func run() throws -> Findings {
    let rows = try Self.starts.flatMap { start in
      try Self.learningRates.map { rate in
        var configuration = TrainingPreset.textDigits.configuration
        configuration.initializer = start.initializer
        configuration.miniBatches.learningRate = rate
        var epochs: [EpochStatistics] = []
        var test: ExampleScores?
        var trainer = Trainer(
          sets.training, test: sets.test, configuration: configuration, threads: 1)
        _ = try trainer.run { record, _ in
          if let epoch = record.epoch { epochs.append(epoch) }
          test = record.test
          return .proceed
        }
        return Row(start: start.name, learningRate: rate, epochs: epochs, test: test)
      }
    }
    return Findings(rows: rows, sets: sets)
  }
}
