import Foundation
import NeuralNetwork
import Optimization
import Reporting
import Testing
import Training

struct ProgressLineTests {
  /// On a subsample the line says so.
  @Test(arguments: [(1.0, ""), (0.25, "   (on 25 % of the examples)")])
  func anIterationIsALine(fraction: Double, ending: String) throws {
    #expect(
      ProgressLine.text(try Self.record(fraction: fraction))
        == "iteration    3   J 0.500000   ‖∇J‖∞ 1.00e-02      4.0 evaluations   0.2 s" + ending)
  }

  /// The gradient of a sample is no point of the cost's curve.
  @Test(arguments: [(1.0, 0.01 as Double?), (0.25, nil)])
  func aRecordBecomesAPointOfTheCurve(fraction: Double, gradientNorm: Double?) throws {
    let record = try Self.record(fraction: fraction)
    #expect(
      TrainingCurvePoint(record)
        == TrainingCurvePoint(
          iteration: 3, passes: 7, cost: 0.5, gradientNorm: gradientNorm, seconds: 0.25))
  }

  private static func record(fraction: Double) throws -> TrainingRecord {
    try JSONDecoder().decode(
      TrainingRecord.self,
      from: Data(
        """
        {"iteration":3,"sampleFraction":\(fraction),"cost":0.5,"gradientNorm":0.01,"stepLength":1,"seconds":0.25,
        "evaluations":
        {"gradients":4,"hessianProducts":2,"preconditionerRefreshes":1}}
        """.utf8))
  }

  /// Scores keep the name of their examples.
  @Test func scoresAreNamedForTheirExamples() throws {
    let scores = ExampleScores(cost: 0.25, correctCount: 3, exampleCount: 4)
    var record = try Self.record(fraction: 1)
    record.validation = scores
    let validation = TrainingCurvePoint(record)
    #expect(validation.validationCost == 0.25)
    #expect(validation.validationAccuracy == 0.75 && validation.testAccuracy == nil)
    #expect(ProgressLine.text(record).hasSuffix(" 0.2 s   validation cost 0.250000, 75.00 %"))
    (record.validation, record.test) = (nil, scores)
    let test = TrainingCurvePoint(record)
    #expect(test.validationAccuracy == nil && test.testAccuracy == 0.75)
    #expect(test.validationCost == nil)
    #expect(!ProgressLine.text(record).contains("validation"))
  }

  @Test(arguments: [
    (
      #""fullLoss":0.75,"#,
      ExampleScores(cost: 0.125, correctCount: 471, exampleCount: 500),
      "Epoch 2: 471 / 500   running training accuracy 3600 / 4000   loss 0.041210"
        + "   cost 0.750000   1.24 s",
      TrainingCurvePoint(
        iteration: 2, passes: 2, cost: 0.75, validationCost: 0.125, validationAccuracy: 0.942,
        seconds: 1.24)
    ),
    (
      "", nil, "Epoch 2: 3600 / 4000 (running training accuracy)   loss 0.041210   1.24 s",
      TrainingCurvePoint(iteration: 2, passes: 2, cost: 0.04121, seconds: 1.24)
    ),
  ])
  func anEpochSaysWhatItMeasured(
    measured: String, validation: ExampleScores?, line: String, point: TrainingCurvePoint
  ) throws {
    var record = try Self.epoch(
      #"{"learningRate":3,"meanLoss":0.04121,"runningCorrectCount":3600,\#(measured)"#
        + #""exampleCount":4000}"#,
      cost: point.cost, seconds: 1.24)
    record.validation = validation
    #expect(ProgressLine.text(record) == line)
    #expect(TrainingCurvePoint(record) == point)
  }

  /// The record of the second epoch of a mini-batch run.
  private static func epoch(
    _ statistics: String, cost: Double, seconds: Double
  ) throws -> TrainingRecord {
    let json = """
      {"iteration":2,"cost":\(cost),"sampleFraction":1,"stepLength":3,"seconds":\(seconds),
      "evaluations":{"gradients":2,"hessianProducts":0,"preconditionerRefreshes":0},
      "epoch":\(statistics)}
      """
    return try JSONDecoder().decode(TrainingRecord.self, from: Data(json.utf8))
  }
}
