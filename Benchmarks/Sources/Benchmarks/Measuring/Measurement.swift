import LinearAlgebra

/// How long one piece of work takes.
struct Measurement: Encodable {
  /// What was done, such as "ex4 400-25-10, cost + gradient".
  var work: String
  /// What the engine computed in; `nil` where that makes no difference.
  var precision: Precision?
  /// How many threads worked.
  var threads: Int
  /// Seconds, the middle one of the repeats.
  var median: Double
  /// Seconds, the shortest of the repeats.
  var minimum: Double
  /// Seconds of processor time a repeat, over all threads.
  var processor: Double
  /// How many repeats count.
  var repeats: Int
  /// Whether the machine was otherwise idle; if not, read the minimum.
  var isQuiet: Bool
  /// The floating-point operations of the work when nothing is skipped.
  var flops: Double?
  /// The rate that ``flops`` make, as a fraction of gemm's at 2000³ on as many threads.
  ///
  /// Both are from the same run, this one from its minimum. Above 1 where work is skipped.
  var fractionOfPeak: Double?

  init(
    _ work: String, _ samples: Samples, precision: Precision? = nil, threads: Int = 1,
    flops: Double? = nil, peak: Double? = nil
  ) {
    self.work = work
    self.precision = precision
    self.threads = threads
    median = samples.median
    minimum = samples.best
    processor = samples.processor
    repeats = samples.seconds.count
    isQuiet = samples.isQuiet
    self.flops = flops
    if let flops, let peak { fractionOfPeak = flops / samples.best / peak }
  }
}

/// What the engine computes in.
enum Precision: String, Encodable, CaseIterable {
  case double
  case float

  init<Scalar: BLASScalar>(of _: Scalar.Type) {
    self = Scalar.self == Float.self ? .float : .double
  }
}
