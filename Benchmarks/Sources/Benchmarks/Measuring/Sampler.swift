import Foundation

/// Times work repeatedly, and keeps only the timings taken on an otherwise idle machine.
///
/// Repeats are taken in batches long enough for `/proc/stat`, which counts in hundredths of a
/// second. A batch during which other processes used more than ``tolerance`` of one core is
/// discarded; if no other is left at the time limit, the discarded ones are used and marked so.
struct Sampler {
  /// The length of a batch in seconds.
  var batchSeconds = 0.25
  /// The number of idle batches to take.
  var batches = 6
  /// The time limit in seconds.
  var timeLimit = 6.0
  /// The fraction of one core that other processes may use during an idle batch.
  static let tolerance = 0.06

  /// A short sample, which `bench_baselines.py` repeats in rounds.
  static let baseline = Sampler(batches: 2, timeLimit: 1.5)

  /// Times the work.
  func sample(_ work: () -> Void) -> Samples {
    let first = seconds(of: work)
    let warm = min(first, seconds(of: work))
    let repeats = min(max(Int(batchSeconds / max(warm, 1e-9)), 1), 100_000)
    let deadline = ContinuousClock.now + .seconds(timeLimit)
    var idle: [Double] = []
    var busy: [Double] = []
    var idleBatches = 0
    var processor = Double.infinity
    repeat {
      let before = ProcessorTime.now
      let batch = (0..<repeats).map { _ in seconds(of: work) }
      let elapsed = batch.reduce(0, +)
      let after = ProcessorTime.now
      let others = after.othersSince(before) ?? 0
      processor = min(processor, (after.own - before.own) / Double(repeats))
      if others <= Self.tolerance * elapsed + 0.01 {
        idle += batch
        idleBatches += 1
      } else {
        busy += batch
      }
    } while idleBatches < batches && ContinuousClock.now < deadline
    return Samples(
      seconds: idle.isEmpty ? busy : idle, best: (idle + busy).min()!, processor: processor,
      isIdle: !idle.isEmpty)
  }

  private func seconds(of work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}

/// The times of repeated work.
struct Samples {
  /// The timings that count: those of idle batches if there are any.
  let seconds: [Double]
  /// The minimum of all timings, busy batches included: load can only lengthen them.
  let best: Double
  /// CPU time per repeat over all threads, the mean of the best batch, which depends on other
  /// processes only through the shared cache.
  let processor: Double
  /// Whether the machine was otherwise idle.
  let isIdle: Bool

  /// The median of the timings that count.
  var median: Double { seconds.median }
}

extension [Double] {
  /// The median; NaN for an empty array.
  var median: Double {
    guard !isEmpty else { return .nan }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
