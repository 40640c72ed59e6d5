import Foundation
import Optimization

/// A function of one variable with its derivative, φ(0) and φ′(0) < 0 given, and the μ and η that
/// Moré and Thuente search it with.
struct LineFunction: Sendable {
  let name: String
  let sufficientDecrease: Double
  let curvature: Double
  let evaluate: @Sendable (Double) -> (value: Double, slope: Double)

  func sample(at step: Double) -> LinePoint {
    let (value, slope) = evaluate(step)
    return LinePoint(step: step, value: value, slope: slope)
  }

  var origin: LinePoint { sample(at: 0) }

  var moreThuente: MoreThuente {
    MoreThuente(sufficientDecrease: sufficientDecrease, curvature: curvature)
  }

  /// The six functions of Moré and Thuente (1994), equations 5.1 to 5.5.
  static let all = [
    LineFunction(name: "5.1", sufficientDecrease: 1e-3, curvature: 1e-1) { a in
      let d = a * a + 2
      return (-a / d, (a * a - 2) / (d * d))
    },
    LineFunction(name: "5.2", sufficientDecrease: 1e-1, curvature: 1e-1) { a in
      let t = a + 0.004
      return (pow(t, 5) - 2 * pow(t, 4), 5 * pow(t, 4) - 8 * pow(t, 3))
    },
    LineFunction(name: "5.3", sufficientDecrease: 1e-1, curvature: 1e-1) { a in
      let (beta, waves) = (0.01, 39.0)
      let base: (Double, Double) =
        if a <= 1 - beta {
          (1 - a, -1)
        } else if a >= 1 + beta {
          (a - 1, 1)
        } else {
          ((a - 1) * (a - 1) / (2 * beta) + beta / 2, (a - 1) / beta)
        }
      let angle = waves * Double.pi / 2
      return (
        base.0 + 2 * (1 - beta) / (waves * .pi) * sin(angle * a),
        base.1 + (1 - beta) * cos(angle * a)
      )
    },
    yanai(1e-3, 1e-3, "5.4, first"), yanai(1e-2, 1e-3, "5.4, second"),
    yanai(1e-3, 1e-2, "5.4, third"),
  ]

  /// γ(β₁) √((1 − α)² + β₂²) + γ(β₂) √(α² + β₁²) with γ(β) = √(1 + β²) − β (Yanai, Ozawa and
  /// Kaneko 1981).
  private static func yanai(_ beta1: Double, _ beta2: Double, _ name: String) -> LineFunction {
    func gamma(_ beta: Double) -> Double { (1 + beta * beta).squareRoot() - beta }
    let (first, second) = (gamma(beta1), gamma(beta2))
    return LineFunction(name: name, sufficientDecrease: 1e-3, curvature: 1e-3) { a in
      let left = ((1 - a) * (1 - a) + beta2 * beta2).squareRoot()
      let right = (a * a + beta1 * beta1).squareRoot()
      return (first * left + second * right, first * (a - 1) / left + second * a / right)
    }
  }
}
