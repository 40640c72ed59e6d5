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
  ]

  @Test(arguments: firstRates)
  func rates(schedule: LearningRateSchedule, expected: [Double]) {
    #expect(expected.indices.map { schedule.rate(initial: 8, epoch: $0) } == expected)
  }

  @Test(arguments: [
    ("constant", LearningRateSchedule.constant), ("step:0.5:10", .step(factor: 0.5, every: 10)),
    ("inverse:0.01", .inverseTime(decay: 0.01)),
  ])
  func textsAndSchedules(text: String, schedule: LearningRateSchedule) {
    #expect(LearningRateSchedule(text) == schedule)
    #expect(LearningRateSchedule(schedule.description) == schedule)
  }

  @Test(arguments: [
    "", "Constant", "constant:1", "step", "step:0.5", "step:0.5:0", "step:0.5:1.5", "step:x:3",
    "step:-1:3", "step:0.5:3:1", "inverse", "inverse:", "inverse:-1", "inverse:inf", "inverse:nan",
  ])
  func textsThatAreNoSchedule(text: String) {
    #expect(LearningRateSchedule(text) == nil)
  }
}
