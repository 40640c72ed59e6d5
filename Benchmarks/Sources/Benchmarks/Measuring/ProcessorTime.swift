import Foundation

/// The CPU time that this process and the whole machine have used so far.
struct ProcessorTime {
  /// Seconds of this process, over all its threads.
  let own: Double
  /// Seconds of everything on the machine, this process included, over all cores; `nil` if the
  /// system does not report it.
  let machine: Double?

  /// The time used until now.
  static var now: ProcessorTime {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return ProcessorTime(
      own: Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec), machine: machineSeconds)
  }

  /// The CPU seconds that other processes have used since an earlier time.
  func othersSince(_ earlier: ProcessorTime) -> Double? {
    guard let machine, let before = earlier.machine else { return nil }
    return max(0, machine - before - (own - earlier.own))
  }

  /// The first line of Linux's `/proc/stat`: user, nice, system, idle, iowait, irq, softirq and
  /// steal in hundredths of a second, of which idle and iowait are not busy time.
  private static var machineSeconds: Double? {
    guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let line = text.split(separator: "\n").first
    else { return nil }
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    guard ticks.count == 8 else { return nil }
    return (ticks.reduce(0, +) - ticks[3] - ticks[4]) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}
