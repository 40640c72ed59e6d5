extension Double {
  /// Portable.
  public static func exponential(_ x: UnsafeMutablePointer<Double>, count: Int) {
    PortableElementwise.exponential(x, count: count)
  }

  /// Portable.
  public static func sigmoid(_ z: UnsafeMutablePointer<Double>, count: Int) {
    PortableElementwise.sigmoid(z, count: count)
  }

  /// Portable.
  public static func hyperbolicTangent(_ z: UnsafeMutablePointer<Double>, count: Int) {
    PortableElementwise.hyperbolicTangent(z, count: count)
  }

  /// Portable.
  public static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Double>, count: Int) -> Double {
    PortableElementwise.sigmoidCrossEntropy(z, count: count)
  }

  /// Portable.
  public static func softmaxCrossEntropy(
    _ z: UnsafeMutablePointer<Double>, rows: Int, stride: Int, count: Int
  ) -> Double {
    PortableElementwise.softmaxCrossEntropy(z, rows: rows, stride: stride, count: count)
  }
}

extension Float {
  /// Portable.
  public static func exponential(_ x: UnsafeMutablePointer<Float>, count: Int) {
    PortableElementwise.exponential(x, count: count)
  }

  /// Portable.
  public static func sigmoid(_ z: UnsafeMutablePointer<Float>, count: Int) {
    PortableElementwise.sigmoid(z, count: count)
  }

  /// Portable.
  public static func hyperbolicTangent(_ z: UnsafeMutablePointer<Float>, count: Int) {
    PortableElementwise.hyperbolicTangent(z, count: count)
  }

  /// Portable.
  public static func sigmoidCrossEntropy(_ z: UnsafeMutablePointer<Float>, count: Int) -> Double {
    PortableElementwise.sigmoidCrossEntropy(z, count: count)
  }

  /// Portable.
  public static func softmaxCrossEntropy(
    _ z: UnsafeMutablePointer<Float>, rows: Int, stride: Int, count: Int
  ) -> Double {
    PortableElementwise.softmaxCrossEntropy(z, rows: rows, stride: stride, count: count)
  }
}
