internal import Foundation

extension Double {
  /// ∛x, the scale of the step of a central difference where x is the error of one value.
  var cubeRoot: Double { cbrt(self) }
}
