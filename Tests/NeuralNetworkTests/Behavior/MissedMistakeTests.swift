import Foundation
import LinearAlgebra
import NeuralNetwork
import Optimization
import Random
import Testing

/// A mistake, or none, in a kind of network, a precision and a kind of features.
struct MistakeCell: Sendable, CustomTestStringConvertible {
  enum Precision: String, CaseIterable, Sendable {
    case double, float
  }

  var mistake: Mistake?
  let hidden: Activation
  let precision: Precision
  let scale: FeatureScale

  var testDescription: String {
    "\(mistake?.rawValue ?? "none"), \(hidden), \(precision), \(scale)"
  }

  /// Every kind without a mistake: 3 activations × 2 precisions × 2 kinds of features.
  static let kinds = Activation.allCases.flatMap { hidden in
    Precision.allCases.flatMap { precision in
      FeatureScale.allCases.map { scale in
        MistakeCell(hidden: hidden, precision: precision, scale: scale)
      }
    }
  }

  /// Every kind with every mistake.
  static let all = Mistake.allCases.flatMap { mistake in
    kinds.map { kind in
      var cell = kind
      cell.mistake = mistake
      return cell
    }
  }
}

/// What the check says of one cell at one point.
struct MistakeFinding {
  /// The component that is called wrong, if one is.
  let accused: Int?
  /// The parameters whose slopes the mistake changes at this point.
  let changed: Set<Int>
  /// The largest of these changes beside the largest slope of the right gradient.
  let relativeChange: Double
  let layout: ParameterLayout

  /// The reported component in the notation of the tool: Theta, row and column from 1.
  var place: String? {
    accused.map(layout.position(of:)).map {
      "Theta\($0.layer + 1)(\($0.row + 1), \($0.column + 1))"
    }
  }

  /// Whether the accused component is one that the mistake has changed; so it is as well where
  /// none is accused.
  var isRightlyNamed: Bool { accused.map(changed.contains) ?? true }
}

extension MistakeCell {
  /// The check at random points, as the tool makes it.
  func findings() -> [MistakeFinding] {
    switch precision {
    case .double: findings(Double.self)
    case .float: findings(Float.self)
    }
  }

  private func findings<Scalar: BLASScalar>(_: Scalar.Type) -> [MistakeFinding] {
    let problem = RandomProblem(hidden: hidden, output: .sigmoidCrossEntropy, scale: scale)
    let layout = problem.topology.parameterLayout
    var generator = SplitMix64(seed: 1)
    return (1...3).map { _ in
      let point = WeightInitializer.uniform(halfWidth: 0.5).parameters(
        for: layout, using: &generator)
      var objective = MistakenObjective<Scalar>(
        problem: problem, mistake: mistake, loaded: problem.parameters)
      var right = MistakenObjective<Scalar>(problem: problem, mistake: nil, loaded: [])
      let (slopes, rightSlopes) = (objective.gradient(at: point), right.gradient(at: point))
      let changes = zip(slopes, rightSlopes).map { abs($0 - $1) }
      let check = checkGradient(
        of: &objective, at: point, over: .everyComponent, using: &generator)
      return MistakeFinding(
        accused: check.verdict == .inconsistent ? check.worst?.index : nil,
        changed: Set(changes.indices.filter { changes[$0] > 0 }),
        relativeChange: changes.max()! / rightSlopes.map(abs).max()!, layout: layout)
    }
  }
}

/// 12 mistakes × 3 activations × 2 precisions × scaled and raw features: 144 cells, none missed, and
/// each named by layer, row and column.
@Suite struct MissedMistakeTests {
  @Test(arguments: MistakeCell.all)
  func everyMistakeIsFoundAndNamed(_ cell: MistakeCell) {
    let findings = cell.findings()
    #expect(findings.contains { $0.accused != nil }, "missed")
    let misnamed = findings.filter { !$0.isRightlyNamed }.compactMap(\.place)
    #expect(misnamed.isEmpty, "the mistake does not change these")
  }

  @Test(arguments: MistakeCell.kinds)
  func theRightGradientIsNotAccused(_ cell: MistakeCell) {
    #expect(cell.findings().compactMap(\.place).isEmpty)
  }

  /// Where `make verdicts` wants the table.
  static let tablePath = ProcessInfo.processInfo.environment["FULLBATCH_MISTAKES"]

  /// Writes a line of JSON for each cell, those without a mistake as well.
  @Test(.enabled(if: tablePath != nil))
  func writesTheTable() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let lines = try (MistakeCell.kinds + MistakeCell.all).map { cell in
      try String(decoding: encoder.encode(MistakeRecord(cell)), as: UTF8.self)
    }
    try Data(lines.joined(separator: "\n").utf8).write(
      to: URL(fileURLWithPath: #require(Self.tablePath)))
  }
}

/// A cell of the table as a script reads it.
private struct MistakeRecord: Encodable {
  let mistake: String?
  let hidden: String
  let precision: String
  let features: String
  /// At how many of the points the check calls the gradient wrong.
  let accusedPoints: Int
  /// At how many of these the component that it names is one that the mistake changes.
  let rightlyNamedPoints: Int
  /// The first component that is called wrong.
  let place: String?
  /// The largest change of a slope over the points, beside the largest slope.
  let relativeChange: Double

  init(_ cell: MistakeCell) {
    let findings = cell.findings()
    let accused = findings.filter { $0.accused != nil }
    mistake = cell.mistake?.rawValue
    hidden = cell.hidden.rawValue
    precision = cell.precision.rawValue
    features = cell.scale.rawValue
    accusedPoints = accused.count
    rightlyNamedPoints = accused.count { $0.isRightlyNamed }
    place = accused.first?.place
    relativeChange = findings.map(\.relativeChange).max()!
  }
}

extension MistakenObjective {
  /// The gradient as an array.
  fileprivate mutating func gradient(at point: [Double]) -> [Double] {
    var gradient = point
    var span = gradient.mutableSpan
    _ = evaluate(at: point.span, gradient: &span)
    return gradient
  }
}
