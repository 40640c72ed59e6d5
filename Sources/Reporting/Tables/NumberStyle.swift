internal import Foundation

/// A format for displayed numbers: rounded, without a locale, the same on every machine.
///
/// In files that programs read, write the number itself (`"\(number)"` is its shortest exact
/// form).
public enum NumberStyle: Hashable, Sendable {
  /// All digits before the point and a fixed number of decimals after it: `0.9752`.
  case fixed(decimals: Int)
  /// A number of significant digits, plain or with an exponent, whichever is shorter: `0.28763`,
  /// `3.5e-07`.
  case significant(digits: Int)
  /// One digit before the point, decimals after it, and an exponent: `2.49e-02`.
  case scientific(decimals: Int)
  /// A fraction as a percentage: 0.9752 with two decimals is `97.52 %`.
  case percent(decimals: Int)
  /// A time in seconds, in a suitable unit: `340 µs`, `3.71 ms`, `2.50 s`, `1 min 12 s`.
  case seconds

  /// The number in this style; `nan`, `inf` or `-inf` if it is not finite.
  public func text(_ number: Double) -> String {
    guard number.isFinite else { return "\(number)" }
    switch self {
    case .fixed(let decimals): return String(format: "%.\(decimals)f", number)
    case .significant(let digits): return String(format: "%.\(digits)g", number)
    case .scientific(let decimals): return String(format: "%.\(decimals)e", number)
    case .percent(let decimals): return String(format: "%.\(decimals)f %%", 100 * number)
    case .seconds: return Self.duration(number)
    }
  }

  private static func duration(_ seconds: Double) -> String {
    switch seconds.magnitude {
    case ..<0.000_999_5: return String(format: "%.0f µs", seconds * 1e6)
    case ..<0.999_5: return String(format: "%.3g ms", seconds * 1e3)
    case ..<59.95: return String(format: "%.3g s", seconds)
    default:
      let whole = Int(exactly: seconds.rounded()) ?? .max
      let minutes = whole / 60
      return minutes < 60
        ? "\(minutes) min \(whole % 60) s" : "\(minutes / 60) h \(minutes % 60) min"
    }
  }
}
