internal import LinearAlgebra

/// What becomes of features that are stored as unsigned bytes.
public enum ByteScaling: String, Sendable {
  /// Divided by 255, so that pixels lie in 0…1.
  case unitInterval
  /// Kept as they are, 0…255.
  case asStored
}

extension ByteScaling {
  /// The number that each of the 256 bytes stands for: every one is divided once.
  func values<Scalar: BLASScalar>(as _: Scalar.Type = Scalar.self) -> [Scalar] {
    switch self {
    case .unitInterval: (0...255).map { Scalar($0) / 255 }
    case .asStored: (0...255).map { Scalar($0) }
    }
  }
}
