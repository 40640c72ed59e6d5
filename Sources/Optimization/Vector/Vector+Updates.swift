internal import CKernels

/// Operations that write a vector.
extension Vector {
  /// y ← y + αx.
  ///
  /// - Precondition: the lengths agree.
  public static func add(
    _ alpha: Double, _ x: Span<Double>, to y: inout MutableSpan<Double>
  ) {
    precondition(x.count == y.count, "a vector is added to one of its own length")
    x.withUnsafeBytes { x in
      y.withUnsafeMutableBytes { y in
        update(y.count) { offset in
          store(lanes(UnsafeRawBufferPointer(y), offset) + alpha * lanes(x, offset), y, offset)
        } tail: { offset in
          store(element(UnsafeRawBufferPointer(y), offset) + alpha * element(x, offset), y, offset)
        }
      }
    }
  }

  /// y ← y + αx, and returns Σ yᵢ zᵢ of the new y: the two steps of a recursion in one pass.
  ///
  /// - Precondition: the lengths agree.
  public static func add(
    _ alpha: Double, _ x: Span<Double>, to y: inout MutableSpan<Double>, thenDot z: Span<Double>
  ) -> Double {
    precondition(x.count == y.count && z.count == y.count, "one length for all vectors")
    guard y.count > 0 else { return 0 }
    return x.withUnsafeBufferPointer { x in
      z.withUnsafeBufferPointer { z in
        y.withUnsafeMutableBufferPointer { y in
          let bulk = y.count & ~15
          var sums = SIMD16<Double>.zero
          withUnsafeMutableBytes(of: &sums) { sums in
            ckernelsDouble(ckernelsBestLevel()).pointee.addThenDot(
              alpha, x.baseAddress!, y.baseAddress!, z.baseAddress!, bulk,
              sums.assumingMemoryBound(to: Double.self).baseAddress!)
          }
          var total = (sums.lowHalf + sums.highHalf).sum()
          for index in bulk..<y.count {
            y[index] += alpha * x[index]
            total += y[index] * z[index]
          }
          return total
        }
      }
    }
  }

  /// y ← x.
  ///
  /// - Precondition: the lengths agree.
  public static func copy(_ x: Span<Double>, to y: inout MutableSpan<Double>) {
    precondition(x.count == y.count, "a vector is copied to one of its own length")
    x.withUnsafeBytes { x in
      y.withUnsafeMutableBytes { y in y.copyMemory(from: x) }
    }
  }

  /// y ← x + αd: the point at a step of α along d.
  ///
  /// - Precondition: the lengths agree.
  public static func combine(
    _ x: Span<Double>, _ alpha: Double, _ d: Span<Double>, into y: inout MutableSpan<Double>
  ) {
    precondition(x.count == y.count && d.count == y.count, "one length for all vectors")
    x.withUnsafeBytes { x in
      d.withUnsafeBytes { d in
        y.withUnsafeMutableBytes { y in
          update(y.count) { offset in
            store(lanes(x, offset) + alpha * lanes(d, offset), y, offset)
          } tail: { offset in
            store(element(x, offset) + alpha * element(d, offset), y, offset)
          }
        }
      }
    }
  }

  /// y ← αx.
  ///
  /// - Precondition: the lengths agree.
  public static func scale(
    _ alpha: Double, _ x: Span<Double>, into y: inout MutableSpan<Double>
  ) {
    precondition(x.count == y.count, "a vector is scaled into one of its own length")
    x.withUnsafeBytes { x in
      y.withUnsafeMutableBytes { y in
        update(y.count) { offset in
          store(alpha * lanes(x, offset), y, offset)
        } tail: { offset in
          store(alpha * element(x, offset), y, offset)
        }
      }
    }
  }

  /// y ← αx, and returns Σ yᵢ zᵢ of the new y, in one pass.
  ///
  /// - Precondition: the lengths agree.
  public static func scale(
    _ alpha: Double, _ x: Span<Double>, into y: inout MutableSpan<Double>, thenDot z: Span<Double>
  ) -> Double {
    precondition(x.count == y.count && z.count == y.count, "one length for all vectors")
    return x.withUnsafeBytes { x in
      z.withUnsafeBytes { z in
        y.withUnsafeMutableBytes { y in
          sum(over: y.count) { offset, sums in
            let scaled = alpha * lanes(x, offset)
            store(scaled, y, offset)
            sums += scaled * lanes(z, offset)
          } tail: { offset in
            let scaled = alpha * element(x, offset)
            store(scaled, y, offset)
            return scaled * element(z, offset)
          }
        }
      }
    }
  }

  /// y ← αy, and returns Σ yᵢ zᵢ of the new y, in one pass.
  ///
  /// - Precondition: the lengths agree.
  public static func scale(
    _ y: inout MutableSpan<Double>, by alpha: Double, thenDot z: Span<Double>
  ) -> Double {
    precondition(z.count == y.count, "one length for all vectors")
    return z.withUnsafeBytes { z in
      y.withUnsafeMutableBytes { y in
        sum(over: y.count) { offset, sums in
          let scaled = alpha * lanes(UnsafeRawBufferPointer(y), offset)
          store(scaled, y, offset)
          sums += scaled * lanes(z, offset)
        } tail: { offset in
          let scaled = alpha * element(UnsafeRawBufferPointer(y), offset)
          store(scaled, y, offset)
          return scaled * element(z, offset)
        }
      }
    }
  }

  /// y ← αy.
  public static func scale(_ y: inout MutableSpan<Double>, by alpha: Double) {
    y.withUnsafeMutableBytes { y in
      update(y.count) { offset in
        store(alpha * lanes(UnsafeRawBufferPointer(y), offset), y, offset)
      } tail: { offset in
        store(alpha * element(UnsafeRawBufferPointer(y), offset), y, offset)
      }
    }
  }
}
