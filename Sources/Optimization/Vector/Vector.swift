/// The vector operations of the minimizers: dot products, norms and updates.
///
/// Each function is one pass over its operands, with eight partial sums that are added up in a
/// fixed order: the result has the same bits on every run, for any number of threads (BLAS's own
/// `ddot` starts threads from 10 000 elements on). Nothing allocates.
public enum Vector {
  /// The vector type of the loops.
  typealias Lanes = SIMD8<Double>
}

extension Vector {
  /// Σ xᵢ yᵢ.
  ///
  /// - Precondition: the lengths agree.
  public static func dot(_ x: Span<Double>, _ y: Span<Double>) -> Double {
    precondition(x.count == y.count, "a dot product takes vectors of one length")
    return x.withUnsafeBytes { x in
      y.withUnsafeBytes { y in
        sum(over: x.count) { offset, sums in
          sums += lanes(x, offset) * lanes(y, offset)
        } tail: { offset in
          element(x, offset) * element(y, offset)
        }
      }
    }
  }

  /// Σ xᵢ zᵢ and Σ yᵢ zᵢ in one pass.
  ///
  /// - Precondition: the lengths agree.
  public static func dots(
    _ x: Span<Double>, _ y: Span<Double>, with z: Span<Double>
  ) -> (Double, Double) {
    precondition(x.count == z.count && y.count == z.count, "one length for all vectors")
    return x.withUnsafeBytes { x in
      y.withUnsafeBytes { y in
        z.withUnsafeBytes { z in
          var (first, second) = (Lanes.zero, Lanes.zero)
          let bulk = z.count & ~63
          var offset = 0
          while offset < bulk {
            let common = lanes(z, offset)
            first += lanes(x, offset) * common
            second += lanes(y, offset) * common
            offset += 64
          }
          var (firstSum, secondSum) = (first.sum(), second.sum())
          while offset < z.count {
            firstSum += element(x, offset) * element(z, offset)
            secondSum += element(y, offset) * element(z, offset)
            offset += 8
          }
          return (firstSum, secondSum)
        }
      }
    }
  }

  /// ‖x‖₂, also where Σ xᵢ² is beyond the range of Double.
  ///
  /// - Complexity: one pass; three where the sum of squares overflows or underflows.
  public static func euclideanNorm(_ x: Span<Double>) -> Double {
    let square = dot(x, x)
    if square > 1e-280 && square < .infinity || square.isNaN { return square.squareRoot() }
    let size = infinityNorm(x)
    guard size > 0, size < .infinity else { return size }
    let unit = Double(sign: .plus, exponent: size.exponent, significand: 1)
    var sum = 0.0
    for index in x.indices {
      let scaled = x[index] / unit
      sum += scaled * scaled
    }
    return unit * sum.squareRoot()
  }

  /// ‖x‖∞ = max |xᵢ|; NaN when an element is NaN, 0 for no elements.
  public static func infinityNorm(_ x: Span<Double>) -> Double {
    x.withUnsafeBytes { x in
      var (largest, total) = (Lanes.zero, Lanes.zero)
      let bulk = x.count & ~63
      var offset = 0
      while offset < bulk {
        let magnitudes = magnitudes(x, offset)
        largest.replace(with: magnitudes, where: magnitudes .> largest)
        total += magnitudes
        offset += 64
      }
      var (norm, sum) = (largest.max(), total.sum())
      while offset < x.count {
        let magnitude = abs(element(x, offset))
        norm = max(norm, magnitude)
        sum += magnitude
        offset += 8
      }
      // Comparisons ignore a NaN, but the sum is then NaN, and for no other reason.
      return sum.isNaN ? .nan : norm
    }
  }
}

/// The two loops that the operations are written with; offsets are in bytes.
extension Vector {
  @inline(__always)
  static func sum(
    over bytes: Int, bulk step: (_ offset: Int, _ sums: inout Lanes) -> Void,
    tail term: (_ offset: Int) -> Double
  ) -> Double {
    var (even, odd) = (Lanes.zero, Lanes.zero)
    var offset = 0
    while offset < bytes & ~127 {
      step(offset, &even)
      step(offset + 64, &odd)
      offset += 128
    }
    var total = (even + odd).sum()
    while offset < bytes {
      total += term(offset)
      offset += 8
    }
    return total
  }

  @inline(__always)
  static func update(
    _ bytes: Int, bulk step: (_ offset: Int) -> Void, tail: (_ offset: Int) -> Void
  ) {
    var offset = 0
    while offset < bytes & ~63 {
      step(offset)
      offset += 64
    }
    while offset < bytes {
      tail(offset)
      offset += 8
    }
  }

  @inline(__always)
  static func lanes(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Lanes {
    bytes.baseAddress.unsafelyUnwrapped.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
  }

  /// |x| of some elements, by clearing their signs.
  @inline(__always)
  static func magnitudes(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Lanes {
    let signless = SIMD8<UInt64>(repeating: ~(1 << 63))
    return unsafeBitCast(
      unsafeBitCast(lanes(bytes, offset), to: SIMD8<UInt64>.self) & signless, to: Lanes.self)
  }

  @inline(__always)
  static func element(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Double {
    bytes.baseAddress.unsafelyUnwrapped.loadUnaligned(fromByteOffset: offset, as: Double.self)
  }

  @inline(__always)
  static func store<Value: BitwiseCopyable>(
    _ value: Value, _ bytes: UnsafeMutableRawBufferPointer, _ offset: Int
  ) {
    bytes.baseAddress.unsafelyUnwrapped.storeBytes(of: value, toByteOffset: offset, as: Value.self)
  }
}
