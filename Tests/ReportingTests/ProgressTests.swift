import Foundation
import Optimization
import Reporting
import Testing
import Training

struct ProgressTests {
  @Test func aLineHoldsWhatIsKnown() {
    let point = TrainingCurvePoint(
      iteration: 120, evaluations: 128, cost: 0.3325163, gradientNorm: 0.00141, seconds: 0.412)
    #expect(
      ProgressLine.text(point)
        == "iteration   120   cost 0.332516   gradient 1.4e-03   evaluations   128   412 ms")
    let epoch = TrainingCurvePoint(
      iteration: 3, evaluations: 2.5, cost: 12.5, validationAccuracy: 0.9421, seconds: 75)
    #expect(
      ProgressLine.text(epoch)
        == "iteration     3   cost 12.500000   validation accuracy 94.21 %   evaluations   2.5"
        + "   1 min 15 s")
  }

  @Test(arguments: [
    (0.0, "░░░░"), (0.5, "██░░"), (1, "████"), (0.03125, "▏░░░"), (0.96875, "███▉"), (7, "████"),
    (-1, "░░░░"), (.nan, "░░░░"),
  ])
  func aBarIsAlwaysAsLongAsItsWidth(fraction: Double, bar: String) {
    #expect(ProgressLine.bar(fraction: fraction, width: 4) == bar)
  }

  /// The gradient of a sample is no point of the cost's curve.
  @Test(arguments: [(1.0, 0.01 as Double?), (0.25, nil)])
  func aRecordBecomesAPointOfTheCurve(share: Double, gradientNorm: Double?) throws {
    let record = try JSONDecoder().decode(
      IterationRecord.self,
      from: Data(
        """
        {"iteration":3,"share":\(share),"value":0.5,"gradientNorm":0.01,"stepLength":1,"seconds":0.25,
        "evaluations":
        {"values":4,"gradients":4,"hessianProducts":2,"preconditionerRefreshes":1}}
        """.utf8))
    #expect(
      TrainingCurvePoint(record)
        == TrainingCurvePoint(
          iteration: 3, evaluations: 7, cost: 0.5, gradientNorm: gradientNorm, seconds: 0.25))
  }

  /// The held-out examples of a record are those that the caller says.
  @Test func anEpochsAccuracyIsNamedForItsExamples() throws {
    let record = try JSONDecoder().decode(
      EpochRecord.self,
      from: Data(
        """
        {"epoch":2,"learningRate":1,"meanLoss":0.5,"correctBeforeUpdate":3,"exampleCount":4,
        "heldOutCorrect":3,"heldOutCount":4,"seconds":1}
        """.utf8))
    let validation = TrainingCurvePoint(record)
    #expect(validation.validationAccuracy == 0.75 && validation.testAccuracy == nil)
    let test = TrainingCurvePoint(record, heldOut: .test)
    #expect(test.validationAccuracy == nil && test.testAccuracy == 0.75)
    #expect(ProgressLine.text(test).contains("   test accuracy 75.00 %   "))
  }

  @Test(arguments: [
    (
      #""exactCost":0.75,"heldOutCorrect":471,"heldOutCount":500,"#,
      "Epoch 2: 471 / 500   before each update 3600 / 4000   loss 0.041210   cost 0.750000"
        + "   1.24 s",
      TrainingCurvePoint(
        iteration: 2, evaluations: 2, cost: 0.75, validationAccuracy: 0.942, seconds: 1.24)
    ),
    (
      "", "Epoch 2: 3600 / 4000 before each update   loss 0.041210   1.24 s",
      TrainingCurvePoint(iteration: 2, evaluations: 2, cost: 0.04121, seconds: 1.24)
    ),
  ])
  func anEpochSaysWhatItMeasured(
    measured: String, line: String, point: TrainingCurvePoint
  ) throws {
    let json = """
      {"epoch":2,"learningRate":3,"meanLoss":0.04121,"correctBeforeUpdate":3600,\(measured)
      "exampleCount":4000,"seconds":1.24}
      """
    let record = try JSONDecoder().decode(EpochRecord.self, from: Data(json.utf8))
    #expect(ProgressLine.text(record) == line)
    #expect(TrainingCurvePoint(record) == point)
  }
}
