import Datasets
import LinearAlgebra
import NetworkKernels
import Random

/// Every kernel of an evaluation of ex4, block by block, on one core.
enum KernelSuite {
  static func run(into report: inout Report) throws {
    let peaks = (
      report.peak.rate(Double.self, threads: 1), report.peak.rate(Float.self, threads: 1)
    )
    let double = Kernels(
      dataset: try BenchmarkData.read(BenchmarkData.ex4Path, as: Double.self), peak: peaks.0)
    let float = Kernels(
      dataset: try BenchmarkData.read(BenchmarkData.ex4Path, as: Float.self), peak: peaks.1)
    for measurement in double.measurements() + float.measurements() {
      report.add("kernels", measurement)
    }
  }
}

/// The kernels in the order of an evaluation, each on the panels that the engine gives it.
private struct Kernels<Scalar: BLASScalar> {
  let dataset: Dataset<Scalar>
  let peak: Double
  let units = 25

  func measurements() -> [Measurement] {
    let features = GroupedFeatures(dataset.features, blocksPerWindow: 4)
    let (n, width, classes) = (dataset.featureCount, features.width, dataset.classCount)
    let first = layer(inputs: n, outputs: units)
    let second = layer(inputs: units, outputs: classes)
    let gradients = (layer(inputs: n, outputs: units), layer(inputs: units, outputs: classes))
    let hidden = panel(units, width)
    let hiddenErrors = panel(units, width)
    let outputs = panel(classes, width)
    let gathered = panel(n, width)
    let sums = features.gradientSums(units: units)
    let lanes = Double(features.blockCount * width)
    let firstFlops = 2 * lanes * Double(n * units)
    let secondFlops = 2 * lanes * Double(units * classes)

    func each(_ name: String, flops: Double? = nil, _ work: (Int) -> Void) -> Measurement {
      Measurement(
        name,
        Sampler(batches: 3, timeLimit: 2).sample {
          for block in 0..<features.blockCount { work(block) }
        },
        precision: Precision(of: Scalar.self), flops: flops, peak: peak)
    }
    return [
      each("first layer, W x + b, by gemm", flops: firstFlops) { _ in
        hidden.assignAffine(of: first, applied: gathered)
      },
      each("first layer, gradient, by gemm", flops: firstFlops) { _ in
        gradients.0.accumulateWeightGradient(inputs: gathered, errors: hiddenErrors)
      },
      each("first layer, W x + b, grouped", flops: firstFlops) {
        features.multiply(block: $0, by: first, into: hidden)
      },
      each("sigmoid") { _ in Scalar.sigmoid(hidden.start, count: hidden.count) },
      each("second layer, W a + b", flops: secondFlops) { _ in
        outputs.assignAffine(of: second, applied: hidden)
      },
      each("sigmoid and cross-entropy") { _ in
        _ = Scalar.sigmoidCrossEntropy(outputs.start, count: outputs.count)
      },
      each("softmax and cross-entropy") { _ in
        _ = Scalar.softmaxCrossEntropy(
          outputs.start, rows: classes, stride: width, count: width)
      },
      each("second layer, backward", flops: secondFlops) { _ in
        hiddenErrors.assignBackward(through: second, of: outputs)
      },
      each("second layer, gradient", flops: secondFlops) { _ in
        gradients.1.accumulateGradient(inputs: hidden, errors: outputs)
      },
      each("first layer, gradient, grouped", flops: firstFlops) {
        features.accumulateGradient(block: $0, errors: hiddenErrors, into: sums)
      },
    ]
  }

  private func panel(_ units: Int, _ width: Int) -> Panel<Scalar> {
    let buffer = numbers(units * width)
    return Panel(buffer, units: units, width: width)
  }

  private func layer(inputs: Int, outputs: Int) -> Layer<Scalar> {
    Layer(
      numbers(outputs * (1 + inputs)),
      region: MatrixRegion(offset: 0, rows: outputs, columns: 1 + inputs))
  }

  /// Small numbers, so that nothing overflows however often the work is repeated.
  private func numbers(_ count: Int) -> AlignedBuffer<Scalar> {
    let buffer = AlignedBuffer<Scalar>(count: count)
    var generator = Xoshiro256StarStar(seed: 1)
    for index in 0..<count {
      buffer.start[index] = Scalar.random(in: -0.1...0.1, using: &generator)
    }
    return buffer
  }
}
