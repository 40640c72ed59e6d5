import LinearAlgebra
import Optimization

/// The time of an L-BFGS iteration on a function that costs next to nothing to evaluate.
enum IterationSuite {
  /// The number of parameters of ex4's network.
  static let parameterCount = 10_285

  static func run(into report: inout Report) {
    for memory in [5, 20, 50] {
      report.add(
        "iteration",
        Measurement(
          "L-BFGS, \(parameterCount) parameters, memory \(memory)", sample(memory: memory)))
    }
  }

  /// Seconds per iteration once the memory is full, averaged over 100 iterations.
  private static func sample(memory: Int) -> Samples {
    var quadratic = Quadratic(parameterCount: parameterCount)
    var minimizer = LBFGS(
      parameterCount: parameterCount, configuration: LBFGSConfiguration(memory: memory))
    let start = [Double](repeating: 1, count: parameterCount)
    var times: [Double] = []
    let runs = Sampler(batches: 4).sample {
      var full = 0.0
      _ = minimize(
        &quadratic, from: start, using: &minimizer,
        stoppingWhen: StoppingCriteria(gradientTolerance: nil, maxIterations: memory + 100)
      ) { record, _ in
        if record.iteration == memory { full = record.seconds }
        if record.iteration == memory + 100 { times.append((record.seconds - full) / 100) }
        return .proceed
      }
    }
    return Samples(
      seconds: times, best: times.min() ?? .nan,
      processor: runs.processor / Double(memory + 100), isIdle: runs.isIdle)
  }
}

/// f(x) = ½ Σ cᵢ xᵢ² with c from 1 to 10⁶: ill-conditioned enough not to converge in 100 iterations.
private struct Quadratic: Objective {
  private let curvatures: [Double]

  init(parameterCount: Int) {
    curvatures = (0..<parameterCount).map { index in
      let fraction = Double(index) / Double(parameterCount)
      return 1 + 1e6 * fraction * fraction * fraction * fraction
    }
  }

  var parameterCount: Int { curvatures.count }

  mutating func evaluate(
    at point: Span<Double>, gradient: inout MutableSpan<Double>
  ) -> Double {
    point.withUnsafeBufferPointer { point in
      gradient.withUnsafeMutableBufferPointer { gradient in
        for (index, curvature) in curvatures.enumerated() {
          gradient[index] = curvature * point[index]
        }
      }
    }
    return Vector.dot(point, gradient.span) / 2
  }
}
