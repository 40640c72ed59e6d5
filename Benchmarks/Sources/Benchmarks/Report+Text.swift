import Reporting

extension Report {
  /// The report as text tables.
  var text: String {
    var text = "\(machine.processor), \(machine.cores) cores; \(machine.kernels); \(machine.blas)\n"
    if !measurements.isEmpty { text += "\n" + measurementTable.text() }
    if !trainingRuns.isEmpty { text += "\n" + trainingTable.text() }
    for note in notes { text += "\n\(note)\n" }
    if measurements.contains(where: { !$0.measurement.isIdle })
      || trainingRuns.contains(where: { !$0.isIdle })
    {
      text += "\nbusy: other processes used the CPU; use the minimum, or the CPU time\n"
    }
    return text
  }

  private var measurementTable: Table {
    let milliseconds = NumberStyle.fixed(decimals: 3)
    var table = Table(columns: [
      .text("work"), .text("precision"), .count("threads"), .number("median ms", milliseconds),
      .number("minimum ms", milliseconds), .number("CPU ms", milliseconds), .count("repeats"),
      .number("GFLOP/s", .fixed(decimals: 1)), .number("of gemm peak", .fixed(decimals: 2)),
      .text("machine"),
    ])
    var benchmark = measurements[0].benchmark
    for entry in measurements {
      if entry.benchmark != benchmark { table.startGroup() }
      benchmark = entry.benchmark
      let row = entry.measurement
      table.append([
        .text(row.work), .text(row.precision?.rawValue ?? ""), .count(row.threads),
        .number(1e3 * row.median), .number(1e3 * row.minimum), .number(1e3 * row.processor),
        .count(row.repeats),
        row.flops.map { .number(1e-9 * $0 / row.minimum) } ?? .empty,
        row.fractionOfPeak.map { .number($0) } ?? .empty, .text(row.isIdle ? "idle" : "busy"),
      ])
    }
    return table
  }

  /// Medians over the seeds; a target that was not reached counts as infinity.
  private var trainingTable: Table {
    var table = Table(columns: [
      .text("minimizer"), .number("cost", .fixed(decimals: 3)), .text("seeds"),
      .count("evaluations"), .number("seconds", .fixed(decimals: 3)), .text("machine"),
    ])
    for (name, runs) in runsByMinimizer {
      table.startGroup()
      for (index, target) in Problem.ex4.targets.enumerated() {
        let reached = runs.compactMap { $0.reached.dropFirst(index).first }
        let missing = [Double](repeating: .infinity, count: runs.count - reached.count)
        let medians = [reached.map(\.evaluations), reached.map(\.seconds)]
          .map { ($0 + missing).median }
        table.append(
          [.text(name), .number(target), .text("\(reached.count) of \(runs.count)")]
            + medians.map { $0.isFinite ? .number($0) : .empty }
            + [.text(runs.allSatisfy(\.isIdle) ? "idle" : "busy")])
      }
    }
    return table
  }

  private var runsByMinimizer: [(name: String, runs: [TimeToTarget])] {
    var groups: [(name: String, runs: [TimeToTarget])] = []
    for run in trainingRuns {
      if groups.last?.name == run.minimizer {
        groups[groups.count - 1].runs.append(run)
      } else {
        groups.append((run.minimizer, [run]))
      }
    }
    return groups
  }
}
