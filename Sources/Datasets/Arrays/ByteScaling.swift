internal import LinearAlgebra

/// The scaling of features that are stored as unsigned bytes.
public enum ByteScaling: String, Sendable {
  /// Divide by 255, so that pixels are in 0…1.
  case unitInterval
  /// Do not scale: values in 0…255.
  case asStored
}

extension ByteScaling {
  /// The values of the 256 bytes.
  func values<Scalar: BLASScalar>(as _: Scalar.Type = Scalar.self) -> [Scalar] {
    switch self {
    case .unitInterval: (0...255).map { Scalar($0) / 255 }
    case .asStored: (0...255).map { Scalar($0) }
    }
  }
}
