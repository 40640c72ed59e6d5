import Datasets
import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Training

/// The cost and the score of one training run by the clock.
struct ClockCurve {
  /// The state of the run at one moment.
  struct Point: Encodable {
    /// Seconds since the examples were in memory: layout, initialization, factors and steps count,
    /// the copying of points does not.
    var seconds: Double
    /// Passes over the examples (``EvaluationCounts/passes``).
    var passes: Double
    /// J over all training examples.
    var cost: Double
    /// The fraction of test examples that are classified correctly; of training examples if there
    /// is no test set.
    ///
    /// `nil` for an autoencoder.
    var accuracy: Double?
    /// The mean over the same examples of Σ (ŷ − y)², for an autoencoder.
    var squaredError: Double?
  }

  private(set) var points: [Point] = []

  /// Trains for a duration, then evaluates the points that were copied.
  init<Scalar: BLASScalar>(
    _ configuration: TrainingConfiguration, on sets: DatasetCollection<Scalar>, seconds: Double,
    maxPoints: Int, threads: Int
  ) throws {
    var configuration = configuration
    // The recorder ends the run; the limit is for iterations that take long.
    configuration.stopping.timeLimit = .seconds(seconds + 1)
    var recorder = CurveRecorder(seconds: seconds, maxPoints: maxPoints)
    var trainer = Trainer(sets.training, configuration: configuration, threads: threads)
    let result = try trainer.run { record, run in
      recorder.note(passes: record.evaluations.passes, at: run.parameters)
      return recorder.isOver ? .stop : .proceed
    }
    if ![.observer, .timeLimit].contains(result.stopReason) {
      recorder.end(passes: result.evaluations.passes, at: result.parameters)
    }
    var objective = trainer.objective.overAllExamples()
    var tested: NetworkObjective<Scalar>?
    if configuration.targets == .features {
      tested = configuration.objective(
        of: objective.topology, for: sets.test ?? sets.training, threads: threads)
    }
    for copy in recorder.copies {
      let parameters = copy.parameters.map(Double.init)
      var point = Point(
        seconds: copy.seconds, passes: copy.passes, cost: objective.value(at: parameters.span))
      switch configuration.targets {
      case .labels: point.accuracy = Self.accuracy(at: parameters, &objective, on: sets)
      case .features: point.squaredError = tested!.targetErrors(at: parameters.span).squaredError
      }
      points.append(point)
    }
  }

  private static func accuracy<Scalar: BLASScalar>(
    at parameters: [Double], _ objective: inout NetworkObjective<Scalar>,
    on sets: DatasetCollection<Scalar>
  ) -> Double {
    let predicted =
      sets.test.map {
        Predictor<Scalar>(topology: objective.topology, parameters: parameters)
          .classIndices(for: $0.features)
      } ?? objective.classIndices(at: parameters.span)
    let actual = (sets.test ?? sets.training).classIndices
    return Double(zip(predicted, actual).count { $0 == $1 }) / Double(actual.count)
  }
}

/// Copies the parameters of a run at logarithmically spaced times.
struct CurveRecorder {
  /// The first of these times, in seconds.
  static let firstTime = 0.02

  /// A copy of θ in Float, which is a fraction of the size that a long run would need in Double.
  private(set) var copies: [(seconds: Double, passes: Double, parameters: [Float])] = []
  /// Whether the run has reached its duration.
  private(set) var isOver = false
  private let duration: Double
  private let ratio: Double
  private var due = 0.0
  private let begin = ContinuousClock.now
  /// Time spent on copying since then.
  private var paused = Duration.zero

  /// Starts the clock.
  init(seconds: Double, maxPoints: Int) {
    duration = seconds
    // The starting point and the end are two of the points.
    ratio = exp(log(seconds / Self.firstTime) / Double(max(maxPoints - 2, 1)))
    copies.reserveCapacity(maxPoints)
  }

  /// Copies the point if a time has come; the last one in any case.
  mutating func note(passes: Double, at parameters: [Double]) {
    let now = ContinuousClock.now
    let seconds = (now - begin - paused) / .seconds(1)
    isOver = seconds >= duration
    guard seconds >= due || isOver else { return }
    copies.append((seconds, passes, parameters.map(Float.init)))
    due = max(due, Self.firstTime)
    while due <= seconds { due *= ratio }
    paused += .now - now
  }

  /// Copies the result of a run that ended by itself.
  mutating func end(passes: Double, at parameters: [Double]) {
    due = 0
    note(passes: passes, at: parameters)
  }
}
