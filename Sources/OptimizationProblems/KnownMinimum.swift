/// The value of a local minimum, and where it lies if that is known exactly.
public struct KnownMinimum: Sendable, Equatable {
  /// f*.
  public let value: Double

  /// How far `value` may be from the exact minimum: one unit of the last digit given, 0 if exact.
  public let tolerance: Double

  /// x*, where it is known exactly.
  ///
  /// `nil` for a minimum known by its value only, and for one that is approached only as some
  /// unknowns go to infinity.
  public let point: [Double]?

  /// A minimum known exactly.
  public static func exact(_ value: Double, at point: [Double]? = nil) -> KnownMinimum {
    KnownMinimum(value: value, tolerance: 0, point: point)
  }

  /// A minimum known to six significant digits, cut as the literature prints them, or rounded.
  public static func sixDigits(_ value: Double) -> KnownMinimum {
    KnownMinimum(value: value, tolerance: 1e-5 * value.magnitude, point: nil)
  }

  /// Whether a value reached by a minimizer belongs to this minimum.
  ///
  /// - Parameters:
  ///   - reached: f at the point where the minimizer stopped.
  ///   - relative: allowed excess relative to |f*|, on top of `tolerance`.
  ///   - absolute: allowed excess whatever f* is; decides alone where f* = 0.
  public func matches(_ reached: Double, relative: Double = 1e-6, absolute: Double) -> Bool {
    (reached - value).magnitude <= tolerance + relative * value.magnitude + absolute
  }
}
