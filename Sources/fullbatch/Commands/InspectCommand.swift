import ArgumentParser
import Datasets
import Foundation

/// `fullbatch inspect`: the variables of a file.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "List the variables of a data file, with class, dimensions and some values.")

  @Argument(
    help:
      "Data file: MAT-file, Octave, IDX, pickle, NumPy, table (CSV), ARFF, svmlight, or text digits."
  )
  var path: String

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var files = CommandFiles()
    files.readDataset(path, by: "inspect")
    try files.requireDistinct()
    let summary: DatasetSummary
    do {
      summary = try DatasetFile.summary(path: path)
    } catch {
      throw ToolError.badData(error, file: path)
    }
    let (reading, problem) = self.reading()
    if output.json {
      try JSON.print(Document(summary, reading?.summary, problem: problem))
      return
    }
    Terminal.print(
      "\(path): \(summary.format)" + (summary.byteOrder.map { ", \($0) endian" } ?? "")
        + (summary.table.map { ", \(text($0))" } ?? "")
        + (summary.firstIndex.map { ", indices from \($0)" } ?? ""))
    for variable in summary.variables { print(variable, indentation: "  ") }
    for line in reading?.summary.decisions ?? ["As a data set: \(problem ?? "")"] {
      Terminal.print(line)
    }
  }

  /// How the file would be read for training, or why it can't be.
  private func reading() -> (reading: LoadedExamples<Double>?, problem: String?) {
    do {
      return (try Loading.examples(path, dataOptions), nil)
    } catch {
      return (nil, (error as? ToolError)?.message ?? "\(error)")
    }
  }

  private func text(_ table: TableFormat) -> String {
    "separator \(table.separator.rawValue), decimal \(table.decimalMark.rawValue), "
      + "\(table.encoding.rawValue), \(table.hasHeader ? "header" : "no header")"
  }

  private func print(_ variable: DatasetSummary.Variable, indentation: String) {
    let size = variable.dimensions.map(String.init).joined(separator: "×")
    let kinds =
      (variable.isSparse ? "sparse " : "") + (variable.isComplex ? "complex " : "")
      + variable.elementType
    var line = "\(indentation)\(variable.name)  \(size) \(kinds)"
    if let statistics = variable.statistics {
      let ends = (statistics.first + statistics.last.suffix(max(0, statistics.count - 4)))
        .map { String(format: "%g", $0) }
      line +=
        "  sum \(String(format: "%.10g", statistics.sum)), values \(ends.joined(separator: " "))"
    }
    if let reason = variable.reason { line += "  (not read: \(reason))" }
    Terminal.print(line)
    for child in variable.children { print(child, indentation: indentation + "  ") }
  }

  /// The content of `inspect --json`.
  private struct Document: Encodable {
    let format: String
    let byteOrder: String?
    let table: Table?
    let firstIndex: Int?
    let variables: [Variable]
    /// How the file would be read as a data set, or why it can't be.
    let data: DataSummary?
    let dataProblem: String?

    init(_ summary: DatasetSummary, _ data: DataSummary?, problem: String?) {
      self.data = data
      dataProblem = problem
      format = summary.format
      byteOrder = summary.byteOrder
      table = summary.table.map(Table.init)
      firstIndex = summary.firstIndex
      variables = summary.variables.map(Variable.init)
    }

    struct Table: Encodable {
      let separator: String
      let decimalMark: String
      let encoding: String
      let header: Bool

      init(_ table: TableFormat) {
        separator = table.separator.rawValue
        decimalMark = table.decimalMark.rawValue
        encoding = table.encoding.rawValue
        header = table.hasHeader
      }
    }

    struct Variable: Encodable {
      let name: String
      let `class`: String
      let dimensions: [Int]
      let complex: Bool
      let logical: Bool
      let sparse: Bool
      let supported: Bool
      let reason: String?
      let count: Int?
      let sum: JSONNumber?
      let first: [JSONNumber]?
      let last: [JSONNumber]?
      let children: [Variable]?

      init(_ variable: DatasetSummary.Variable) {
        name = variable.name
        `class` = variable.elementType
        dimensions = variable.dimensions
        complex = variable.isComplex
        logical = variable.isLogical
        sparse = variable.isSparse
        supported = variable.reason == nil
        reason = variable.reason
        count = variable.statistics?.count
        sum = variable.statistics.map { JSONNumber($0.sum) }
        first = variable.statistics?.first.map(JSONNumber.init)
        last = variable.statistics?.last.map(JSONNumber.init)
        children = variable.children.isEmpty ? nil : variable.children.map(Variable.init)
      }
    }
  }
}
