/// An error of a curvature matrix that would be too large.
public enum NetworkError: Error, Hashable, Sendable {
  /// A matrix with a row and a column for each parameter would exceed the memory limit.
  case normalMatrixTooLarge(parameterCount: Int, bytes: Int, limit: Int)
}

extension NetworkError: CustomStringConvertible {
  /// One sentence, and in parentheses how to fix it.
  public var description: String {
    switch self {
    case .normalMatrixTooLarge(let parameterCount, let bytes, let limit):
      """
      Levenberg–Marquardt needs \(Self.gibibytes(bytes)) for a network of \(parameterCount) \
      parameters, and at most \(Self.gibibytes(limit)) are allowed (use the minimizer lbfgs, which \
      needs no matrix)
      """
    }
  }

  private static func gibibytes(_ bytes: Int) -> String {
    let hundredths = (Double(bytes) / Double(1 << 30) * 100).rounded() / 100
    return "\(hundredths) GiB"
  }
}
