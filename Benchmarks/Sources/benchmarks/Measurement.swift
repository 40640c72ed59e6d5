/// How long a piece of work took.
struct Measurement: Encodable {
  /// The suite it belongs to.
  let suite: String
  /// What was done.
  let name: String
  /// `Double` or `Float`.
  let scalar: String
  /// Half of the runs took no longer.
  let medianMilliseconds: Double
  /// The fastest run: what the machine can do when nobody disturbs it.
  let minimumMilliseconds: Double
  /// The floating-point operations of the work when nothing is skipped, where they are its measure.
  let denseFlops: Double?
  /// The rate of gemm that was measured in the same run, in flops a second, on one core.
  let gemmRate: Double?

  /// The rate in dense operations against gemm's; above 1 where skipping zeros pays.
  var shareOfGemm: Double? {
    guard let denseFlops, let gemmRate else { return nil }
    return denseFlops / (medianMilliseconds / 1e3) / gemmRate
  }

  /// Times `runs` runs after one that is not counted.
  init<Scalar>(
    suite: String, name: String, scalar: Scalar.Type, runs: Int, denseFlops: Double? = nil,
    gemmRate: Double? = nil, _ work: () -> Void
  ) {
    work()
    let clock = ContinuousClock()
    let times = (0..<runs).map { _ in clock.measure(work) / .milliseconds(1) }.sorted()
    self.suite = suite
    self.name = name
    self.scalar = "\(scalar)"
    self.denseFlops = denseFlops
    self.gemmRate = gemmRate
    medianMilliseconds = times[runs / 2]
    minimumMilliseconds = times[0]
  }
}
