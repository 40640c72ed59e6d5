/// The value of a local minimum, and its point if that is known exactly.
public struct KnownMinimum: Sendable, Equatable {
  /// f*.
  public let value: Double

  /// The uncertainty of `value`: one unit in the last given digit, 0 if it is exact.
  public let tolerance: Double

  /// x* if it is known exactly.
  ///
  /// It is `nil` for a minimum of which only the value is known, and for one that is approached
  /// only as some unknowns tend to infinity.
  public let point: [Double]?

  /// Creates a minimum that is known exactly.
  public static func exact(_ value: Double, at point: [Double]? = nil) -> KnownMinimum {
    KnownMinimum(value: value, tolerance: 0, point: point)
  }

  /// Creates a minimum that is known to six significant digits, truncated or rounded.
  public static func sixDigits(_ value: Double) -> KnownMinimum {
    KnownMinimum(value: value, tolerance: 1e-5 * value.magnitude, point: nil)
  }

  /// Whether a value that a minimizer reached agrees with this minimum.
  ///
  /// - Parameters:
  ///   - reached: f at the point where the minimizer stopped.
  ///   - relative: The tolerance relative to |f*|, in addition to `tolerance`; 10⁻⁶ by default.
  ///   - absolute: The absolute tolerance, which alone decides if f* = 0.
  /// - Returns: Whether the difference is within the sum of the tolerances.
  public func matches(_ reached: Double, relative: Double = 1e-6, absolute: Double) -> Bool {
    (reached - value).magnitude <= tolerance + relative * value.magnitude + absolute
  }
}
