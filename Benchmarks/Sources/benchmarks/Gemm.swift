internal import LinearAlgebra

/// The rate of gemm on large square matrices, on one core: what everything else is compared with.
func gemmRate<Scalar: BLASScalar>(_: Scalar.Type, size: Int = 1000) -> Double {
  let memory = AlignedBuffer<Scalar>(count: 3 * size * size)
  var generator = Xoshiro256StarStar(seed: 1)
  for index in 0..<2 * size * size {
    memory.start[index] = Scalar.random(in: -1...1, using: &generator)
  }
  let product = MatrixProduct(
    rows: size, inner: size, columns: size, alpha: 1,
    .matrix(memory.start, leadingDimension: size),
    .matrix(memory.start + size * size, leadingDimension: size), beta: 0,
    into: memory.start + 2 * size * size, leadingDimension: size)
  let best = Measurement(suite: "", name: "", scalar: Scalar.self, runs: 7) { product.run() }
  let flops = 2 * Double(size) * Double(size) * Double(size)
  return flops / (best.minimumMilliseconds / 1e3)
}
