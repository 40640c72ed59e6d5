import Reporting
import Testing

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
}
