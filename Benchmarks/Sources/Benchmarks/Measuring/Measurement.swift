import LinearAlgebra

/// The timing of one work.
struct Measurement: Encodable {
  /// What was done, such as "ex4 400-25-10, cost + gradient".
  var work: String
  /// The precision of the engine; `nil` if it does not matter.
  var precision: Precision?
  /// The number of threads.
  var threads: Int
  /// The median in seconds.
  var median: Double
  /// The minimum in seconds.
  var minimum: Double
  /// CPU seconds per repeat, over all threads.
  var processor: Double
  /// The number of timings that count.
  var repeats: Int
  /// Whether the machine was otherwise idle; if not, use the minimum.
  var isIdle: Bool
  /// The floating-point operations of the work without skipping zeros.
  var flops: Double?
  /// The rate of ``flops`` at the minimum time, as a fraction of gemm's rate at 2000³.
  ///
  /// Both rates are with the same number of threads and of the same run. Above 1 if zeros are
  /// skipped.
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
    isIdle = samples.isIdle
    self.flops = flops
    if let flops, let peak { fractionOfPeak = flops / samples.best / peak }
  }
}

/// The floating-point precision of the engine.
enum Precision: String, Encodable, CaseIterable {
  case double
  case float

  init<Scalar: BLASScalar>(of _: Scalar.Type) {
    self = Scalar.self == Float.self ? .float : .double
  }
}
