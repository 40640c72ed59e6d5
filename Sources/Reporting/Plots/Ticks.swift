internal import Foundation

/// The marked values of an axis.
///
/// Linear axes follow P. Heckbert, "Nice numbers for graph labels", Graphics Gems (1990): steps of
/// 1, 2 or 5 times a power of ten. Logarithmic axes mark powers of ten; over few decades also
/// their doubles and fives; within one decade the linear values.
package enum Ticks {
  /// The approximate number of intervals of an axis.
  private static let wantedIntervals = 6.0

  /// The values to mark within a span, ascending, with their labels.
  package static func marks(
    in span: ClosedRange<Double>, scale: AxisScale
  ) -> [(value: Double, label: String)] {
    switch scale {
    case .linear: linear(span)
    case .logarithmic: logarithmic(span)
    }
  }

  /// The nice step for a span: 1, 2 or 5 times a power of ten, nearest to a sixth of it.
  static func step(for span: ClosedRange<Double>) -> Double {
    let rough = (span.upperBound - span.lowerBound) / wantedIntervals
    let power = pow(10, log10(rough).rounded(.down))
    let factor: Double =
      switch rough / power {
      case ..<1.5: 1
      case ..<3: 2
      case ..<7: 5
      default: 10
      }
    return factor * power
  }

  private static func linear(_ span: ClosedRange<Double>) -> [(value: Double, label: String)] {
    let step = step(for: span)
    // Multiples of the step instead of sums: rounding errors do not accumulate, and zero is exact.
    // The slack keeps end ticks that rounding moves just outside.
    let slack = 1e-9
    let first = Int((span.lowerBound / step - slack).rounded(.up))
    let last = Int((span.upperBound / step + slack).rounded(.down))
    let decimals = max(0, Int(-log10(step * 1.001).rounded(.down)))
    let greatest = max(abs(span.lowerBound), abs(span.upperBound))
    let style: NumberStyle =
      greatest >= 1e6 || greatest < 1e-3
      ? .significant(digits: Int(log10(greatest / step).rounded(.up)) + 1)
      : .fixed(decimals: decimals)
    return (first...max(first, last)).map { multiple in
      let value = Double(multiple) * step
      return (value, style.text(value))
    }
  }

  private static func logarithmic(_ span: ClosedRange<Double>) -> [(value: Double, label: String)] {
    let lowest = log10(span.lowerBound)
    let highest = log10(span.upperBound)
    let decades = highest - lowest
    if decades < 1 { return linear(span).filter { $0.value > 0 } }
    let stride = max(1, Int((decades / 8).rounded(.up)))
    let factors: [Double] = decades <= 3 ? [1, 2, 5] : [1]
    let exponents = Int(lowest.rounded(.down))...Int(highest.rounded(.up))
    return exponents.lazy.filter { $0.isMultiple(of: stride) }.flatMap { exponent in
      factors.map { ($0 * pow(10, Double(exponent)), label(of: $0, exponent: exponent)) }
    }.filter { span.contains($0.0) }
  }

  /// The label of factor · 10^exponent: plain between 0.001 and 10 000, else as a power.
  private static func label(of factor: Double, exponent: Int) -> String {
    switch exponent {
    case -3..<0:
      return NumberStyle.fixed(decimals: -exponent).text(factor * pow(10, Double(exponent)))
    case 0...4: return NumberStyle.fixed(decimals: 0).text(factor * pow(10, Double(exponent)))
    default:
      let superscript = String("\(exponent)".map { superscripts[$0] ?? $0 })
      return (factor == 1 ? "" : NumberStyle.fixed(decimals: 0).text(factor) + "·") + "10"
        + superscript
    }
  }

  private static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
    "9": "⁹", "-": "⁻",
  ]
}
