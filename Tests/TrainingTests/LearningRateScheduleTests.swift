import Testing
import Training

@Suite struct LearningRateScheduleTests {
  /// From η₀ = 8; the values are exact in binary, or one division of small numbers.
  static let firstRates: [(LearningRateSchedule, [Double])] = [
    (.constant, [8, 8, 8, 8]),
    (.step(factor: 0.5, every: 1), [8, 4, 2, 1]),
    (.step(factor: 0.25, every: 3), [8, 8, 8, 2]),
    (.inverseTime(decay: 1), [8, 4, 8.0 / 3, 2]),
    (.inverseTime(decay: 0), [8, 8, 8, 8]),
    // cos 60° = 1/2 and cos 120° = −1/2 are exact to a few ulp: see the tolerance.
    (.cosine(epochs: 3), [8, 6, 2, 0, 0]),
    (.cosine(epochs: 3, minimum: 4), [8, 7, 5, 4, 4]),
    (.cosine(epochs: 6, warmUp: 3), [2, 4, 6, 8, 6, 2, 0, 0]),
    (.cosine(epochs: 1), [8, 0]),
    (.cosine(epochs: 2, warmUp: 1), [4, 8, 0]),
    (.plateau(), [8, 8, 8, 8]),
  ]

  @Test(arguments: firstRates)
  func rates(schedule: LearningRateSchedule, expected: [Double]) {
    let rates = expected.indices.map { schedule.rate(initial: 8, epoch: $0) }
    if case .cosine = schedule {
      #expect(zip(rates, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    } else {
      #expect(rates == expected)
    }
  }

  /// The losses of epochs, and η in each of them and after the last, from η₀ = 8.
  static let plateaus: [(LearningRateSchedule, losses: [Double], rates: [Double])] = [
    // Progress, then two epochs without it, twice.
    (
      .plateau(factor: 0.5, patience: 2, tolerance: 0.1), [5, 4, 4, 3.95, 3.95, 4, 3, 3],
      [8, 8, 8, 8, 4, 4, 2, 2, 2]
    ),
    // A single epoch without progress is enough.
    (.plateau(factor: 0.25, patience: 1, tolerance: 0), [5, 5, 4, 6, 3], [8, 8, 2, 2, 0.5, 0.5]),
    // Progress that adds up counts when it exceeds the tolerance.
    (
      .plateau(factor: 0.5, patience: 3, tolerance: 1), [5, 4.5, 3.9, 3.5, 3, 2.8, 2.7],
      [8, 8, 8, 8, 8, 8, 8, 8]
    ),
    (.constant, [5, 5, 5, 5], [8, 8, 8, 8, 8]),
  ]

  static func rates(
    _ schedule: LearningRateSchedule, initial: Double, losses: [Double]
  ) -> [Double] {
    var state: PlateauState?
    func rate(_ epoch: Int) -> Double {
      schedule.rate(initial: initial, epoch: epoch, reductions: state?.reductions ?? 0)
    }
    var rates = [rate(0)]
    for (epoch, loss) in losses.enumerated() {
      schedule.note(loss, in: &state)
      rates.append(rate(epoch + 1))
    }
    return rates
  }

  @Test(arguments: plateaus)
  func plateausReduceTheRate(
    schedule: LearningRateSchedule, losses: [Double], rates: [Double]
  ) {
    #expect(Self.rates(schedule, initial: 8, losses: losses) == rates)
  }

  @Test func plateausAreThoseOfPyTorch() {
    let record = AdamTests.record
    let rates = Self.rates(.plateau(), initial: 1, losses: record.losses)
    #expect(Array(rates.dropLast()) == record.plateau)
    #expect(Set(record.plateau).count == 4)
  }

  @Test(arguments: [
    ("constant", LearningRateSchedule.constant), ("step:0.5:10", .step(factor: 0.5, every: 10)),
    ("inverse:0.01", .inverseTime(decay: 0.01)), ("cosine:50", .cosine(epochs: 50)),
    ("cosine:50:5", .cosine(epochs: 50, warmUp: 5)),
    ("cosine:50:5:1e-5", .cosine(epochs: 50, warmUp: 5, minimum: 1e-5)), ("plateau", .plateau()),
    ("plateau:0.5:3:0.01", .plateau(factor: 0.5, patience: 3, tolerance: 0.01)),
  ])
  func textsAndSchedules(text: String, schedule: LearningRateSchedule) {
    #expect(LearningRateSchedule(text) == schedule)
    #expect(LearningRateSchedule(schedule.description) == schedule)
  }

  @Test(arguments: [
    "", "Constant", "constant:1", "step", "step:0.5", "step:0.5:0", "step:0.5:1.5", "step:x:3",
    "step:-1:3", "step:0.5:3:1", "inverse", "inverse:", "inverse:-1", "inverse:inf", "inverse:nan",
    "cosine", "cosine:", "cosine:0", "cosine:1.5", "cosine:-3", "cosine:5:5", "cosine:5:1.5",
    "cosine:5:-1", "cosine:5:1:-1", "cosine:5:1:0:0", "plateau:0.5", "plateau:0.5:2",
    "plateau:0.5:0:0", "plateau:0.5:1.5:0", "plateau:-0.5:2:0", "plateau:0.5:2:nan",
  ])
  func textsThatAreNoSchedule(text: String) {
    #expect(LearningRateSchedule(text) == nil)
  }
}
