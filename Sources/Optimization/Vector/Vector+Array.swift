/// The vector operations on the arrays that workspaces are made of.
///
/// They write in place: an array that is not shared is not copied.
extension Vector {
  static func dot(_ x: [Double], _ y: [Double]) -> Double {
    dot(x.span, y.span)
  }

  static func dots(_ x: [Double], _ y: [Double], with z: [Double]) -> (Double, Double) {
    dots(x.span, y.span, with: z.span)
  }

  static func euclideanNorm(_ x: [Double]) -> Double {
    euclideanNorm(x.span)
  }

  static func infinityNorm(_ x: [Double]) -> Double {
    infinityNorm(x.span)
  }

  static func add(_ alpha: Double, _ x: [Double], to y: inout [Double]) {
    var target = y.mutableSpan
    add(alpha, x.span, to: &target)
  }

  static func add(
    _ alpha: Double, _ x: [Double], to y: inout [Double], thenDot z: [Double]
  ) -> Double {
    var target = y.mutableSpan
    return add(alpha, x.span, to: &target, thenDot: z.span)
  }

  static func copy(_ x: [Double], to y: inout [Double]) {
    var target = y.mutableSpan
    copy(x.span, to: &target)
  }

  static func combine(_ x: [Double], _ alpha: Double, _ d: [Double], into y: inout [Double]) {
    var target = y.mutableSpan
    combine(x.span, alpha, d.span, into: &target)
  }

  static func scale(_ alpha: Double, _ x: [Double], into y: inout [Double]) {
    var target = y.mutableSpan
    scale(alpha, x.span, into: &target)
  }

  static func scale(
    _ alpha: Double, _ x: [Double], into y: inout [Double], thenDot z: [Double]
  ) -> Double {
    var target = y.mutableSpan
    return scale(alpha, x.span, into: &target, thenDot: z.span)
  }

  static func scale(_ y: inout [Double], by alpha: Double, thenDot z: [Double]) -> Double {
    var target = y.mutableSpan
    return scale(&target, by: alpha, thenDot: z.span)
  }

  static func scale(_ y: inout [Double], by alpha: Double) {
    var target = y.mutableSpan
    scale(&target, by: alpha)
  }
}
