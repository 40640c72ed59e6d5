import Foundation

/// Times a piece of work over and over, and counts only what was timed on an otherwise idle
/// machine.
///
/// Repeats are taken in batches long enough for `/proc/stat`, which counts in hundredths of a
/// second. A batch during which other processes used more than ``tolerance`` of one core is thrown
/// away; when none is left at the end of the patience, the busy ones serve and the result says so.
struct Sampler {
  /// How many seconds of work make a batch.
  var batchSeconds = 0.25
  /// How many quiet batches are wanted.
  var batches = 6
  /// How many seconds may be spent.
  var patience = 6.0
  /// The share of one core that others may take of a quiet batch.
  static let tolerance = 0.06

  /// A short sample: `compare` repeats it in rounds of its own.
  static let peer = Sampler(batches: 2, patience: 1.5)

  /// The seconds of each repeat.
  func sample(_ work: () -> Void) -> Samples {
    let first = seconds(of: work)
    let warm = min(first, seconds(of: work))
    let repeats = min(max(Int(batchSeconds / max(warm, 1e-9)), 1), 100_000)
    let deadline = ContinuousClock.now + .seconds(patience)
    var quiet: [Double] = []
    var busy: [Double] = []
    var quietBatches = 0
    var processor = Double.infinity
    repeat {
      let before = ProcessorTime.now
      let batch = (0..<repeats).map { _ in seconds(of: work) }
      let elapsed = batch.reduce(0, +)
      let after = ProcessorTime.now
      let others = after.othersSince(before) ?? 0
      processor = min(processor, (after.own - before.own) / Double(repeats))
      if others <= Self.tolerance * elapsed + 0.01 {
        quiet += batch
        quietBatches += 1
      } else {
        busy += batch
      }
    } while quietBatches < batches && ContinuousClock.now < deadline
    return Samples(
      seconds: quiet.isEmpty ? busy : quiet, best: (quiet + busy).min()!, processor: processor,
      isQuiet: !quiet.isEmpty)
  }

  private func seconds(of work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}

/// The times of repeated work.
struct Samples {
  /// The repeats that count: those of quiet batches where there were any.
  let seconds: [Double]
  /// The shortest repeat of all, of busy batches too: what others do can only lengthen a repeat.
  let best: Double
  /// Processor time a repeat, over all threads, the mean of the best batch: what the work takes
  /// whoever else is at work, but for the cache that they share.
  let processor: Double
  /// Whether the machine was otherwise idle.
  let isQuiet: Bool

  /// The middle one of the repeats that count.
  var median: Double { seconds.median }
}

extension [Double] {
  /// The middle one, or the mean of the two in the middle; NaN for none.
  var median: Double {
    guard !isEmpty else { return .nan }
    let ordered = sorted()
    return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
  }
}
