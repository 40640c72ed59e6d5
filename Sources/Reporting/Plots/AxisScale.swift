internal import Foundation

/// The scale of an axis.
public enum AxisScale: Sendable {
  /// Equal differences are equal distances.
  case linear
  /// Equal ratios are equal distances; only positive values can be drawn.
  case logarithmic

  /// The maximum magnitude of drawn values, so that no difference or ratio of two values overflows.
  private static let greatestMagnitude = 1e150

  /// The position of a value in linear coordinates; `nil` for a value that can't be drawn.
  func position(of value: Double) -> Double? {
    guard value.magnitude <= Self.greatestMagnitude else { return nil }
    switch self {
    case .linear: return value
    case .logarithmic: return value >= 1 / Self.greatestMagnitude ? log10(value) : nil
    }
  }

  /// The range of an axis that shows all values that can be drawn, with a margin.
  ///
  /// A linear axis ends at ticks (Heckbert's "loose labels"), a logarithmic one 4 % beyond the
  /// data. Values that agree to twelve digits count as one, with room on both sides. Without any
  /// value the span is 0…1 or 1…10.
  package func span(of values: some Sequence<Double>) -> ClosedRange<Double> {
    let placed = values.filter { position(of: $0) != nil }
    guard let least = placed.min(), let greatest = placed.max() else {
      return self == .linear ? 0...1 : 1...10
    }
    let magnitude = max(least.magnitude, greatest.magnitude, 1 / Self.greatestMagnitude)
    let isSpread = greatest - least > 1e-12 * magnitude
    switch self {
    case .linear:
      let halfWidth = isSpread ? 0 : least == 0 ? 1 : magnitude / 2
      let data = least - halfWidth...greatest + halfWidth
      let step = Ticks.step(for: data)
      return (data.lowerBound / step).rounded(.down) * step...(data.upperBound / step).rounded(.up)
        * step
    case .logarithmic:
      let margin = isSpread ? pow(greatest / least, 0.04) : 2
      return least / margin...greatest * margin
    }
  }
}
